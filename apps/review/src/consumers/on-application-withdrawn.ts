import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { caseIdOf } from '../cases/case.type.js';
import { Cases } from '../cases/cases.repository.js';
import { followWithdrawal } from '../cases/domain/case.js';

/**
 * The application is closed, and its case with it; one withdrawn before it was accepted has none. Where there should be
 * one, its acceptance is a dead letter: handed in again later it would open a case of what is withdrawn, so this waits.
 */
@Controller()
export class OnApplicationWithdrawn {
  constructor(private readonly cases: Cases) {}

  @Consumes(ApplicationWithdrawn)
  async handle(@Payload() data: ApplicationWithdrawn, @Ctx() context: InboxContext): Promise<void> {
    const caseId = caseIdOf(data.applicationId);
    if (data.wasAccepted !== true && (await this.cases.find(caseId)) === undefined) return;
    await this.cases.change(context.intent(caseId), (reviewCase) => followWithdrawal(reviewCase));
  }
}
