import { Controller, Param } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { Inquiries } from '../inquiries.repository.js';
import { InquiryView, inquiryView } from '../inquiry.view.js';

@Controller()
export class GetInquiryHttp {
  constructor(private readonly inquiries: Inquiries) {}

  @Operation({
    id: 'getInquiry',
    method: 'GET',
    path: '/v1/inquiries/:id',
    summary: 'A question about the scheme and its answer',
    answers: InquiryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<InquiryView> {
    return inquiryView(await this.inquiries.get(id, asking));
  }
}
