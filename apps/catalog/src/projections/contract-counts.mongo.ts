import { Injectable } from '@nestjs/common';
import { Stores } from '#common/service/stores.js';
import { READ } from './read-model.mongo.js';
import { listingContracts, type ListingContractRow } from './listing-contracts.projection.js';

/** Trust data shown to buyers (domain.md §4.4): contracts, and different institutions behind them. */
export interface ContractCount {
  readonly contractCount: number;
  readonly institutionCount: number;
}

export const NO_CONTRACTS: ContractCount = { contractCount: 0, institutionCount: 0 };

@Injectable()
export class ContractCounts {
  constructor(private readonly stores: Stores) {}

  async of(listingIds: readonly string[]): Promise<ReadonlyMap<string, ContractCount>> {
    if (listingIds.length === 0) return new Map();
    const rows = await this.stores.db
      .collection<ListingContractRow>(listingContracts.collection, READ)
      .aggregate<{ _id: string } & ContractCount>([
        { $match: { listingId: { $in: [...listingIds] } } },
        { $group: { _id: { listingId: '$listingId', institution: '$institutionCode' }, contracts: { $sum: 1 } } },
        { $group: { _id: '$_id.listingId', contractCount: { $sum: '$contracts' }, institutionCount: { $sum: 1 } } },
      ])
      .toArray();
    return new Map(rows.map(({ _id, ...count }) => [_id, count]));
  }
}
