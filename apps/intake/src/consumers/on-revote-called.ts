import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RevoteCalled } from '#common/events/definitions/revote-called.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Refusal } from '#common/kernel/errors.js';
import { Applications } from '../applications/applications.repository.js';
import { awaitRevote } from '../applications/domain/awaiting-revote.js';

/** The committee votes again (재의결, R-45). */
@Controller()
export class OnRevoteCalled {
  constructor(private readonly applications: Applications) {}

  /** The claim alone says whether the supplier has a later application of the service. */
  @Consumes(RevoteCalled)
  async handle(@Payload() { applicationId, sessionNo }: RevoteCalled, @Ctx() context: InboxContext): Promise<void> {
    const intent = context.intent(applicationId);
    try {
      await this.applications.change(intent, (application) => awaitRevote(application, { sessionNo }));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'APPLICATION_DUPLICATE') throw error;
      await this.applications.change(intent, (application) => awaitRevote(application, { sessionNo, yields: true }));
    }
  }
}
