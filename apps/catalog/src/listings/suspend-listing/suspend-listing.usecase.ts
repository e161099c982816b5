import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { suspendListing, type SuspensionOrder } from '../domain/suspend.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

/** ACTIVE → SUSPENDED (정지). Emits ListingSuspended; 409 LISTING_NOT_ACTIVE. */
@Injectable()
export class SuspendListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<SuspensionOrder>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => suspendListing(state, command.data, moment));
  }
}
