import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { ReadModels } from '#common/projections/read-models.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import {
  listingContracts,
  STANDING,
  type ListingContractRow,
} from '../read-models/listing-contracts/listing-contracts.projection.js';

/** Who uses a listed service: institutions (수요기관) with a contract on it that has not run out. */
@Injectable()
export class ListingUsers {
  constructor(
    private readonly stores: Stores,
    private readonly readModels: ReadModels,
  ) {}

  /**
   * Codes of the institutions, as far as contracts has told. A row without a last day counts as running: better that a
   * former user is told than that a present one is not.
   */
  async of(listingId: string): Promise<readonly string[]> {
    const contracts = await this.readModels.rows<ListingContractRow>(listingContracts);
    const { today } = this.stores.moment();
    const running = { $or: [{ until: { $gte: today } }, { until: { $exists: false } }] };
    const users = await contracts
      .aggregate<{ _id: string }>(
        [
          { $match: { listingId, ...STANDING, ...running } },
          { $group: { _id: { $ifNull: ['$heldBy', '$institutionCode'] } } },
        ],
        READ_AT_MOST,
      )
      .toArray();
    return users.map(({ _id }) => _id).sort();
  }
}
