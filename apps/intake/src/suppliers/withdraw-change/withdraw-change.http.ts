import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { withdrawProfileChange } from '../domain/changing.js';
import { supplierIdOf } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';

@Controller()
export class WithdrawChangeHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'withdrawSupplierChange',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/changes/:n/withdrawal',
    summary: 'A manager withdraws a change that waits for NIA',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['CHANGE_UNKNOWN', 'CHANGE_DECIDED'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @NumberParam('n') changeNo: number,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(intent, (supplier) => withdrawProfileChange(supplier, { changeNo })),
    );
  }
}
