import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingExpired } from '#common/events/definitions/listing-expired.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { dayOf } from '#common/kernel/day.js';
import { Applications } from '../applications/applications.repository.js';
import { endSelection } from '../applications/domain/ending-selection.js';

/** The listing ended, so its supplier may apply for the service again. */
@Controller()
export class OnListingExpired {
  constructor(private readonly applications: Applications) {}

  @Consumes(ListingExpired)
  async handle(@Payload() data: ListingExpired, @Ctx() context: InboxContext): Promise<void> {
    const on = dayOf(new Date(context.event.time));
    await this.applications.change(context.intent(data.applicationId), (application) =>
      endSelection(application, { on, why: 'LISTING_EXPIRED' }),
    );
  }
}
