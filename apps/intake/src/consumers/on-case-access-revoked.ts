import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CaseAccessRevoked } from '#common/events/definitions/case-access-revoked.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { readersRemoved } from '../applications/domain/following-review.js';

/** Closes the papers to these people again. */
@Controller()
export class OnCaseAccessRevoked {
  constructor(private readonly applications: Applications) {}

  @Consumes(CaseAccessRevoked)
  async handle(@Payload() data: CaseAccessRevoked, @Ctx() context: InboxContext): Promise<void> {
    const { sequence } = context.event;
    await this.applications.change(context.intent(data.applicationId), (application) =>
      readersRemoved(application, { ...data, sequence }),
    );
  }
}
