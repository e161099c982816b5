import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingExpired } from '#common/events/definitions/listing-expired.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Agreements } from '../agreements/agreements.repository.js';
import { followListingEnd } from '../agreements/domain/ending.js';

/** The agreement of an ended listing ends with it (§11.3). */
@Controller()
export class OnListingExpired {
  constructor(private readonly agreements: Agreements) {}

  @Consumes(ListingExpired)
  async handle(@Payload() { listingId }: ListingExpired, @Ctx() context: InboxContext): Promise<void> {
    const live = await this.agreements.liveOf(listingId);
    if (live !== undefined) await this.agreements.change(context.intent(live.id), followListingEnd);
  }
}
