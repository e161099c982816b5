import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { decided } from '../applications/domain/following-review.js';

/** UNDER_REVIEW → SELECTED (선정). */
@Controller()
export class OnServiceSelected {
  constructor(private readonly applications: Applications) {}

  @Consumes(ServiceSelected)
  async handle(@Payload() data: ServiceSelected, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application, moment) =>
      decided(application, { decision: 'SELECTED', sessionNo: data.sessionNo, decidedOn: data.decidedOn }, moment),
    );
  }
}
