import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ObjectionUpheld } from '#common/events/definitions/objection-upheld.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { objectionUpheld } from '../applications/domain/objecting.js';

/** NOT_SELECTED → UNDER_REVIEW: the committee upheld the objection (인용). */
@Controller()
export class OnObjectionUpheld {
  constructor(private readonly applications: Applications) {}

  @Consumes(ObjectionUpheld)
  async handle(@Payload() data: ObjectionUpheld, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application, moment) =>
      objectionUpheld(application, data, moment),
    );
  }
}
