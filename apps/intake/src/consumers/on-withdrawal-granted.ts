import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { WithdrawalGranted } from '#common/events/definitions/withdrawal-granted.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { withdrawalGranted } from '../applications/domain/withdrawing.js';

/** Review let the application go. */
@Controller()
export class OnWithdrawalGranted {
  constructor(private readonly applications: Applications) {}

  @Consumes(WithdrawalGranted)
  async handle(@Payload() data: WithdrawalGranted, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), withdrawalGranted);
  }
}
