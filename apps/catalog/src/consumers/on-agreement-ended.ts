import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AgreementEnded } from '#common/events/definitions/agreement-ended.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { followAgreement } from '../listings/domain/following-agreements.js';
import { Listings } from '../listings/listings.repository.js';

/** The listing shows the agreement while it is in force. */
@Controller()
export class OnAgreementEnded {
  constructor(private readonly listings: Listings) {}

  @Consumes(AgreementEnded)
  async handle(@Payload() agreement: AgreementEnded, @Ctx() context: InboxContext): Promise<void> {
    await this.listings.change(context.intent(agreement.listingId), (listing, moment) =>
      followAgreement(listing, agreement, moment),
    );
  }
}
