import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { caseIdOf, openCase } from '../cases/domain/opening.js';

/** Opens the case of an accepted application (접수완료), with the whole version that goes to review. */
@Controller()
export class OnApplicationAccepted {
  constructor(private readonly cases: Cases) {}

  @Consumes(ApplicationAccepted)
  async handle(@Payload() data: ApplicationAccepted, @Ctx() context: InboxContext): Promise<void> {
    const { applicationId, ...submission } = data;
    const caseId = caseIdOf(applicationId);
    await this.cases.save(context.intent(caseId), (reviewCase, moment) =>
      reviewCase === undefined ? openCase({ caseId, applicationId, submission }, moment) : [],
    );
  }
}
