import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { forbidden } from '#common/kernel/errors.js';
import { registerSupplier, supplierIdOf } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { RegisterSupplierRequest } from './register-supplier.request.js';

@Controller()
export class RegisterSupplierHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'registerSupplier',
    method: 'POST',
    path: '/v1/suppliers',
    summary: 'A supplier registers itself',
    status: 201,
    answers: SupplierView,
    refuses: ['SUPPLIER_EXISTS', 'FOUNDED_IN_FUTURE'],
  })
  async handle(@Body() body: RegisterSupplierRequest, @Meta() meta: CommandMeta): Promise<SupplierView> {
    // There is no supplier yet for the permission table to look at.
    if (meta.actor.org !== body.businessNumber) throw forbidden('A supplier registers its own business number only.');
    const intent = { ...meta, id: supplierIdOf(body.businessNumber) };
    return supplierView(await this.suppliers.create(intent, (moment) => registerSupplier(body, moment)));
  }
}
