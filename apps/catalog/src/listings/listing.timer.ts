import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { tickListing } from './domain/expiring.js';
import { Listings } from './listings.repository.js';

/** Reminders, expiry and suspension by the clock. */
@Injectable()
export class ListingTimer implements DueHandler {
  constructor(private readonly listings: Listings) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.listings.due(until, limit);
  }

  onDue(intent: Intent): Promise<unknown> {
    return this.listings.change(intent, tickListing);
  }
}
