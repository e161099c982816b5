import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { submitListing } from '../domain/prepare.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

/** PREPARING → IN_CHECK. Emits ListingSubmitted (private); 409 LISTING_NOT_PREPARING, LISTING_INCOMPLETE. */
@Injectable()
export class SubmitListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<undefined>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => submitListing(state, moment));
  }
}
