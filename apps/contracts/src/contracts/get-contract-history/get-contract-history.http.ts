import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Contracts } from '../contracts.repository.js';

@Controller()
export class GetContractHistoryHttp {
  constructor(private readonly contracts: Contracts) {}

  @Operation({
    id: 'getContractHistory',
    method: 'GET',
    path: '/v1/contracts/:id/history',
    summary: 'Who did what to a contract, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    return historyView(await this.contracts.history(id, asking));
  }
}
