import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import { newId } from '#common/kernel/ids.js';
import type { DueHandler } from '#common/timers/timers.js';
import { tick } from './domain/time.js';
import { Listings } from './listings.repository.js';

/** Reminders, expiry and suspension by the clock. */
@Injectable()
export class ListingTimer implements DueHandler {
  constructor(private readonly listings: Listings) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.listings.due(until, limit);
  }

  /** Each run is a cause of its own: two things may fall due at one instant, and a repeat finds nothing left to do. */
  onDue(intent: Intent): Promise<unknown> {
    return this.listings.change({ ...intent, causationId: newId() }, tick);
  }
}
