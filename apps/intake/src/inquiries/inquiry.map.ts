import { aggregateMap } from '#common/service/service-map.js';
import { AnswerInquiryHttp } from './answer-inquiry/answer-inquiry.http.js';
import { AskInquiryHttp } from './ask-inquiry/ask-inquiry.http.js';
import { AskInquiry } from './ask-inquiry/ask-inquiry.usecase.js';
import { GetInquiryHistoryHttp } from './get-inquiry-history/get-inquiry-history.http.js';
import { GetInquiryHttp } from './get-inquiry/get-inquiry.http.js';
import { Inquiries } from './inquiries.repository.js';
import { inquiryPermissions } from './inquiry.permissions.js';
import { inquiryType } from './inquiry.type.js';
import { ListInquiriesHttp } from './list-inquiries/list-inquiries.http.js';

/** Questions about the scheme, answered for all (질의응답). */
export const inquiries = aggregateMap({
  type: inquiryType,
  repository: Inquiries,
  operations: {
    askInquiry: [AskInquiryHttp, AskInquiry],
    answerInquiry: [AnswerInquiryHttp],
    listInquiries: [ListInquiriesHttp],
    getInquiry: [GetInquiryHttp],
    getInquiryHistory: [GetInquiryHistoryHttp],
  },
  permissions: inquiryPermissions,
});
