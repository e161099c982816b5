import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { acceptHandover } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';

@Controller()
export class AcceptHandoverHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'acceptSupplierHandover',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/handover/acceptance',
    summary: 'The person who was named takes over (인수)',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['HANDOVER_NOT_OFFERED'],
  })
  async handle(@Param('businessNumber') businessNumber: string, @Meta() meta: CommandMeta): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(intent, (supplier) => acceptHandover(supplier, { by: meta.actor.sub })),
    );
  }
}
