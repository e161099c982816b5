import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { VerifySupplier } from './verify-supplier.usecase.js';

@Controller()
export class VerifySupplierHttp {
  constructor(private readonly useCase: VerifySupplier) {}

  @Operation({
    id: 'verifySupplier',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/verification',
    summary: 'NIA confirms a supplier by its business number',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['OWN_WORK', 'SUPPLIER_VERIFIED'],
  })
  async handle(@Param('businessNumber') businessNumber: string, @Meta() meta: CommandMeta): Promise<SupplierView> {
    return supplierView(await this.useCase.execute({ ...meta, id: supplierIdOf(businessNumber) }));
  }
}
