import type { Work } from '#common/aggregates/work.js';
import { roleOf } from '#common/kernel/addressee.js';
import { dayOf } from '#common/kernel/day.js';
import type { InquiryState } from './domain/inquiry.state.js';

/** What waits for NIA. The list names the day: the question may name its author. */
export const inquiryWork: Work<InquiryState> = {
  seenThrough: 'getInquiry',
  about: ({ askedAt }) => `질의 ${dayOf(new Date(askedAt))}`,
  tasks: {
    ANSWER_INQUIRY: {
      title: { ko: '질의 답변', en: 'Answer the question' },
      operation: 'answerInquiry',
      waits: ({ published }) => (published === undefined ? [{ for: [roleOf('NIA_OPERATOR')] }] : []),
    },
  },
};
