import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { createListing, listingIdOf } from '../listings/domain/preparing.js';
import { Listings } from '../listings/listings.repository.js';

/** A selected service gets its listing, and never a second one (§11.6 invariant 1). */
@Controller()
export class OnServiceSelected {
  constructor(private readonly listings: Listings) {}

  @Consumes(ServiceSelected)
  async handle(@Payload() selected: ServiceSelected, @Ctx() context: InboxContext): Promise<void> {
    await this.listings.save(context.intent(listingIdOf(selected.applicationId)), (state, moment) =>
      state === undefined ? createListing(selected, moment) : [],
    );
  }
}
