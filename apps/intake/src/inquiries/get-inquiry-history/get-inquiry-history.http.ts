import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Inquiries } from '../inquiries.repository.js';

/** It names who asked: for the supplier that did, and for the auditor. */
@Controller()
export class GetInquiryHistoryHttp {
  constructor(private readonly inquiries: Inquiries) {}

  @Operation({
    id: 'getInquiryHistory',
    method: 'GET',
    path: '/v1/inquiries/:id/history',
    summary: 'Who asked and who answered, when',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    return historyView(await this.inquiries.history(id, asking));
  }
}
