import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { Inquiries } from '../inquiries.repository.js';
import { InquiryView, inquiryView } from '../inquiry.view.js';
import { INQUIRY_SORTS, ListInquiriesRequest } from './list-inquiries.request.js';

@Controller()
export class ListInquiriesHttp {
  constructor(private readonly inquiries: Inquiries) {}

  @Operation({
    id: 'listInquiries',
    method: 'GET',
    path: '/v1/inquiries',
    summary: 'Published questions and answers; a supplier also sees its own open ones',
    answers: pageOf(InquiryView),
  })
  async handle(@Query() request: ListInquiriesRequest, @Asker() asking: Asking): Promise<Page<InquiryView>> {
    return pageFor(this.inquiries, asking, {
      request,
      listing: { where: {}, sorts: INQUIRY_SORTS },
      view: inquiryView,
    });
  }
}
