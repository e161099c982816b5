import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { completeListing, type Completion } from '../domain/prepare.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

/** PREPARING stays. Emits ListingCompleted (private); 409 LISTING_NOT_PREPARING, 422 PRICE_CODE_REPEATED. */
@Injectable()
export class CompleteListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<Completion>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => completeListing(state, command.data, moment));
  }
}
