import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followSuspensionEnd } from '../cases/domain/following-suspensions.js';
import { caseIdOf } from '../cases/domain/opening.js';

/** The listing has ended: its suspension needs no answer. */
@Controller()
export class OnListingDelisted {
  constructor(private readonly cases: Cases) {}

  @Consumes(ListingDelisted)
  async handle(@Payload() listing: ListingDelisted, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(caseIdOf(listing.applicationId)), followSuspensionEnd);
  }
}
