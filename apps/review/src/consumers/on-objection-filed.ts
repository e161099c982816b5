import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ObjectionFiled } from '#common/events/definitions/objection-filed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followObjection } from '../cases/domain/objecting.js';

/** The applicant objects to a refusal (이의신청): the case waits for an agenda again. */
@Controller()
export class OnObjectionFiled {
  constructor(private readonly cases: Cases) {}

  @Consumes(ObjectionFiled)
  async handle(@Payload() data: ObjectionFiled, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), (reviewCase) => followObjection(reviewCase, data));
  }
}
