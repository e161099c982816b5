import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { followSupplier } from '../listings/domain/following-supplier.js';
import { Listings } from '../listings/listings.repository.js';

/** NIA approved a change of the supplier's profile: all its services follow. */
@Controller()
export class OnSupplierChanged {
  constructor(private readonly listings: Listings) {}

  @Consumes(SupplierChanged)
  async handle(@Payload() { supplier }: SupplierChanged, @Ctx() context: InboxContext): Promise<void> {
    for (const { id } of await this.listings.ofSupplier(supplier.businessNumber)) {
      await this.listings.change(context.intent(id), (listing, moment) => followSupplier(listing, supplier, moment));
    }
  }
}
