import type { Day } from '#common/kernel/day.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';

/**
 * The selection behind a contract was cancelled for fraud: whether the contract goes on is to be decided (§11.3). One
 * that has not begun yet can be rescinded. An ended contract stays as it is.
 */
export function openTerminationReview(
  { status, terminationReview }: ContractState,
  { cancelledOn }: { readonly cancelledOn: Day },
): readonly ContractEvent[] {
  const runs = status === 'CONCLUDED' || status === 'ACTIVE';
  return runs && terminationReview === undefined ? [{ type: 'TerminationReviewOpened', data: { cancelledOn } }] : [];
}

/** The institution decides that the contract goes on (계약 유지), with the reason on record. 409 REVIEW_NOT_OPEN. */
export function keepContract(state: ContractState, { reason }: { readonly reason: string }): readonly ContractEvent[] {
  ensureReviewOpen(state);
  return [{ type: 'ContractKept', data: {}, reason }];
}

/** @throws Refusal 409 REVIEW_NOT_OPEN */
export const ensureReviewOpen = ({ terminationReview, status, termination }: ContractState): void =>
  ensure(
    terminationReview?.status === 'OPEN' && termination === undefined && ['CONCLUDED', 'ACTIVE'].includes(status),
    () =>
      wrongState('REVIEW_NOT_OPEN', 'No review of this contract is open: its selection was not cancelled for fraud.'),
  );
