import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { rejectProfileChange } from '../domain/changing.js';
import { supplierIdOf } from '../domain/registering.js';
import { byOutsider } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { RejectChangeRequest } from './reject-change.request.js';

@Controller()
export class RejectChangeHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'rejectSupplierChange',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/changes/:n/rejection',
    summary: 'NIA rejects a change, with the reason',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['OWN_WORK', 'CHANGE_UNKNOWN', 'CHANGE_DECIDED'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @NumberParam('n') changeNo: number,
    @Body() body: RejectChangeRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(
        intent,
        byOutsider(meta.actor, (supplier) => rejectProfileChange(supplier, { ...body, changeNo })),
      ),
    );
  }
}
