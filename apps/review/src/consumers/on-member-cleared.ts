import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MemberCleared } from '#common/events/contracts/member-cleared.js';
import { Consumes } from '#common/inbox/consumes.js';
import { InboxContext } from '#common/inbox/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followClearance } from '../cases/domain/case.js';

/** The papers open to a member without conflict. */
@Controller()
export class OnMemberCleared {
  constructor(private readonly cases: Cases) {}

  @Consumes(MemberCleared)
  async handle(@Payload() data: MemberCleared, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), (reviewCase) => followClearance(reviewCase, data));
  }
}
