import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ReviewDeferred } from '#common/events/definitions/review-deferred.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { reviewPostponed } from '../applications/domain/following-review.js';

/** UNDER_REVIEW → DEFERRED (보류). */
@Controller()
export class OnReviewDeferred {
  constructor(private readonly applications: Applications) {}

  @Consumes(ReviewDeferred)
  async handle(@Payload() data: ReviewDeferred, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      reviewPostponed(application, data),
    );
  }
}
