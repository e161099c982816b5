import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { followAgreement } from '../listings/domain/following-agreements.js';
import { Listings } from '../listings/listings.repository.js';

/** The listing shows the agreement while it is in force. */
@Controller()
export class OnAgreementConcluded {
  constructor(private readonly listings: Listings) {}

  @Consumes(AgreementConcluded)
  async handle(@Payload() agreement: AgreementConcluded, @Ctx() context: InboxContext): Promise<void> {
    await this.listings.change(context.intent(agreement.listingId), (listing, moment) =>
      followAgreement(listing, agreement, moment),
    );
  }
}
