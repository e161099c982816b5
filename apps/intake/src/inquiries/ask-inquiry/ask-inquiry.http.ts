import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { InquiryView, inquiryView } from '../inquiry.view.js';
import { AskInquiryRequest } from './ask-inquiry.request.js';
import { AskInquiry } from './ask-inquiry.usecase.js';

@Controller()
export class AskInquiryHttp {
  constructor(private readonly useCase: AskInquiry) {}

  @Operation({
    id: 'askInquiry',
    method: 'POST',
    path: '/v1/inquiries',
    summary: 'A supplier asks a question about the scheme',
    status: 201,
    answers: InquiryView,
    refuses: ['SUPPLIER_NOT_REGISTERED', 'INQUIRIES_TOO_MANY'],
  })
  async handle(@Body() body: AskInquiryRequest, @Meta() meta: CommandMeta): Promise<InquiryView> {
    return inquiryView(await this.useCase.execute({ ...meta, data: body }));
  }
}
