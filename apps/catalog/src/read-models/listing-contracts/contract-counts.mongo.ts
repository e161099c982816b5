import { Injectable } from '@nestjs/common';
import { ReadModels } from '#common/projections/read-models.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { listingContracts, STANDING, type ListingContractRow } from './listing-contracts.projection.js';

/** Trust data shown to buyers (§4.4): contracts, and different institutions behind them. */
export interface ContractCount {
  readonly contractCount: number;
  readonly institutionCount: number;
}

export const NO_CONTRACTS: ContractCount = { contractCount: 0, institutionCount: 0 };

@Injectable()
export class ContractCounts {
  constructor(private readonly readModels: ReadModels) {}

  async of(listingIds: readonly string[]): Promise<ReadonlyMap<string, ContractCount>> {
    if (listingIds.length === 0) return new Map();
    const contracts = await this.readModels.rows<ListingContractRow>(listingContracts);
    const rows = await contracts
      .aggregate<{ _id: string } & ContractCount>(
        [
          { $match: { listingId: { $in: [...listingIds] }, ...STANDING } },
          { $group: { _id: { listingId: '$listingId', institution: '$institutionCode' }, contracts: { $sum: 1 } } },
          { $group: { _id: '$_id.listingId', contractCount: { $sum: '$contracts' }, institutionCount: { $sum: 1 } } },
        ],
        READ_AT_MOST,
      )
      .toArray();
    return new Map(rows.map(({ _id, ...count }) => [_id, count]));
  }
}
