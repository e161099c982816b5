import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { dueDayOf, dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { paidInWhole, sumWon, type Won } from '#common/kernel/money.js';
import { resumed } from '#common/kernel/suspension.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { claimOf, ensurePerformed, ensureStatementIs, performanceOf, statementOf } from './performance.rules.js';
import { partOf } from './consortium.rules.js';
import type { ClaimPart, ClaimStatus, PaymentClaim, UsageStatement } from './performance.state.js';

export interface ClaimInput {
  readonly statements: readonly number[];
  /** What the statements come to; another figure is refused. */
  readonly amount: Won;
  /** Of the tax invoice (세금계산서). */
  readonly invoiceNo: string;
}

/** The supplier claims what was accepted and inspected (대가 청구); it is due within five business days. */
export function claimPayment(state: ContractState, input: ClaimInput, moment: Moment): readonly ContractEvent[] {
  ensurePerformed(state);
  const numbers = [...new Set(input.statements)].toSorted((a, b) => a - b);
  const statements = numbers.map((n) => statementOf(state, n));
  statements.forEach(ensureClaimable);
  const amount = sumWon(statements.map((one) => one.amount));
  ensure(input.amount === amount, () =>
    invalid('CLAIM_AMOUNT', `These statements come to ${amount} won, the claim says ${input.amount}.`, [
      { pointer: '/amount', code: 'CLAIM_AMOUNT', detail: `${amount}` },
    ]),
  );
  const n = performanceOf(state).claims.length + 1;
  const due = dueInBusinessDays(moment, {
    key: 'PAYMENT',
    days: moment.policy['contracts.paymentBusinessDays'],
    rule: 'S18 Art. 58',
  });
  const { invoiceNo } = input;
  const parts = partsOfClaim(state, statements, moment);
  const payable = parts === undefined ? paidBy(state, amount, moment) : sumWon(parts.map((part) => part.payable));
  const claimed = { n, statements: numbers, amount, payable, ...(parts !== undefined && { parts }) };
  return [{ type: 'PaymentClaimed', data: { ...claimed, invoiceNo, due } }];
}

/** What each member of a consortium has of the claim: its parts of the statements. Each is paid for itself. */
function partsOfClaim(
  state: ContractState,
  statements: readonly UsageStatement[],
  moment: Moment,
): readonly ClaimPart[] | undefined {
  return statements[0]?.parts?.map(({ businessNumber }) => {
    const amount = sumWon(statements.map(({ parts }) => partOf(parts, businessNumber)));
    return { businessNumber, amount, payable: paidBy(state, amount, moment) };
  });
}

function ensureClaimable(statement: UsageStatement): void {
  ensureStatementIs(statement, 'ACCEPTED');
  const { n, amount, inspection } = statement;
  ensure(inspection.status === 'PASSED', () =>
    wrongState('INSPECTION_STATUS', `The inspection of statement ${n} is ${inspection.status}: claim once it passed.`),
  );
  ensure(amount > 0, () => wrongState('NOTHING_TO_CLAIM', `Statement ${n} comes to nothing: there is no claim on it.`));
}

/** A state body pays whole tens of won; what is below is dropped. */
export const paidBy = ({ institution }: ContractState, amount: Won, { policy }: Moment): Won =>
  institution.type === 'STATE' ? paidInWhole(amount, policy['contracts.paymentRounding']) : amount;

/** A claim made wrongly goes back with its reason, and its clock stops (S18 Art. 58). */
export function returnClaim(
  state: ContractState,
  { claimNo, reason }: { readonly claimNo: number; readonly reason: string },
  moment: Moment,
): readonly ContractEvent[] {
  const { n, due, payments } = ensureClaim(state, claimNo, 'CLAIMED');
  ensure(payments.length === 0, () =>
    wrongState('CLAIM_PARTLY_PAID', `Claim ${n} is paid in part: it can no longer be returned.`),
  );
  return [{ type: 'ClaimReturned', data: { n, due: stopped(due, moment) }, reason }];
}

/**
 * The day of the return is not counted, so it is among the days that are left; the kernel's own stop counts it as used.
 * Returned on the day of the claim, the whole period is left.
 */
function stopped(due: Deadline, { at, today, calendar, policy }: Moment): Deadline {
  const left = calendar.between(addDays(today, -1), dueDayOf(due));
  const daysLeft = Math.min(left, policy['contracts.paymentBusinessDays']);
  return { ...due, suspended: { since: at.toISOString(), daysLeft } };
}

/**
 * The supplier makes a returned claim again; from the next day on its clock runs. A deadline that had passed before the
 * return stays where it was: the delay until then is owed interest.
 */
export function correctClaim(
  state: ContractState,
  { claimNo, invoiceNo }: { readonly claimNo: number; readonly invoiceNo: string },
  moment: Moment,
): readonly ContractEvent[] {
  const { n, due } = ensureClaim(state, claimNo, 'RETURNED');
  return [{ type: 'ClaimCorrected', data: { n, invoiceNo, due: resumed(due, moment) } }];
}

/** @throws Refusal 409 CLAIM_STATUS unless the claim has this status */
export function ensureClaim(state: ContractState, claimNo: number, wanted: ClaimStatus): PaymentClaim {
  ensurePerformed(state);
  const claim = claimOf(state, claimNo);
  ensure(claim.status === wanted, () =>
    wrongState('CLAIM_STATUS', `Claim ${claimNo} is ${claim.status}; this is possible while it is ${wanted}.`),
  );
  return claim;
}
