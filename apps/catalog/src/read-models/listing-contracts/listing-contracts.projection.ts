import { ContractAmended } from '#common/events/definitions/contract-amended.js';
import { ContractPassed } from '#common/events/definitions/contract-passed.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import { addDays } from '#common/kernel/day.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';

/** One row per contract, so that counting them is never a matter of how often an event was delivered. */
export interface ListingContractRow {
  readonly _id: string;
  readonly listingId: string;
  /** Who concluded it: it counts for this one. */
  readonly institutionCode: string;
  /** Who has it now, after a merger. */
  readonly heldBy?: string;
  readonly amount: number;
  readonly concludedOn: string;
  /** Its last day. Absent until a rebuild in rows made before they had it. */
  readonly until?: string;
  /** It was undone before its performance: it counts nowhere. */
  readonly isRescinded?: true;
}

/** The contracts that count. */
export const STANDING = { isRescinded: { $ne: true } } as const;

export const listingContracts: Projection = {
  name: 'listing-contracts',
  collection: 'listing_contracts',
  consumes: [ContractSigned, ContractAmended, ContractPassed, ContractTerminated, ContractRescinded],
  project: ({ definition, data }: ProjectedEvent) => {
    if (definition.name === ContractAmended.name) {
      const { amount, period } = data as ContractAmended;
      return { amount, until: period.to };
    }
    if (definition.name === ContractPassed.name) return { heldBy: (data as ContractPassed).institution.code };
    if (definition.name === ContractTerminated.name)
      return { until: addDays((data as ContractTerminated).terminatedOn, -1) };
    if (definition.name === ContractRescinded.name) return { isRescinded: true };
    const { listingId, institution, amount, concludedOn, period } = data as ContractSigned;
    return { listingId, institutionCode: institution.code, amount, concludedOn, until: period.to };
  },
  indexes: [{ listingId: 1, institutionCode: 1 }],
};
