import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ReviewCaseOpened } from '#common/events/definitions/review-case-opened.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { reviewStarted } from '../applications/domain/following-review.js';

/** ACCEPTED → UNDER_REVIEW. */
@Controller()
export class OnReviewCaseOpened {
  constructor(private readonly applications: Applications) {}

  @Consumes(ReviewCaseOpened)
  async handle(@Payload() data: ReviewCaseOpened, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      reviewStarted(application, data),
    );
  }
}
