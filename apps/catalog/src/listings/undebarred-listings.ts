import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Moment } from '#common/kernel/clock.js';
import { Debarments } from '../read-models/debarments/debarments.mongo.js';
import { ofUndebarred } from './domain/debarred.rules.js';
import type { ListingEvent } from './domain/listing.events.js';
import type { ListingState } from './domain/listing.state.js';
import { Listings } from './listings.repository.js';

/** Listings whose suppliers are not debarred (부정당업자). */
@Injectable()
export class UndebarredListings {
  constructor(
    private readonly listings: Listings,
    private readonly debarments: Debarments,
  ) {}

  /** @throws Refusal 409 SUPPLIER_DEBARRED */
  change(
    intent: Intent,
    decide: (listing: ListingState, moment: Moment) => readonly ListingEvent[],
  ): Promise<Snapshot<ListingState>> {
    return this.listings.change(intent, async (listing, moment) => {
      const debarments = await this.debarments.of(listing.facts.supplier.businessNumber);
      return ofUndebarred(debarments, decide)(listing, moment);
    });
  }
}
