import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { resultReceived } from '../applications/domain/following-review.js';

/** The reasons, for the applicant to read. */
@Controller()
export class OnReviewResultNotified {
  constructor(private readonly applications: Applications) {}

  @Consumes(ReviewResultNotified)
  async handle(@Payload() data: ReviewResultNotified, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application, moment) =>
      resultReceived(application, data, moment),
    );
  }
}
