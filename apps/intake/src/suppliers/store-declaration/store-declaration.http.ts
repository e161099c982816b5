import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { storeDeclaration } from '../domain/declaring.js';
import { supplierIdOf } from '../domain/registering.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { StoreDeclarationRequest } from './store-declaration.request.js';

@Controller()
export class StoreDeclarationHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'storeDeclaration',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/declarations',
    summary: 'Stores what the supplier declares with its submissions, as a new version (확약서)',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['DECLARATIONS_TOO_MANY'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: StoreDeclarationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(await this.suppliers.change(intent, (supplier) => storeDeclaration(supplier, body)));
  }
}
