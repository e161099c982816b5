import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { cancelListing } from '../listings/domain/cancelling.js';
import { listingIdOf } from '../listings/domain/preparing.js';
import { Listings } from '../listings/listings.repository.js';

/** The listing ends with the selection behind it, whatever the ground. */
@Controller()
export class OnSelectionCancelled {
  constructor(private readonly listings: Listings) {}

  @Consumes(SelectionCancelled)
  async handle(@Payload() cancelled: SelectionCancelled, @Ctx() context: InboxContext): Promise<void> {
    await this.listings.change(context.intent(listingIdOf(cancelled.applicationId)), (listing, moment) =>
      cancelListing(listing, cancelled, moment),
    );
  }
}
