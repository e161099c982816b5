import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { rejectChange, type ChangeDecision } from '../domain/change.js';
import type { ListingState } from '../domain/listing.state.js';
import { Listings } from '../listings.repository.js';

/** Emits ListingChangeRejected (private); 409 CHANGE_DECIDED, 422 CHANGE_UNKNOWN. */
@Injectable()
export class RejectChange {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<ChangeDecision>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state) => rejectChange(state, command.data));
  }
}
