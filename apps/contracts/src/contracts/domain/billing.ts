import type { Moment } from '#common/kernel/clock.js';
import { dueInCalendarDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import { shareOf, shareRoundedDown, sumWon, type Won } from '#common/kernel/money.js';
import { floored, fraction, over, times } from '#common/kernel/ratio.js';
import type { SlaCreditStep } from '#common/kernel/policy.js';
import { consortiumOf, partsOf } from './consortium.rules.js';
import type { ContractEvent } from './contract.events.js';
import { isEstimated, wrongLine } from './contract.rules.js';
import type { ContractState, Period, Quantity } from './contract.state.js';
import { answerableOf } from './ending.rules.js';
import {
  agreedOf,
  billableOf,
  ensurePerformed,
  ensureStatementIs,
  canBeStated,
  limitOf,
  ordersOf,
  performanceOf,
  periodToState,
  quantityOf,
  statementOf,
  totalsOf,
} from './performance.rules.js';
import type { SlaCredit, UsageStatement, UsedLine } from './performance.state.js';
import { atAgreedPrices, isUnitPrice } from './price-form.rules.js';
import { monthsIn } from './statement-periods.js';

export interface StatementInput {
  readonly period: Period;
  /** Quantities by price code, for a contract by use or at unit prices; none for a flat one. */
  readonly lines: readonly Quantity[];
  /** Measured availability in percent of the time. */
  readonly availability: number;
}

/**
 * The supplier's statement (이용 내역서) for the next period, or again for one that was disputed. A month that is cut is
 * billed by its calendar days; the SLA credit is deducted from the same statement (§11.4). After a termination the used
 * part is stated until its last day, up to what was settled.
 */
export function submitStatement(state: ContractState, input: StatementInput, moment: Moment): readonly ContractEvent[] {
  ensure(canBeStated(state), () =>
    wrongState('CONTRACT_NOT_ACTIVE', `The contract is ${state.status}: nothing of it is stated any longer.`),
  );
  const again = performanceOf(state).statements.find(({ period }) => isSame(period, input.period));
  if (again === undefined) ensureNext(state, input.period, moment);
  else ensureStatementIs(again, 'DISPUTED');
  const n = again?.n ?? performanceOf(state).statements.length + 1;
  const { lines, gross, ...owed } = costOf(state, input, again);
  // The scale of the last day of the period: a change of policy reaches no period that was over.
  const credit = slaCredit(gross, input.availability, moment.policyOn(input.period.to)['contracts.slaCredits']);
  const amount = gross - credit.amount;
  ensureWithinLimit(state, totalsOf(state).stated + amount);
  const { period, availability } = input;
  const inspection = inspectionDue(moment);
  const parts = partsOfStatement(state, amount, lines);
  const stated = { n, period, lines, gross, availability, credit, amount, ...owed, ...parts };
  return [{ type: 'StatementSubmitted', data: { ...stated, inspection } }];
}

/**
 * What each member of a consortium has of the statement: by its share, or by what its lines were billed. They stay as
 * they are, whatever is amended before the claim.
 */
function partsOfStatement(
  state: ContractState,
  amount: Won,
  lines: readonly UsedLine[],
): Pick<UsageStatement, 'parts'> {
  const consortium = consortiumOf(state);
  if (consortium === undefined) return {};
  return { parts: partsOf(consortium, amount, lines.length > 0 ? lines : agreedOf(state).lines) };
}

/** S18 Art. 55: within fourteen days of the statement, or of the notice that a fault is mended. */
export const inspectionDue = (moment: Moment): Deadline =>
  dueInCalendarDays(moment, {
    key: 'INSPECTION',
    days: moment.policy['contracts.inspectionDays'],
    rule: 'S18 Art. 55',
  });

const isSame = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;

function ensureNext(state: ContractState, { from, to }: Period, { today }: Moment): void {
  const { period } = agreedOf(state);
  ensure(from >= period.from, () =>
    wrong('STATEMENT_BEFORE_START', `The contract begins on ${period.from}: nothing before it is billed.`),
  );
  const next = periodToState(state);
  ensure(next !== undefined, () =>
    wrongState('STATEMENT_REPEATED', `All of the contract, until ${period.to}, is stated already.`),
  );
  ensure(from >= next.from, () =>
    wrongState('STATEMENT_REPEATED', `All before ${next.from} is stated already: state ${next.from} to ${next.to}.`),
  );
  ensure(from === next.from && to === next.to, () =>
    wrong('STATEMENT_PERIOD', `The next period to state is ${next.from} to ${next.to}.`),
  );
  ensure(to < today, () =>
    wrongState('STATEMENT_TOO_EARLY', `The period ends on ${to}: it can be stated from the day after.`),
  );
}

const wrong = (code: 'STATEMENT_BEFORE_START' | 'STATEMENT_PERIOD', detail: string) =>
  invalid(code, detail, [{ pointer: '/period', code, detail }]);

/** Before the credit: what was delivered of orders, or used, at the agreed prices; else a share of the amount. */
function costOf(
  state: ContractState,
  input: StatementInput,
  again: UsageStatement | undefined,
): Pick<UsageStatement, 'lines' | 'gross' | 'refund'> {
  const agreed = agreedOf(state);
  if (isEstimated(agreed) && input.period.to === agreed.period.to) return settlementOf(state, input, again);
  if (isUnitPrice(agreed)) ensureOrdered(state, input, again);
  else if (agreed.billingModel === 'FLAT' || isEstimated(agreed))
    return { lines: noLines(input), gross: flatFee(state, input.period, again) };
  const lines = atAgreedPrices(agreed.lines, input.lines);
  return { lines, gross: sumWon(lines.map(({ amount }) => amount)) };
}

/**
 * The last period of an estimate (개산계약의 정산): what was used of the whole contract at the agreed prices, less what the
 * periods before it were billed. What they were billed too much is paid back.
 */
function settlementOf(
  state: ContractState,
  { lines: used }: StatementInput,
  again: UsageStatement | undefined,
): Pick<UsageStatement, 'lines' | 'gross' | 'refund'> {
  ensure(used.length > 0, () =>
    invalid('LINE_MISSING', 'The last statement of an estimate names what was used of the whole contract.', [
      { pointer: '/lines', code: 'LINE_MISSING', detail: 'all that was used, of each line' },
    ]),
  );
  const lines = atAgreedPrices(agreedOf(state).lines, used);
  const others = performanceOf(state).statements.filter(({ n }) => n !== again?.n);
  const balance = sumWon(lines.map(({ amount }) => amount)) - sumWon(others.map(({ gross }) => gross));
  return balance < 0 ? { lines, gross: 0, refund: -balance } : { lines, gross: balance };
}

/** Of each line no more than was ordered until the end of the period, and not delivered in another one. */
function ensureOrdered(state: ContractState, { lines, period }: StatementInput, again: UsageStatement | undefined) {
  const ordered = ordersOf(state).filter(({ orderedOn }) => orderedOn <= period.to);
  const delivered = performanceOf(state).statements.filter(({ n }) => n !== again?.n);
  for (const [i, { priceCode, quantity }] of lines.entries()) {
    const open = quantityOf(ordered, priceCode) - quantityOf(delivered, priceCode);
    if (quantity > open)
      throw wrongLine(i, 'quantity', 'NOT_ORDERED', `${open} of ${priceCode} are ordered and not delivered yet`);
  }
}

function noLines({ lines }: StatementInput): readonly UsedLine[] {
  ensure(lines.length === 0, () =>
    invalid('LINE_UNEXPECTED', 'This period is billed by its share of the amount: leave the lines out.', [
      { pointer: '/lines', code: 'LINE_UNEXPECTED', detail: 'no lines' },
    ]),
  );
  return [];
}

/**
 * What is left of the amount is shared over the months that are left, so that all statements together come to the
 * amount, also after an amendment; the last one takes what rounding left. A corrected one with others behind it keeps
 * its fee: theirs were shared out after it.
 */
function flatFee(state: ContractState, period: Period, again: UsageStatement | undefined): Won {
  const { amount, period: contract } = agreedOf(state);
  const others = performanceOf(state).statements.filter(({ n }) => n !== again?.n);
  if (again !== undefined && others.some(({ n }) => n > again.n)) return again.gross;
  const left = fraction(Math.max(0, amount - sumWon(others.map(({ gross }) => gross))), 1);
  const months = monthsIn(contract.from, period);
  const monthsLeft = monthsIn(contract.from, { from: period.from, to: contract.to });
  const share = floored(over(times(left, months), monthsLeft));
  // A termination settles the used part: what its months come to beyond that is not billed.
  const settled = billableOf(state) - sumWon(others.map((one) => one.amount));
  return state.termination === undefined ? share : Math.max(0, Math.min(share, settled));
}

/** The lowest step below which the availability fell decides how much of the fee is not due (요금 감면). */
function slaCredit(gross: Won, availability: number, steps: readonly SlaCreditStep[]): SlaCredit {
  const reached = steps.filter(({ below }) => availability < below).toSorted((a, b) => a.below - b.below)[0];
  if (reached === undefined) return { percent: 0, amount: 0 };
  const { percent } = reached;
  return { percent, amount: Math.min(gross, shareRoundedDown(gross, percent)) };
}

function ensureWithinLimit(state: ContractState, total: Won): void {
  const limit = billableOf(state);
  ensure(total <= limit, () => {
    const above = `All statements come to ${total} won, ${total - limit} above the ${limit} of the`;
    const way = state.termination === undefined ? 'contract: amend it first.' : 'settlement: state less.';
    return wrongState('STATEMENT_ABOVE_CAP', `${above} ${way}`);
  });
}

export interface Acceptance {
  readonly statementNo: number;
  /** The person of the institution. */
  readonly by: string;
  /** Why one person accepts and inspects, where the law exempts from the separation (§11.4). */
  readonly soleOfficerReason?: string;
}

/** The institution accepts the figures of a statement. */
export function acceptStatement(state: ContractState, input: Acceptance, moment: Moment): readonly ContractEvent[] {
  ensurePerformed(state);
  const statement = statementOf(state, input.statementNo);
  ensureStatementIs(statement, 'SUBMITTED');
  if (input.soleOfficerReason === undefined) {
    ensureWorkOfOthers(input.by, [statement.inspection.by], `Statement ${statement.n}, which this person inspected,`);
  }
  const total = totalsOf(state).accepted + statement.amount;
  ensureWithinLimit(state, total);
  const { n: statementNo, period, amount } = statement;
  const { contractId } = state;
  return [
    {
      type: 'StatementAccepted',
      data: { contractId, statementNo, period, amount },
      ...(input.soleOfficerReason !== undefined && { reason: input.soleOfficerReason }),
    },
    ...creditGiven(state, statement, moment),
    ...alerts(state, total, moment),
  ];
}

/** A reduction is on the record of the supplier once its statement is accepted. */
function creditGiven(state: ContractState, { n, credit }: UsageStatement, { today }: Moment): readonly ContractEvent[] {
  const { contractId } = state;
  const { amount } = credit;
  if (amount === 0) return [];
  const data = { contractId, ...answerableOf(state), statementNo: n, amount, givenOn: today };
  return [{ type: 'SlaCreditGiven', data }];
}

/** Once each for one limit: an amended cap starts anew (§11.4). */
function alerts(state: ContractState, total: Won, { policy }: Moment): readonly ContractEvent[] {
  const limit = limitOf(state);
  const raised = performanceOf(state).alerts.filter((alert) => alert.limit === limit);
  return policy['contracts.capAlertSteps']
    .filter((percent) => !raised.some((alert) => alert.percent === percent))
    .filter((percent) => limit > 0 && reaches(total, limit, percent))
    .map((percent) => ({ type: 'CapAlertRaised', data: { percent, limit, total } }));
}

/** `total` is `percent` of the limit or more, without rounding. */
function reaches(total: Won, limit: Won, percent: number): boolean {
  const { n, d } = shareOf(limit, percent);
  return BigInt(total) * d >= n;
}

/** The institution disputes a statement; the supplier submits the period again. */
export function disputeStatement(
  state: ContractState,
  { statementNo, reason }: { readonly statementNo: number; readonly reason: string },
): readonly ContractEvent[] {
  ensurePerformed(state);
  const statement = statementOf(state, statementNo);
  ensureStatementIs(statement, 'SUBMITTED');
  return [{ type: 'StatementDisputed', data: { n: statement.n }, reason }];
}
