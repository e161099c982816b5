import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { followDebarment } from '../listings/domain/following-debarments.js';
import { Listings } from '../listings/listings.repository.js';

/** The supplier is debarred: its listings are suspended on the first day of that. */
@Controller()
export class OnSupplierDebarred {
  constructor(private readonly listings: Listings) {}

  @Consumes(SupplierDebarred)
  async handle(
    @Payload() { businessNumber, debarmentNo: no, from, to }: SupplierDebarred,
    @Ctx() context: InboxContext,
  ): Promise<void> {
    for (const { id } of await this.listings.ofSupplier(businessNumber)) {
      await this.listings.change(context.intent(id), (listing, moment) =>
        followDebarment(listing, { no, from, to }, moment),
      );
    }
  }
}
