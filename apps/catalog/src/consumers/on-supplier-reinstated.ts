import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { followReinstatement } from '../listings/domain/following-debarments.js';
import { Listings } from '../listings/listings.repository.js';

/** A debarment was lifted, or is over: NIA may end the suspensions that rest on it. */
@Controller()
export class OnSupplierReinstated {
  constructor(private readonly listings: Listings) {}

  @Consumes(SupplierReinstated)
  async handle(
    @Payload() { businessNumber, debarmentNo, from }: SupplierReinstated,
    @Ctx() context: InboxContext,
  ): Promise<void> {
    for (const { id } of await this.listings.ofSupplier(businessNumber)) {
      await this.listings.change(context.intent(id), (listing, moment) =>
        followReinstatement(listing, { no: debarmentNo, from }, moment),
      );
    }
  }
}
