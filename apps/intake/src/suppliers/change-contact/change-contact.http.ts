import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { changeContact } from '../domain/changing.js';
import { supplierIdOf } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { ChangeContactRequest } from './change-contact.request.js';

@Controller()
export class ChangeContactHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'changeSupplierContact',
    method: 'PUT',
    path: '/v1/suppliers/:businessNumber/contact',
    summary: 'A manager changes how the supplier is reached, at once',
    ifMatch: true,
    answers: SupplierView,
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: ChangeContactRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(await this.suppliers.change(intent, (supplier) => changeContact(supplier, body)));
  }
}
