import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { removePerson } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { RemovePersonRequest } from './remove-person.request.js';

@Controller()
export class RemovePersonHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'removeSupplierPerson',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/people/removal',
    summary: 'A manager takes a person off the list of the supplier',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['PERSON_UNKNOWN', 'LAST_MANAGER'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: RemovePersonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(await this.suppliers.change(intent, (supplier) => removePerson(supplier, body)));
  }
}
