import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { HearingNoticed } from '#common/events/definitions/hearing-noticed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { announceHearing } from '../applications/domain/attending-hearing.js';

/** The supplier is invited to a hearing before its selection is cancelled (청문, A-14). */
@Controller()
export class OnHearingNoticed {
  constructor(private readonly applications: Applications) {}

  @Consumes(HearingNoticed)
  async handle(@Payload() data: HearingNoticed, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      announceHearing(application, data),
    );
  }
}
