import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followSuspension } from '../cases/domain/following-suspensions.js';
import { caseIdOf } from '../cases/domain/opening.js';

/** From the suspension on the days count towards a cancellation (§11.3). */
@Controller()
export class OnListingSuspended {
  constructor(private readonly cases: Cases) {}

  @Consumes(ListingSuspended)
  async handle(@Payload() listing: ListingSuspended, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(caseIdOf(listing.applicationId)), (reviewCase, moment) =>
      followSuspension(reviewCase, listing, moment),
    );
  }
}
