import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { approveProfileChange } from '../domain/changing.js';
import { supplierIdOf } from '../domain/registering.js';
import { byOutsider } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';

@Controller()
export class ApproveChangeHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'approveSupplierChange',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/changes/:n/approval',
    summary: 'NIA approves a change: all services of the supplier follow',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['OWN_WORK', 'CHANGE_UNKNOWN', 'CHANGE_DECIDED'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @NumberParam('n') changeNo: number,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(
        intent,
        byOutsider(meta.actor, (supplier, moment) => approveProfileChange(supplier, { changeNo }, moment)),
      ),
    );
  }
}
