import { Injectable } from '@nestjs/common';
import type { Day } from '#common/kernel/day.js';
import { ReadModels } from '#common/projections/read-models.js';
import { READ_AT_MOST } from '#common/store/read-limit.js';
import { Listings } from '../../listings/listings.repository.js';
import {
  listingContracts,
  STANDING,
  type ListingContractRow,
} from '../listing-contracts/listing-contracts.projection.js';
import { listedService, unsoldIn, type ListedService, type Unsold } from './domain/unsold.js';

/** Services without a contract, by the listings themselves and by what contracts has told of each. */
@Injectable()
export class UnsoldServices {
  constructor(
    private readonly listings: Listings,
    private readonly readModels: ReadModels,
  ) {}

  async in(asked: Parameters<typeof unsoldIn>[2]): Promise<Unsold> {
    const [services, lastConcluded] = await Promise.all([this.services(asked.to), this.lastConcluded(asked.to)]);
    return unsoldIn(services, lastConcluded, asked);
  }

  private async services(to: Day): Promise<readonly ListedService[]> {
    const services: ListedService[] = [];
    for await (const { state } of this.listings.each({ 'state.publishedOn': { lte: to } })) {
      const service = listedService(state);
      if (service !== undefined) services.push(service);
    }
    return services;
  }

  private async lastConcluded(to: Day): Promise<ReadonlyMap<string, Day>> {
    const contracts = await this.readModels.rows<ListingContractRow>(listingContracts);
    const rows = await contracts
      .aggregate<{ _id: string; last: Day }>(
        [
          { $match: { ...STANDING, concludedOn: { $lte: to } } },
          { $group: { _id: '$listingId', last: { $max: '$concludedOn' } } },
        ],
        READ_AT_MOST,
      )
      .toArray();
    return new Map(rows.map(({ _id, last }) => [_id, last]));
  }
}
