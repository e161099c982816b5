import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { IncidentReported } from '#common/events/definitions/incident-reported.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { openSuspensionReview } from '../listings/domain/reviewing-incidents.js';
import { Listings } from '../listings/listings.repository.js';

/** NIA looks at a reported incident: it may suspend the listing. */
@Controller()
export class OnIncidentReported {
  constructor(private readonly listings: Listings) {}

  @Consumes(IncidentReported)
  async handle(@Payload() incident: IncidentReported, @Ctx() context: InboxContext): Promise<void> {
    await this.listings.change(context.intent(incident.listingId), (listing, moment) =>
      openSuspensionReview(listing, incident, moment),
    );
  }
}
