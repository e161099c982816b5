import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { RegisterSupplierRequest } from './register-supplier.request.js';
import { RegisterSupplier } from './register-supplier.usecase.js';

@Controller()
export class RegisterSupplierHttp {
  constructor(private readonly registerSupplier: RegisterSupplier) {}

  @Operation({
    id: 'registerSupplier',
    method: 'POST',
    path: '/v1/suppliers',
    summary: 'A supplier registers itself',
    status: 201,
    answers: SupplierView,
  })
  async handle(@Body() data: RegisterSupplierRequest, @Meta() meta: CommandMeta): Promise<SupplierView> {
    return supplierView(await this.registerSupplier.execute({ ...meta, data }));
  }
}
