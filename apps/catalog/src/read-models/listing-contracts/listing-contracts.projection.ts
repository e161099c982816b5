import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';

/** One row per contract, so that counting them is never a matter of how often an event was delivered. */
export interface ListingContractRow {
  readonly _id: string;
  readonly listingId: string;
  readonly institutionCode: string;
  readonly amount: number;
  readonly concludedOn: string;
  /** Its last day. Absent until a rebuild in rows made before they had it. */
  readonly until?: string;
}

export const listingContracts: Projection = {
  name: 'listing-contracts',
  collection: 'listing_contracts',
  consumes: [ContractSigned],
  project: ({ data }: ProjectedEvent) => {
    const { listingId, institution, amount, concludedOn, period } = data as ContractSigned;
    return { listingId, institutionCode: institution.code, amount, concludedOn, until: period.to };
  },
  indexes: [{ listingId: 1, institutionCode: 1 }],
};
