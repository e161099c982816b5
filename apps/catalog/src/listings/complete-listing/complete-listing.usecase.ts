import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate.js';
import { completeListing, type Completion } from '../domain/prepare.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

@Injectable()
export class CompleteListing {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<Completion>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => completeListing(state, command.data, moment));
  }
}
