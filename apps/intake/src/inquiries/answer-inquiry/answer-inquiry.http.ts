import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import { answerInquiry } from '../domain/answering.js';
import { Inquiries } from '../inquiries.repository.js';
import { InquiryView, inquiryView } from '../inquiry.view.js';
import { AnswerInquiryRequest } from './answer-inquiry.request.js';

@Controller()
export class AnswerInquiryHttp {
  constructor(private readonly inquiries: Inquiries) {}

  @Operation({
    id: 'answerInquiry',
    method: 'POST',
    path: '/v1/inquiries/:id/answer',
    summary: 'NIA answers a question, and publishes both to all; a later answer replaces the first',
    ifMatch: true,
    answers: InquiryView,
    refuses: ['OWN_WORK', 'QUESTION_MISSING'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: AnswerInquiryRequest,
    @Meta() meta: CommandMeta,
  ): Promise<InquiryView> {
    const answered = await this.inquiries.change({ ...meta, id }, (inquiry) => {
      ensureWorkOfOthers(meta.actor.sub, [inquiry.askedBy], 'The question');
      return answerInquiry(inquiry, body);
    });
    return inquiryView(answered);
  }
}
