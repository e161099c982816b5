import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { returnListing } from '../domain/publish.js';
import type { ListingState } from '../domain/listing.state.js';
import type { ReasonRequest } from '../../common/reason.request.js';
import { Listings } from '../listings.repository.js';

/** IN_CHECK → PREPARING. Emits ListingReturned; 409 LISTING_NOT_IN_CHECK. */
@Injectable()
export class ReturnListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<ReasonRequest>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => returnListing(state, command.data, moment));
  }
}
