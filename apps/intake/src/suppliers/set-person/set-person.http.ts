import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { listPerson } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { SetPersonRequest } from './set-person.request.js';

@Controller()
export class SetPersonHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'setSupplierPerson',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/people',
    summary: 'A manager lists a person of the supplier, or gives them another function',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['LAST_MANAGER', 'PEOPLE_TOO_MANY'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: SetPersonRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(await this.suppliers.change(intent, (supplier, moment) => listPerson(supplier, body, moment)));
  }
}
