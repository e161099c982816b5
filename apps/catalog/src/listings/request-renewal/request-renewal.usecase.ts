import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { requestRenewal } from '../domain/renew.js';
import type { ListingState } from '../domain/listing.state.js';
import type { ReasonRequest } from '../../common/reason.request.js';
import { Listings } from '../listings.repository.js';

/** 갱신 신청. Emits ListingRenewalRequested (private); 409 LISTING_NOT_ACTIVE, RENEWAL_PENDING, RENEWAL_TOO_EARLY. */
@Injectable()
export class RequestRenewal {
  constructor(private readonly listings: Listings) {}

  execute(command: Command<ReasonRequest>): Promise<Snapshot<ListingState>> {
    return this.listings.change(command, (state, moment) => requestRenewal(state, command.data, moment));
  }
}
