import type { Moment } from '#common/kernel/clock.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import { ensure, notFound, wrongState } from '#common/kernel/errors.js';
import type { PolicyValues } from '#common/kernel/policy.js';
import { shareRoundedUp, sumWon, type Won } from '#common/kernel/money.js';
import type { AmendedTerms } from './amendment.state.js';
import { partOf } from './consortium.rules.js';
import type { MemberPart } from './consortium.state.js';
import { ensureStatus, mostSpent } from './contract.rules.js';
import type { ContractState, Period, Terms } from './contract.state.js';
import { lastDayOf } from './ending.rules.js';
import {
  NOTHING_PERFORMED,
  type BillingCycle,
  type Order,
  type PaymentClaim,
  type Performance,
  type StatementStatus,
  type UsageStatement,
} from './performance.state.js';
import { depositBase, isUnitPrice } from './price-form.rules.js';
import { nextPeriod } from './statement-periods.js';
import { openedTerms } from './year.rules.js';

export const performanceOf = ({ performance }: ContractState): Performance => performance ?? NOTHING_PERFORMED;

type Agreed = Terms & { readonly cycle: BillingCycle };

/** A contract that was concluded before this system has no terms here: it is performed and paid outside. */
export const isPerformedHere = ({ concluded, terms }: ContractState): boolean =>
  concluded !== undefined && terms !== undefined;

/**
 * What is billed: of a multi-year contract its open years.
 * @throws Refusal 409 TERMS_MISSING for a contract that is not performed here
 */
export function agreedOf(state: ContractState): Agreed {
  const terms = openedTerms(state);
  if (terms === undefined) throw wrongState('TERMS_MISSING', 'No terms of this contract are on record to bill by.');
  return { ...terms, cycle: terms.billingCycle ?? 'MONTHLY' };
}

/** What was contracted: the cap of a contract by use, else the amount. VAT included. */
export const limitOf = (state: ContractState): Won => mostSpent(agreedOf(state));

/** Most that the statements may come to: from the notice of a termination on, what it settles for the used part. */
export function billableOf(state: ContractState): Won {
  const limit = limitOf(state);
  return state.termination === undefined ? limit : Math.min(limit, state.termination.usedAmount);
}

/** Statements that count against the limit: a disputed one is to be corrected, and is counted then. */
const counted = ({ status }: UsageStatement): boolean => status !== 'DISPUTED';

const isAccepted = ({ status }: UsageStatement): boolean => status !== 'DISPUTED' && status !== 'SUBMITTED';

const amountOf = (statements: readonly UsageStatement[]): Won => sumWon(statements.map(({ amount }) => amount));

export interface Totals {
  readonly limit: Won;
  /** Submitted or accepted. */
  readonly stated: Won;
  readonly accepted: Won;
  /** What is claimed, and not yet paid. */
  readonly claimed: Won;
  readonly paid: Won;
  readonly interest: Won;
  readonly damages: Won;
  /** Of the forfeited deposit, against claims. */
  readonly setOff: Won;
}

export function totalsOf(state: ContractState): Totals {
  const { statements, claims, damages } = performanceOf(state);
  const payments = claims.flatMap((claim) => claim.payments);
  const open = claims.filter(({ status }) => status !== 'PAID');
  return {
    limit: billableOf(state),
    stated: amountOf(statements.filter(counted)),
    accepted: amountOf(statements.filter(isAccepted)),
    claimed: sumWon(open.map(outstanding)),
    paid: sumWon(payments.map(({ amount }) => amount)),
    interest: sumWon(payments.map(({ interest }) => interest)),
    damages: sumWon(damages.map(({ amount }) => amount)),
    setOff: sumWon(claims.map((claim) => claim.setOff ?? 0)),
  };
}

/** What is still to be paid of a claim. */
export const outstanding = ({ payable, payments, setOff = 0 }: PaymentClaim): Won =>
  payable - setOff - sumWon(payments.map(({ amount }) => amount));

/** What is still to be paid of a claim to each member of a consortium; undefined where one supplier is paid. */
export const outstandingByMember = ({ parts, payments }: PaymentClaim): readonly MemberPart[] | undefined =>
  parts?.map(({ businessNumber, payable, setOff = 0 }) => {
    const paid = sumWon(payments.map((payment) => partOf(payment.parts, businessNumber)));
    return { businessNumber, amount: payable - setOff - paid };
  });

/**
 * The part that was not performed: the amount, or what was ordered of a unit-price contract, less what was accepted
 * before any credit (S18 Art. 74).
 */
export function unperformedOf(state: ContractState): Won {
  const accepted = performanceOf(state).statements.filter(isAccepted);
  const agreed = agreedOf(state);
  const wanted = isUnitPrice(agreed) ? orderedOf(state) : agreed.amount;
  return Math.max(0, wanted - sumWon(accepted.map(({ gross }) => gross)));
}

export const ordersOf = (state: ContractState): readonly Order[] => performanceOf(state).orders ?? [];

/** What all orders come to, VAT included. */
export const orderedOf = (state: ContractState): Won => sumWon(ordersOf(state).map(({ amount }) => amount));

/** The used part of a terminated contract is stated until it is settled. */
export const canBeStated = ({ status, settlement }: ContractState): boolean =>
  status === 'ACTIVE' || (status === 'TERMINATED' && settlement === undefined);

/** The period the supplier can bill next, until the last day with the service; undefined when all is stated. */
export function periodToState(state: ContractState): Period | undefined {
  return periodAfter(state, performanceOf(state).statements.at(-1)?.period.to);
}

/** @throws Refusal 404 when there is no such statement */
export function statementOf(state: ContractState, n: number): UsageStatement {
  const found = performanceOf(state).statements.find((one) => one.n === n);
  if (found === undefined) throw notFound('statement', String(n));
  return found;
}

/** @throws Refusal 404 when there is no such claim */
export function claimOf(state: ContractState, n: number): PaymentClaim {
  const found = performanceOf(state).claims.find((one) => one.n === n);
  if (found === undefined) throw notFound('claim', String(n));
  return found;
}

/** @throws Refusal 409 STATEMENT_STATUS unless the statement has one of these statuses */
export const ensureStatementIs = ({ n, status }: UsageStatement, ...allowed: readonly StatementStatus[]): void =>
  ensure(allowed.includes(status), () =>
    wrongState(
      'STATEMENT_STATUS',
      `Statement ${n} is ${status}; this is possible while it is ${allowed.join(' or ')}.`,
    ),
  );

/** What was performed is settled also after the end of a contract. */
export const ensurePerformed = (state: ContractState): void =>
  ensureStatus(state, 'CONTRACT_NOT_STARTED', 'ACTIVE', 'COMPLETED', 'TERMINATED');

/** What is open before all of a contract is accepted and paid. */
export interface Unsettled {
  readonly code: 'NOT_STATED' | 'NOT_ACCEPTED' | 'NOT_INSPECTED' | 'NOT_CLAIMED' | 'NOT_PAID' | 'NOT_REFUNDED';
  readonly period: Period;
}

/**
 * What still keeps a contract from its completion (§11.4): every period is stated, accepted, inspected and paid. Empty
 * when all is settled, and for a contract that is not performed here.
 */
export function unsettledOf(state: ContractState): readonly Unsettled[] {
  if (!isPerformedHere(state)) return [];
  const open = performanceOf(state).statements.flatMap((statement): readonly Unsettled[] => {
    const code = openPart(statement);
    return code === undefined ? [] : [{ code, period: statement.period }];
  });
  const next = periodToState(state);
  const owed = refundOwed(state);
  return [
    ...open,
    ...(owed === undefined ? [] : [{ code: 'NOT_REFUNDED' as const, period: owed.period }]),
    ...(next === undefined ? [] : [{ code: 'NOT_STATED' as const, period: next }]),
  ];
}

/** The accepted statement whose refund the supplier still owes. */
export const refundOwed = (state: ContractState): UsageStatement | undefined =>
  performanceOf(state).refunded === undefined
    ? performanceOf(state).statements.find((one) => one.refund !== undefined && isAccepted(one))
    : undefined;

function openPart({ status, amount, inspection }: UsageStatement): Unsettled['code'] | undefined {
  if (status === 'SUBMITTED' || status === 'DISPUTED') return 'NOT_ACCEPTED';
  if (inspection.status !== 'PASSED') return 'NOT_INSPECTED';
  if (status === 'PAID' || amount === 0) return undefined;
  return status === 'INVOICED' ? 'NOT_PAID' : 'NOT_CLAIMED';
}

/**
 * Price lines of which something is ordered and not accepted yet: it is delivered, stated and paid at the price of the
 * line (§5.6).
 */
function linesOnOrder(state: ContractState): readonly string[] {
  const accepted = performanceOf(state).statements.filter(isAccepted);
  const codes = new Set(ordersOf(state).flatMap(({ lines }) => lines.map(({ priceCode }) => priceCode)));
  return [...codes].filter((code) => quantityOf(ordersOf(state), code) > quantityOf(accepted, code));
}

/** How much of a line several orders or statements have together. */
export const quantityOf = (parts: readonly Pick<UsageStatement, 'lines'>[], code: string): number =>
  parts
    .flatMap((part) => part.lines)
    .filter(({ priceCode }) => priceCode === code)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * An amendment takes back nothing that was billed or ordered: it covers what is submitted or accepted, its last day,
 * and the lines of open orders. Statements and orders may come between its proposal and a signature, so each of them
 * asks.
 * @throws Refusal 409 AMENDMENT_BELOW_STATED, LINE_ORDERED
 */
export function ensureCoversStated(state: ContractState, to: AmendedTerms): void {
  if (!isPerformedHere(state)) return;
  const { stated } = totalsOf(state);
  const limit = mostSpent(openedTerms({ ...state, terms: { ...agreedOf(state), ...to } }) ?? to);
  ensure(limit >= stated, () =>
    wrongState('AMENDMENT_BELOW_STATED', `Statements come to ${stated} won: amend to ${stated} or more, not ${limit}.`),
  );
  const ordered = orderedOf(state);
  ensure(limit >= ordered, () =>
    wrongState('AMENDMENT_BELOW_STATED', `Orders come to ${ordered} won: amend to ${ordered} or more, not ${limit}.`),
  );
  const dropped = linesOnOrder(state).find((code) => !to.lines.some(({ priceCode }) => priceCode === code));
  ensure(dropped === undefined, () =>
    wrongState(
      'LINE_ORDERED',
      `Something of ${dropped} is ordered and not accepted yet: keep the line until it is delivered and accepted.`,
    ),
  );
  const last = performanceOf(state).statements.at(-1)?.period.to;
  ensure(last === undefined || last <= to.period.to, () =>
    wrongState('AMENDMENT_BELOW_STATED', `The contract is stated until ${last}: it ends on that day or later.`),
  );
}

/** Delay damages have reached the deposit, or what it would be: a ground of termination (S18 Art. 75). */
export function damagesReachDeposit(state: ContractState, policy: PolicyValues): boolean {
  const { damages } = totalsOf(state);
  return damages > 0 && damages >= depositOf(state, policy);
}

/** The deposit; where it was waived, what it would have been. */
export const depositOf = (state: ContractState, policy: PolicyValues): Won =>
  state.deposit?.kind === 'DEPOSIT'
    ? state.deposit.amount
    : shareRoundedUp(state.terms === undefined ? 0 : depositBase(state.terms), policy['contracts.depositPercent']);

/** The end of the next period that can be stated, for the timer; undefined when it is known already. */
export function periodEnd(state: ContractState): Date | undefined {
  const next = nextToEnd(state);
  return next === undefined ? undefined : endOfDay(next.to);
}

/** The last day of the last period that has ended and was not announced yet. */
export function endedPeriod(state: ContractState, { today }: Moment): Day | undefined {
  let ended: Day | undefined;
  let next = nextToEnd(state);
  while (next !== undefined && next.to < today) {
    ended = next.to;
    next = periodAfter(state, ended);
  }
  return ended;
}

const periodAfter = (state: ContractState, day: Day | undefined): Period | undefined => {
  const { period, cycle } = agreedOf(state);
  const last = lastDayOf(state);
  return nextPeriod({ from: period.from, to: last < period.to ? last : period.to }, cycle, day);
};

const nextToEnd = (state: ContractState): Period | undefined =>
  canBeStated(state) && isPerformedHere(state) ? periodAfter(state, performanceOf(state).endedUntil) : undefined;
