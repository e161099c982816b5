import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { approveChange, type ChangeDecision } from '../domain/change.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

/** Emits ListingPriceChanged or ListingChanged; 409 LISTING_NOT_ACTIVE, CHANGE_DECIDED, CERTIFICATE_MISSING, 422 CHANGE_UNKNOWN. */
@Injectable()
export class ApproveChange {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<ChangeDecision>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => approveChange(state, command.data, moment));
  }
}
