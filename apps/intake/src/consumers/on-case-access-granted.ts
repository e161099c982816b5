import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { readersAdmitted } from '../applications/domain/following-review.js';

/** Opens the papers to people who declared no conflict; without this event they stay closed. */
@Controller()
export class OnCaseAccessGranted {
  constructor(private readonly applications: Applications) {}

  @Consumes(CaseAccessGranted)
  async handle(@Payload() data: CaseAccessGranted, @Ctx() context: InboxContext): Promise<void> {
    const { sequence } = context.event;
    await this.applications.change(context.intent(data.applicationId), (application) =>
      readersAdmitted(application, { ...data, sequence }),
    );
  }
}
