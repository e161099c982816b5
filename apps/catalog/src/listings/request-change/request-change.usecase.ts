import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { requestChange, type RequestedChange } from '../domain/change.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

/** 변경 신청. Emits ListingPriceChanged at once or ListingChangeRequested (private); 409 LISTING_NOT_ACTIVE, CHANGE_PENDING, 422 NOTHING_CHANGED, CHANGE_AMBIGUOUS, PRICES_MISSING. */
@Injectable()
export class RequestChange {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<RequestedChange>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => requestChange(state, command.data, moment));
  }
}
