import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { ListingEvent } from './domain/listing.events.js';
import type { ListingState } from './domain/listing.state.js';
import { listingType } from './listing.type.js';

@Injectable()
export class Listings extends AggregateStore<ListingState, ListingEvent> {
  constructor(stores: Stores) {
    super(listingType, stores);
  }

  /** All listings of a supplier, ended ones included: some dozens at most. */
  ofSupplier(businessNumber: string): Promise<readonly Snapshot<ListingState>[]> {
    const where = { 'state.facts.supplier.businessNumber': businessNumber };
    return this.list({ where, sortBy: '_id', descending: false, limit: 1_000 });
  }
}
