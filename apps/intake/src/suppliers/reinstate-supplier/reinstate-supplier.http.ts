import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { reinstateSupplier } from '../domain/debarring.js';
import { supplierIdOf } from '../domain/registering.js';
import { byOutsider } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { ReinstateSupplierRequest } from './reinstate-supplier.request.js';

@Controller()
export class ReinstateSupplierHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'reinstateSupplier',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/reinstatement',
    summary: 'NIA lifts a debarment before its last day',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['OWN_WORK', 'DEBARMENT_UNKNOWN', 'DEBARMENT_OVER'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: ReinstateSupplierRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(
        intent,
        byOutsider(meta.actor, (supplier, moment) => reinstateSupplier(supplier, body, moment)),
      ),
    );
  }
}
