import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ObjectionExtended } from '#common/events/definitions/objection-extended.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followExtension } from '../cases/domain/objecting.js';

/** The period to answer an objection was extended (행정기본법 Art. 36). */
@Controller()
export class OnObjectionExtended {
  constructor(private readonly cases: Cases) {}

  @Consumes(ObjectionExtended)
  async handle(@Payload() data: ObjectionExtended, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), (reviewCase) => followExtension(reviewCase, data));
  }
}
