import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import { supplierIdOf } from '../domain/registering.js';
import { appointManager, byOutsider } from '../domain/staffing.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { AppointManagerRequest } from './appoint-manager.request.js';

@Controller()
export class AppointManagerHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'appointSupplierManager',
    method: 'POST',
    path: '/v1/suppliers/:businessNumber/managers',
    summary: 'NIA lists a manager for a supplier whose managers no longer act',
    ifMatch: true,
    answers: SupplierView,
    refuses: ['OWN_WORK', 'MANAGER_ALREADY'],
  })
  async handle(
    @Param('businessNumber') businessNumber: string,
    @Body() body: AppointManagerRequest,
    @Meta() meta: CommandMeta,
  ): Promise<SupplierView> {
    const intent = { ...meta, id: supplierIdOf(businessNumber) };
    return supplierView(
      await this.suppliers.change(
        intent,
        byOutsider(meta.actor, (supplier) => {
          ensureWorkOfOthers(meta.actor.sub, [body.sub], 'A function and its appointment');
          return appointManager(supplier, body);
        }),
      ),
    );
  }
}
