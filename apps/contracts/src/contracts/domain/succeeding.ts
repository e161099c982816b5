import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import { addDays } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { CatalogEntry } from './catalog-entry.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, Need } from './contract.state.js';
import { concludedOf, lastDayOf } from './ending.rules.js';

/**
 * A contract follows one of the same institution that was concluded, after its last day (후속 계약).
 * @param former the contract that the need names, whosever it is
 * @throws Refusal 409 FORMER_NOT_CONCLUDED; 422 FORMER_UNKNOWN, FORMER_STILL_RUNS
 */
export function ensureFollows(
  { successorOf, period }: Pick<Need, 'successorOf' | 'period'>,
  institutionCode: string,
  former: ContractState | undefined,
): void {
  if (successorOf === undefined) return;
  // Whether a foreign contract exists is not the caller's to learn from this refusal.
  if (former?.institution.code !== institutionCode)
    throw wrongFormer('FORMER_UNKNOWN', `your institution has no contract ${successorOf}`);
  ensure(former.concluded !== undefined && former.status !== 'RESCINDED', () =>
    wrongState(
      'FORMER_NOT_CONCLUDED',
      `Contract ${successorOf} is ${former.status}: nothing was used that could go on.`,
    ),
  );
  const last = lastDayOf(former);
  ensure(period.from > last, () =>
    wrongFormer('FORMER_STILL_RUNS', `it runs until ${last}: begin on a day after that`),
  );
}

const wrongFormer = (code: 'FORMER_UNKNOWN' | 'FORMER_STILL_RUNS', detail: string) =>
  invalid(code, `The contract that is to be followed does not fit: ${detail}.`, [
    { pointer: '/successorOf', code, detail },
  ]);

/**
 * What follows a contract is on its listing, or on one that replaces it.
 * @param lineage listing of the former contract, then each that replaces the one before
 * @throws Refusal 422 LISTING_OF_OTHER_SERVICE
 */
export function ensureOfLineage({ need }: ContractState, { listing }: CatalogEntry, lineage: readonly string[]): void {
  ensure(need.successorOf === undefined || lineage.includes(listing.listingId), () =>
    invalid(
      'LISTING_OF_OTHER_SERVICE',
      `Listing ${listing.listingNo} neither is that of contract ${need.successorOf} nor replaces it: plan a need of its own.`,
    ),
  );
}

/** The contract that follows was concluded. */
export const noteSuccessor = (
  state: ContractState,
  { contractId, contractNo, startsOn, supplier }: ContractFacts,
): readonly ContractEvent[] =>
  state.successor?.contractId === contractId
    ? []
    : [
        {
          type: 'SuccessorConcluded',
          data: { contractId, contractNo, startsOn, supplier: supplier.businessNumber },
        },
      ];

/** The contract that follows was undone before it began. */
export const noteSuccessorRescinded = (state: ContractState, contractId: string): readonly ContractEvent[] =>
  state.successor?.contractId === contractId ? [{ type: 'SuccessorRescinded', data: { contractId } }] : [];

/**
 * Data may stay in the service only where its use goes on from one day to the next, with the same supplier.
 * @throws Refusal 409 SUCCESSOR_MISSING
 */
export function ensureContinues(state: ContractState): void {
  const { successor } = state;
  const next = addDays(lastDayOf(state), 1);
  const goesOn =
    successor !== undefined &&
    successor.startsOn <= next &&
    successor.supplier === concludedOf(state).supplier.businessNumber;
  ensure(goesOn, () =>
    wrongState(
      'SUCCESSOR_MISSING',
      `No contract with this supplier follows on ${next}: the data come back, or are waived.`,
    ),
  );
}

/** The data stay in the service, for the contract that follows. */
export const dataContinue = ({ dataReturned }: ContractState): boolean => dataReturned?.outcome === 'CONTINUED';
