import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { inquiryKey } from './domain/answering.js';
import type { InquiryEvent } from './domain/inquiry.events.js';
import { evolve, inquiryMachine } from './domain/inquiry.evolve.js';
import type { InquiryState } from './domain/inquiry.state.js';
import { inquiryNotices } from './inquiry.notices.js';
import { inquiryWork } from './inquiry.work.js';

/** Never leaves the service: the use case takes another number. */
export const INQUIRY_NO_TAKEN = 'INQUIRY_NO_TAKEN';

export const inquiryType: AggregateType<InquiryState, InquiryEvent> = {
  name: 'inquiry',
  collection: 'inquiries',
  evolve,
  foldVersion: 2,
  machines: [inquiryMachine],
  publishes: [],
  // As it was asked, it may name its author. What is published does not.
  personal: { InquiryAsked: ['data.question'] },
  claims: (inquiry) =>
    inquiry.published === undefined
      ? [{ key: inquiryKey(inquiry), code: INQUIRY_NO_TAKEN, detail: 'Another question was asked at the same time.' }]
      : [],
  path: (_, id) => `/v1/inquiries/${id}`,
  work: inquiryWork,
  notices: inquiryNotices,
  indexed: ['state.businessNumber', 'state.published.at'],
};
