import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { requestProfileChange } from '../domain/changing.js';
import { supplierIdOf } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { RequestChangeRequest } from './request-change.request.js';

@Controller()
export class RequestChangeHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'requestSupplierChange',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/changes',
    summary: 'A manager asks NIA for a change of name, representative or business (변경 신청)',
    ifMatch: true,
    answers: SupplierView,
    refuses: [
      'CHANGE_INCOMPLETE',
      'CHANGE_AMBIGUOUS',
      'SUCCESSOR_SELF',
      'TRANSFER_PAPER_DAY',
      'CHANGE_PENDING',
      'CHANGES_TOO_MANY',
      'SUPPLIER_TRANSFERRED',
    ],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: RequestChangeRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    const changed = await this.suppliers.change(intent, (supplier, moment) =>
      requestProfileChange(supplier, body, moment),
    );
    return supplierView(changed);
  }
}
