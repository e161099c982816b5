import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import { personOf } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Moment } from '#common/kernel/clock.js';
import { dayOf, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { CaseEvent } from './domain/case.events.js';

/** No name of an applicant or a service is in them: who learns it, learns it from the case. */
const texts = {
  EXAMINER_INVITED: {
    title: { ko: '전문가 검토 의뢰', en: 'Invitation to examine' },
    text: {
      ko: '디지털서비스 심사 건의 전문가 검토를 부탁드립니다. 먼저 이해관계를 신고해 주시기 바랍니다.',
      en: 'You are asked to examine a service. Please declare conflicts of interest first.',
    },
    rule: 'A-09',
  },
  EXAMINER_ASSIGNED: {
    title: { ko: '전문가 검토 배정', en: 'Examination assigned' },
    text: {
      ko: '디지털서비스 심사 건의 전문가로 배정되었습니다. 기한까지 검토서를 제출해 주시기 바랍니다.',
      en: 'You are an examiner of a case. Please submit the examination by the day due.',
    },
    rule: 'A-09',
  },
  EXAMINER_RELEASED: {
    title: { ko: '전문가 배정 해제', en: 'Examination no longer yours' },
    text: {
      ko: '디지털서비스 심사 건의 전문가 배정이 해제되었습니다. 더 하실 일은 없습니다.',
      en: 'You are no longer an examiner of the case. Nothing more is to be done.',
    },
    rule: 'A-09',
  },
} as const satisfies Readonly<
  Record<string, { readonly title: Bilingual; readonly text: Bilingual; readonly rule: string }>
>;

const toExaminer = (
  reason: keyof typeof texts,
  sub: string,
  { policy }: Moment,
  more: { readonly once?: string; readonly dueOn?: Day } = {},
): NoticeDraft => ({
  reason,
  to: personOf(sub),
  ...texts[reason],
  why: { ko: '심사 건의 전문가이므로 보내 드립니다.', en: 'You are an expert of the case.' },
  contact: policy['notices.desk'],
  ...more,
});

const lastDayOf = (deadlines: readonly Deadline[], key: string): { readonly dueOn?: Day } => {
  const deadline = deadlines.find((one) => one.key === key);
  return deadline === undefined ? {} : { dueOn: dayOf(new Date(Date.parse(deadline.dueAt) - 1)) };
};

/** What examiners are told (전문가 검토, §3.4). */
export const caseNotices: NoticeRules<object, CaseEvent> = {
  ExaminersInvited: ({ event: { data }, moment }) =>
    data.examinerIds.map((sub) => toExaminer('EXAMINER_INVITED', sub, moment)),
  ExaminersAssigned: ({ event: { data, at }, moment }) =>
    data.examinerIds.map((sub) =>
      toExaminer('EXAMINER_ASSIGNED', sub, moment, {
        once: at.toISOString(),
        ...lastDayOf(data.deadlines, 'EXAMINATION'),
      }),
    ),
  ExaminerReplaced: ({ event: { data, at }, moment }) => [
    toExaminer('EXAMINER_RELEASED', data.examinerId, moment, { once: at.toISOString() }),
    toExaminer('EXAMINER_ASSIGNED', data.replacementId, moment, {
      once: at.toISOString(),
      ...lastDayOf(data.deadlines, 'EXAMINATION'),
    }),
  ],
  ExaminerReleased: ({ event: { data, at }, moment }) => [
    toExaminer('EXAMINER_RELEASED', data.examinerId, moment, { once: at.toISOString() }),
  ],
};
