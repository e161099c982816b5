import { Injectable } from '@nestjs/common';
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
}
