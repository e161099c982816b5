import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ReviewResumed } from '#common/events/definitions/review-resumed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { reviewWentOn } from '../applications/domain/following-review.js';

/** DEFERRED → UNDER_REVIEW. */
@Controller()
export class OnReviewResumed {
  constructor(private readonly applications: Applications) {}

  @Consumes(ReviewResumed)
  async handle(@Payload() data: ReviewResumed, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      reviewWentOn(application, data),
    );
  }
}
