import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureGround } from './breach.rules.js';
import type { ContractEvent } from './contract.events.js';
import { ensureStatus } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { ensureWithin, periodOf, answerableOf } from './ending.rules.js';
import type { Termination, TerminationGround } from './ending.state.js';
import { damagesReachDeposit, isPerformedHere } from './performance.rules.js';
import { ensureCoversAccepted, forfeitDeposit } from './winding-up.js';
import { ensureReviewOpen } from './reviewing.js';

/** The supplier ends a contract with cause only: the institution's breach, or an agreement with it. */
const OF_THE_SUPPLIER: readonly TerminationGround[] = ['BREACH', 'AGREEMENT'];

/**
 * A party ends a running contract early (해지, §11.4). By agreement both have to state the same; else one notice is
 * enough. It ends on `effectiveOn`: at once when that is today, otherwise by itself on that day.
 * For a breach it needs one that was decided. 409 TERMINATION_NOTICED, BREACH_NOT_DECIDED,
 * DELAY_DAMAGES_TOO_LOW, REVIEW_NOT_OPEN; 422 GROUND_NOT_YOURS, TERMINATION_DAY_INVALID, SETTLEMENT_TOO_HIGH,
 * SETTLEMENT_TOO_LOW.
 */
export function terminateContract(state: ContractState, input: Termination, moment: Moment): readonly ContractEvent[] {
  ensureStatus(state, 'CONTRACT_NOT_ACTIVE', 'ACTIVE');
  ensure(state.termination === undefined, () =>
    wrongState('TERMINATION_NOTICED', `It ends on ${state.termination?.effectiveOn} already: notice was given.`),
  );
  ensure(input.by === 'INSTITUTION' || OF_THE_SUPPLIER.includes(input.ground), () =>
    invalid('GROUND_NOT_YOURS', `Only the institution ends a contract for ${input.ground}.`, [
      { pointer: '/ground', code: 'GROUND_NOT_YOURS', detail: OF_THE_SUPPLIER.join(' or ') },
    ]),
  );
  ensureDay(state, input, moment);
  ensureWithin(state, input.usedAmount, 'usedAmount');
  ensureCoversAccepted(state, input.usedAmount);
  if (input.ground === 'BREACH') ensureGround(state, input.by, moment.today);
  if (input.ground === 'FRAUD_CANCELLATION') ensureReviewOpen(state);
  if (input.ground === 'DELAY_DAMAGES') ensureDamages(state, moment);
  const { reason, ...data } = input;
  if (input.ground === 'AGREEMENT' && !isAgreed(state, input)) return [{ type: 'TerminationStated', data, reason }];
  const { by, ground, effectiveOn, usedAmount } = input;
  const noticed: ContractEvent = {
    type: 'TerminationNoticed',
    data: { contractId: state.contractId, ...answerableOf(state), party: by, ground, effectiveOn },
    details: { by, ground, usedAmount },
    reason,
  };
  return input.effectiveOn > moment.today ? [noticed] : [noticed, ...ended(state, input, moment)];
}

/** The day of a termination that was noticed has come: it takes effect. */
export function takeEffect(state: ContractState, moment: Moment): readonly ContractEvent[] {
  const { status, termination } = state;
  return status === 'ACTIVE' && termination !== undefined && termination.effectiveOn <= moment.today
    ? ended(state, termination, moment)
    : [];
}

function ended(state: ContractState, termination: Termination, moment: Moment): readonly ContractEvent[] {
  const { effectiveOn, usedAmount, ground } = termination;
  const data = { contractId: state.contractId, terminatedOn: effectiveOn, settledAmount: usedAmount };
  return [{ type: 'ContractTerminated', data, details: { ground } }, ...forfeitDeposit(state, termination, moment)];
}

/** Without anyone's fault the supplier needs time to end its service (`contracts.terminationNoticeDays`). */
function ensureDay(state: ContractState, { ground, effectiveOn }: Termination, { today, policy }: Moment): void {
  const from = ground === 'BUDGET' ? addDays(today, policy['contracts.terminationNoticeDays']) : today;
  const { to } = periodOf(state);
  ensure(from <= effectiveOn && effectiveOn <= to, () =>
    invalid('TERMINATION_DAY_INVALID', `A contract that runs until ${to} can end for ${ground} from ${from} on.`, [
      { pointer: '/effectiveOn', code: 'TERMINATION_DAY_INVALID', detail: `from ${from} to ${to}` },
    ]),
  );
}

/** S18 Art. 75: the damages on record reach the deposit, or what it would be where it was waived (지급각서). */
function ensureDamages(state: ContractState, { policy }: Moment): void {
  ensure(isPerformedHere(state) && damagesReachDeposit(state, policy), () =>
    wrongState('DELAY_DAMAGES_TOO_LOW', 'The delay damages on record do not reach the deposit of this contract.'),
  );
}

const isAgreed = ({ terminationStated: stated }: ContractState, input: Termination): boolean =>
  stated !== undefined &&
  stated.by !== input.by &&
  stated.effectiveOn === input.effectiveOn &&
  stated.usedAmount === input.usedAmount;
