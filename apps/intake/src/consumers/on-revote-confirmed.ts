import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RevoteConfirmed } from '#common/events/definitions/revote-confirmed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { revoteConfirmed } from '../applications/domain/awaiting-revote.js';

/** The committee voted again, with the same result. */
@Controller()
export class OnRevoteConfirmed {
  constructor(private readonly applications: Applications) {}

  @Consumes(RevoteConfirmed)
  async handle(@Payload() data: RevoteConfirmed, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      revoteConfirmed(application, data),
    );
  }
}
