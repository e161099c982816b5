import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingExpired } from '#common/events/definitions/listing-expired.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followSuspensionEnd } from '../cases/domain/following-suspensions.js';
import { caseIdOf } from '../cases/domain/opening.js';

/** The listing has ended: its suspension needs no answer. */
@Controller()
export class OnListingExpired {
  constructor(private readonly cases: Cases) {}

  @Consumes(ListingExpired)
  async handle(@Payload() listing: ListingExpired, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(caseIdOf(listing.applicationId)), followSuspensionEnd);
  }
}
