import type { NoticeRules } from '#common/aggregates/notices.js';
import { organisationOf } from '#common/kernel/addressee.js';
import type { InquiryEvent } from './domain/inquiry.events.js';
import type { InquiryState } from './domain/inquiry.state.js';

export const inquiryNoticeTexts = {
  INQUIRY_ANSWERED: {
    title: { ko: '질의에 대한 답변', en: 'Your question is answered' },
    text: {
      ko: '보내신 질의에 대한 답변이 공개되었습니다. 질의응답 화면에서 볼 수 있습니다.',
      en: 'The answer to your question is published. It is shown with the questions and answers.',
    },
    rule: '§2.1',
  },
  INQUIRY_ANSWER_CHANGED: {
    title: { ko: '질의에 대한 답변 변경', en: 'The answer to your question changed' },
    text: {
      ko: '보내신 질의에 대한 답변이 바뀌었습니다. 질의응답 화면에서 볼 수 있습니다.',
      en: 'The answer to your question changed. It is shown with the questions and answers.',
    },
    rule: '§2.1',
  },
} as const;

/** The supplier that asked is told of the answer; nobody else learns who asked. */
export const inquiryNotices: NoticeRules<InquiryState, InquiryEvent> = {
  InquiryAnswered: ({ event: { at }, before, state: { businessNumber }, moment: { policy } }) => {
    const reason = before?.published === undefined ? 'INQUIRY_ANSWERED' : 'INQUIRY_ANSWER_CHANGED';
    return [
      {
        reason,
        to: organisationOf('SUPPLIER', businessNumber),
        once: at.toISOString(),
        ...inquiryNoticeTexts[reason],
        why: { ko: '이 질의를 하셨으므로 보내 드립니다.', en: 'You asked this question.' },
        contact: policy['notices.desk'],
      },
    ];
  },
};
