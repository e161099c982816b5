import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { publishListing } from '../domain/publish.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

/** IN_CHECK → ACTIVE. Emits ListingPublished; 409 LISTING_NOT_IN_CHECK, CONTENT_DIFFERS, PRICES_MISSING, CERTIFICATE_MISSING, VALIDITY_ENDED. */
@Injectable()
export class PublishListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<undefined>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => publishListing(state, moment));
  }
}
