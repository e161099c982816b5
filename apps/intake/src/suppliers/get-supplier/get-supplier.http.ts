import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';

@Controller()
export class GetSupplierHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'getSupplier',
    method: 'GET',
    path: '/v1/suppliers/:businessNumber',
    summary: 'A supplier',
    accesses: { what: 'CONTACT' },
    answers: SupplierView,
  })
  async handle(@Param('businessNumber') businessNumber: string, @Asker() asking: Asking): Promise<SupplierView> {
    return supplierView(await this.suppliers.get(supplierIdOf(businessNumber), asking));
  }
}
