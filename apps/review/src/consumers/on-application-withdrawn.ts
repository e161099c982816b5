import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followWithdrawal } from '../cases/domain/following.js';
import { caseIdOf } from '../cases/domain/opening.js';

/**
 * The application is closed, and its case with it. An application withdrawn before its acceptance has no case. When an
 * accepted one has none, its acceptance is a dead letter. Its redrive would open a case of a withdrawn application, so
 * this event waits for it.
 */
@Controller()
export class OnApplicationWithdrawn {
  constructor(private readonly cases: Cases) {}

  @Consumes(ApplicationWithdrawn)
  async handle(@Payload() data: ApplicationWithdrawn, @Ctx() context: InboxContext): Promise<void> {
    const caseId = caseIdOf(data.applicationId);
    if (data.wasAccepted !== true && (await this.cases.newest(caseId)) === undefined) return;
    await this.cases.change(context.intent(caseId), followWithdrawal);
  }
}
