import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { DeferralAnswered } from '#common/events/definitions/deferral-answered.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followDeferralAnswer } from '../cases/domain/following.js';

/** The case may go on an agenda again, whatever its day. */
@Controller()
export class OnDeferralAnswered {
  constructor(private readonly cases: Cases) {}

  @Consumes(DeferralAnswered)
  async handle(@Payload() data: DeferralAnswered, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), (reviewCase) => followDeferralAnswer(reviewCase, data));
  }
}
