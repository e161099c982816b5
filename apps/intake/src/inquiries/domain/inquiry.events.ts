import type { Fact } from '#common/aggregates/fact.js';
import type { InquiryState, PublishedAnswer } from './inquiry.state.js';

/** None of them leaves the service: the published list is read over HTTP. */
export type InquiryEvent =
  | Fact<'InquiryAsked', { readonly inquiryId: string } & Pick<InquiryState, 'businessNumber' | 'no' | 'question'>>
  | Fact<'InquiryAnswered', Omit<PublishedAnswer, 'at'>>;
