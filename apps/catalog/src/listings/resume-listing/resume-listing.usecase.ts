import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { resumeListing } from '../domain/suspend.js';
import type { ListingState } from '../domain/listing.state.js';
import type { ReasonRequest } from '../../common/reason.request.js';
import { Listings } from '../listings.repository.js';

/** SUSPENDED → ACTIVE. Emits ListingResumed; 409 LISTING_NOT_SUSPENDED, CERTIFICATE_MISSING, CERTIFICATE_ENDED. */
@Injectable()
export class ResumeListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<ReasonRequest>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => resumeListing(state, command.data, moment));
  }
}
