import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Agreements } from '../agreements/agreements.repository.js';
import { followListingEnd } from '../agreements/domain/ending.js';

/** The agreement of an ended listing ends with it (§11.3). */
@Controller()
export class OnListingCancelled {
  constructor(private readonly agreements: Agreements) {}

  @Consumes(ListingCancelled)
  async handle(@Payload() { listingId }: ListingCancelled, @Ctx() context: InboxContext): Promise<void> {
    const live = await this.agreements.liveOf(listingId);
    if (live !== undefined) await this.agreements.change(context.intent(live.id), followListingEnd);
  }
}
