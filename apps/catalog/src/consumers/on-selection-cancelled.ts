import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { cancelListing } from '../listings/domain/cancelling.js';
import { listingIdOf } from '../listings/domain/preparing.js';
import { ListingUsers } from '../listings/listing-users.js';
import { Listings } from '../listings/listings.repository.js';

/** The listing ends with the selection behind it, whatever the ground. */
@Controller()
export class OnSelectionCancelled {
  constructor(
    private readonly listings: Listings,
    private readonly users: ListingUsers,
  ) {}

  @Consumes(SelectionCancelled)
  async handle(@Payload() cancelled: SelectionCancelled, @Ctx() context: InboxContext): Promise<void> {
    const id = listingIdOf(cancelled.applicationId);
    const users = await this.users.of(id);
    await this.listings.change(context.intent(id), (listing, moment) =>
      cancelListing(listing, { ...cancelled, users }, moment),
    );
  }
}
