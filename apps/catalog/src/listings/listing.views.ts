import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Reader } from '#common/kernel/actor.js';
import { Stores } from '#common/aggregates/stores.js';
import { ViewCounts } from '../read-models/listing-views/view-counts.mongo.js';
import { ContractCounts, NO_CONTRACTS } from '../read-models/listing-contracts/contract-counts.mongo.js';
import type { ListingState } from './domain/listing.state.js';
import { listingView, type ListingView } from './listing.view.js';

/** A listing as this reader may see it. */
@Injectable()
export class ListingViews {
  constructor(
    private readonly stores: Stores,
    private readonly counts: ContractCounts,
    private readonly viewCounts: ViewCounts,
  ) {}

  async of(listing: Snapshot<ListingState>, reader: Reader): Promise<ListingView> {
    const [view] = await this.all([listing], reader);
    if (view === undefined) throw new Error(`No view of listing ${listing.id}.`);
    return view;
  }

  async all(listings: readonly Snapshot<ListingState>[], reader: Reader): Promise<readonly ListingView[]> {
    const ids = listings.map((listing) => listing.id);
    const [counts, views] = await Promise.all([this.counts.of(ids), this.viewCounts.of(ids)]);
    const moment = this.stores.moment();
    return listings.map((listing) => {
      const withFile = this.stores.holds({ actor: reader, operation: 'getListingHistory' }, listing.state);
      const count = counts.get(listing.id) ?? NO_CONTRACTS;
      return listingView({ ...listing, count, viewCount: views.get(listing.id) ?? 0, withFile }, moment);
    });
  }
}
