import { readModelMap } from '#common/service/service-map.js';
import { ContractCounts } from './contract-counts.mongo.js';
import { listingContracts } from './listing-contracts.projection.js';

/** Contracts on each listing: trust data shown to buyers (§4.4). */
export const listingContractCounts = readModelMap({
  projections: [listingContracts],
  operations: {},
  providers: [ContractCounts],
});
