import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Agreements } from '../agreements.repository.js';

@Controller()
export class GetAgreementHistoryHttp {
  constructor(private readonly agreements: Agreements) {}

  @Operation({
    id: 'getAgreementHistory',
    method: 'GET',
    path: '/v1/agreements/:id/history',
    summary: 'Who did what to an agreement, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    return historyView(await this.agreements.history(id, asking));
  }
}
