import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { WithdrawalRefused } from '#common/events/definitions/withdrawal-refused.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { withdrawalRefused } from '../applications/domain/withdrawing.js';

/** The item was tallied already. */
@Controller()
export class OnWithdrawalRefused {
  constructor(private readonly applications: Applications) {}

  @Consumes(WithdrawalRefused)
  async handle(@Payload() data: WithdrawalRefused, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), withdrawalRefused);
  }
}
