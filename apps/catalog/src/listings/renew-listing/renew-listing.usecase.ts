import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { renewListing } from '../domain/renew.js';
import type { ListingState } from '../domain/listing.state.js';
import type { ReasonRequest } from '../../common/reason.request.js';
import { Listings } from '../listings.repository.js';

/** Emits ListingRenewed; 409 NO_RENEWAL_PENDING, CERTIFICATE_MISSING. */
@Injectable()
export class RenewListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<ReasonRequest>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => renewListing(state, command.data, moment));
  }
}
