import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { ApproveChange } from './approve-change.usecase.js';

@Controller()
export class ApproveChangeHttp {
  constructor(private readonly useCase: ApproveChange) {}

  @Operation({
    id: 'approveSupplierChange',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/changes/:n/approval',
    summary: 'NIA approves a change: all services of the supplier follow',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['OWN_WORK', 'CHANGE_UNKNOWN', 'CHANGE_DECIDED', 'SUCCESSOR_NOT_VERIFIED', 'SUPPLIER_DEBARRED'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @NumberParam('n') changeNo: number,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    return supplierView(await this.useCase.execute({ businessNumber, changeNo }, meta));
  }
}
