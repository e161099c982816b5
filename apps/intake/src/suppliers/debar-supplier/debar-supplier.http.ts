import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { debarSupplier } from '../domain/debarring.js';
import { supplierIdOf } from '../domain/registering.js';
import { byOutsider } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { DebarSupplierRequest } from './debar-supplier.request.js';

@Controller()
export class DebarSupplierHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'debarSupplier',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/debarment',
    summary: 'NIA records that a supplier is debarred (부정당업자 제재)',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['OWN_WORK', 'DEBARMENT_REVERSED', 'DEBARMENT_PAST', 'DEBARMENT_TOO_LONG', 'DEBARMENTS_TOO_MANY'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: DebarSupplierRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(
        intent,
        byOutsider(meta.actor, (supplier, moment) => debarSupplier(supplier, body, moment)),
      ),
    );
  }
}
