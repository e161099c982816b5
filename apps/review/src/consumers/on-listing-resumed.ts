import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingResumed } from '#common/events/definitions/listing-resumed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followSuspensionEnd } from '../cases/domain/following-suspensions.js';
import { caseIdOf } from '../cases/domain/opening.js';

/** The suspension was cured. */
@Controller()
export class OnListingResumed {
  constructor(private readonly cases: Cases) {}

  @Consumes(ListingResumed)
  async handle(@Payload() listing: ListingResumed, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(caseIdOf(listing.applicationId)), followSuspensionEnd);
  }
}
