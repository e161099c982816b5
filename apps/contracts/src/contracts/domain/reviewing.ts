import type { Day } from '#common/kernel/day.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, ContractStatus } from './contract.state.js';

/**
 * The selection behind a contract was cancelled for fraud: whether the contract goes on is to be decided (§11.3). One
 * that has not begun yet can be rescinded. An ended contract stays as it is.
 */
export function openTerminationReview(
  { status, terminationReview }: ContractState,
  { cancelledOn }: { readonly cancelledOn: Day },
): readonly ContractEvent[] {
  return runs(status) && terminationReview === undefined
    ? [{ type: 'TerminationReviewOpened', data: { cancelledOn } }]
    : [];
}

/** The institution decides that the contract goes on (계약 유지), with the reason on record. 409 REVIEW_NOT_OPEN. */
export function keepContract(state: ContractState, { reason }: { readonly reason: string }): readonly ContractEvent[] {
  ensureReviewOpen(state);
  return [{ type: 'ContractKept', data: {}, reason }];
}

const runs = (status: ContractStatus): boolean => status === 'CONCLUDED' || status === 'ACTIVE';

/** Whether the institution is to decide; notice of an early end decides it, too. */
export const isReviewOpen = ({ terminationReview, status, termination }: ContractState): boolean =>
  terminationReview?.status === 'OPEN' && termination === undefined && runs(status);

/** @throws Refusal 409 REVIEW_NOT_OPEN */
export const ensureReviewOpen = (state: ContractState): void =>
  ensure(isReviewOpen(state), () =>
    wrongState('REVIEW_NOT_OPEN', 'No review of this contract is open: its selection was not cancelled for fraud.'),
  );
