import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { caseIdOf } from '../cases/domain/opening.js';
import { Cases } from '../cases/cases.repository.js';
import { requestWithdrawal } from '../cases/domain/following.js';

/** The applicant asks to withdraw (취하): granted until the committee has voted. */
@Controller()
export class OnWithdrawalRequested {
  constructor(private readonly cases: Cases) {}

  @Consumes(WithdrawalRequested)
  async handle(@Payload() data: WithdrawalRequested, @Ctx() context: InboxContext): Promise<void> {
    await this.cases.change(context.intent(caseIdOf(data.applicationId)), requestWithdrawal);
  }
}
