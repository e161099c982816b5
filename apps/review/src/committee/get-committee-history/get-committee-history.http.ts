import { Controller } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Committee } from '../committee.repository.js';
import { COMMITTEE_ID } from '../committee.type.js';

@Controller()
export class GetCommitteeHistoryHttp {
  constructor(private readonly committee: Committee) {}

  @Operation({
    id: 'getCommitteeHistory',
    method: 'GET',
    path: '/v1/committee/history',
    summary: 'Who appointed, dismissed and named whom, when and why',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Asker() asking: Asking): Promise<HistoryView> {
    return historyView(await this.committee.history(COMMITTEE_ID, asking));
  }
}
