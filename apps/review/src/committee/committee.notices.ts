import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import { personOf } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Moment } from '#common/kernel/clock.js';
import type { CommitteeEvent } from './domain/committee.events.js';
import type { CommitteeState } from './domain/committee.state.js';

interface Texts {
  readonly title: Bilingual;
  readonly text: Bilingual;
}

export const committeeNoticeTexts = {
  MEMBER_APPOINTED: ({ termFrom, termTo }) => ({
    title: { ko: '디지털서비스 심사위원 위촉', en: 'Appointed to the review committee' },
    text: {
      ko: `디지털서비스 심사위원회 위원으로 ${termTo === undefined ? `${termFrom}부터` : `${termFrom}부터 ${termTo}까지`} 위촉되었습니다.`,
      en: `You are a member of the review committee from ${termFrom}${termTo === undefined ? '' : ` to ${termTo}`}.`,
    },
  }),
  MEMBER_DISMISSED: ({ termFrom }) => ({
    title: { ko: '디지털서비스 심사위원 해촉', en: 'No longer a member of the review committee' },
    text: {
      ko: `${termFrom}부터 디지털서비스 심사위원회 위원이 아닙니다.`,
      en: `You are no longer a member of the review committee from ${termFrom} on.`,
    },
  }),
} satisfies Readonly<Record<string, (term: { readonly termFrom: string; readonly termTo?: string }) => Texts>>;

const told = (
  reason: keyof typeof committeeNoticeTexts,
  sub: string,
  term: { readonly termFrom: string; readonly termTo?: string },
  { policy }: Moment,
): readonly NoticeDraft[] => [
  {
    reason,
    to: personOf(sub),
    once: term.termFrom,
    ...committeeNoticeTexts[reason](term),
    why: { ko: '심사위원 위촉에 관한 일이므로 보내 드립니다.', en: 'It is about your office in the committee.' },
    rule: 'S1 Art. 15-3',
    contact: policy['notices.desk'],
  },
];

/** What a member is told of their office (위촉·해촉, §3.1). Why a member was dismissed is about the person: not here. */
export const committeeNotices: NoticeRules<CommitteeState, CommitteeEvent> = {
  MemberAppointed: ({ event: { data }, moment }) => told('MEMBER_APPOINTED', data.memberId, data, moment),
  MemberDismissed: ({ event: { data }, moment }) =>
    told('MEMBER_DISMISSED', data.memberId, { termFrom: data.on }, moment),
};
