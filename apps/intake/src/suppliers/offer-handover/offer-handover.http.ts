import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { offerHandover } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { OfferHandoverRequest } from './offer-handover.request.js';

@Controller()
export class OfferHandoverHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'offerSupplierHandover',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/handover',
    summary: 'A manager names the person who takes over from them (인계)',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['HANDOVER_TO_SELF'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: OfferHandoverRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(intent, (supplier) => offerHandover(supplier, { ...body, by: meta.actor.sub })),
    );
  }
}
