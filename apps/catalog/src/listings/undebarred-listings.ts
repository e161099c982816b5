import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Asking } from '#common/kernel/actor.js';
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
  async change(
    intent: Intent & Asking,
    decide: (listing: ListingState, moment: Moment) => readonly ListingEvent[],
  ): Promise<Snapshot<ListingState>> {
    const { state } = await this.listings.get(intent.id, intent);
    const debarments = await this.debarments.of(state.facts.supplier.businessNumber);
    return this.listings.change(intent, ofUndebarred(debarments, decide));
  }
}
