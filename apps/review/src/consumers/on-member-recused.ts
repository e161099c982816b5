import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MemberRecused } from '#common/events/contracts/member-recused.js';
import { Consumes } from '#common/inbox/consumes.js';
import { InboxContext } from '#common/inbox/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followRecusal } from '../cases/domain/case.js';

/** The papers close to a member who stands aside. */
@Controller()
export class OnMemberRecused {
  constructor(private readonly cases: Cases) {}

  @Consumes(MemberRecused)
  async handle(@Payload() data: MemberRecused, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(data.caseId), (reviewCase) => followRecusal(reviewCase, data));
  }
}
