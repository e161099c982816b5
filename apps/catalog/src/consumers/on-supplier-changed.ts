import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { followDebarment } from '../listings/domain/following-debarments.js';
import { followSupplier } from '../listings/domain/following-supplier.js';
import { Listings } from '../listings/listings.repository.js';
import { Debarments } from '../read-models/debarments/debarments.mongo.js';

/**
 * NIA approved a change of the supplier's profile, or the transfer of its business: all its services follow. A
 * debarment of the successor that was told before the transfer found its own listings alone, so it is noted here.
 */
@Controller()
export class OnSupplierChanged {
  constructor(
    private readonly listings: Listings,
    private readonly debarments: Debarments,
  ) {}

  @Consumes(SupplierChanged)
  async handle(@Payload() { supplier, successor }: SupplierChanged, @Ctx() context: InboxContext): Promise<void> {
    const debarments = successor === undefined ? [] : await this.debarments.of(successor.businessNumber);
    for (const { id } of await this.listings.ofSupplier(supplier.businessNumber)) {
      await this.listings.change(context.intent(id), (listing, moment) => [
        ...followSupplier(listing, successor ?? supplier, moment),
        ...debarments.flatMap((debarment) => followDebarment(listing, debarment, moment)),
      ]);
    }
  }
}
