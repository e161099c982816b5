import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ServiceNotSelected } from '#common/events/definitions/service-not-selected.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { decided } from '../applications/domain/following-review.js';

/** UNDER_REVIEW → NOT_SELECTED (미선정). */
@Controller()
export class OnServiceNotSelected {
  constructor(private readonly applications: Applications) {}

  @Consumes(ServiceNotSelected)
  async handle(@Payload() data: ServiceNotSelected, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application, moment) =>
      decided(application, { decision: 'NOT_SELECTED', sessionNo: data.sessionNo, decidedOn: data.decidedOn }, moment),
    );
  }
}
