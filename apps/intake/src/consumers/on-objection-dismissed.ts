import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ObjectionDismissed } from '#common/events/definitions/objection-dismissed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { objectionDismissed } from '../applications/domain/objecting.js';

/** The refusal stands (기각). */
@Controller()
export class OnObjectionDismissed {
  constructor(private readonly applications: Applications) {}

  @Consumes(ObjectionDismissed)
  async handle(@Payload() data: ObjectionDismissed, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application, moment) =>
      objectionDismissed(application, data, moment),
    );
  }
}
