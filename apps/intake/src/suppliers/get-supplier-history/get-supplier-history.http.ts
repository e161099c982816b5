import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { supplierIdOf } from '../domain/registering.js';
import { Suppliers } from '../suppliers.repository.js';

@Controller()
export class GetSupplierHistoryHttp {
  constructor(private readonly suppliers: Suppliers) {}

  @Operation({
    id: 'getSupplierHistory',
    method: 'GET',
    path: '/v1/suppliers/:businessNumber/history',
    summary: 'Who did what to a supplier, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('businessNumber') businessNumber: string, @Asker() asking: Asking): Promise<HistoryView> {
    return historyView(await this.suppliers.history(supplierIdOf(businessNumber), asking));
  }
}
