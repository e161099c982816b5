import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf, verifySupplier } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';

@Controller()
export class VerifySupplierHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'verifySupplier',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/verification',
    summary: 'NIA confirms a supplier by its business number',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['SUPPLIER_VERIFIED'],
  })
  async handle(@Param('businessNumber') businessNumber: string, @Meta() meta: CommandMeta): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(await this.suppliers.change(intent, verifySupplier));
  }
}
