import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Standing } from '../../committee/standing.js';
import { Cases } from '../cases.repository.js';

@Controller()
export class GetCaseHistoryHttp {
  constructor(
    private readonly cases: Cases,
    private readonly standing: Standing,
  ) {}

  @Operation({
    id: 'getCaseHistory',
    method: 'GET',
    path: '/v1/cases/:id/history',
    summary: 'Who did what to a case, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    return historyView(await this.cases.history(id, await this.standing.of(asking)));
  }
}
