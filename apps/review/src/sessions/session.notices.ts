import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import { personOf, roleOf, type Addressee } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import type { SessionEvent } from './domain/session.events.js';
import type { Convocation, SessionState } from './domain/session.state.js';

const numbered = (no: number): string => `제${no}차 심사위원회`;

const whenAndWhere = ({ on, time, place }: Convocation): Bilingual => ({
  ko: `일시: ${on} ${time}. 장소: ${place}.`,
  en: `When: ${on} ${time}. Where: ${place}.`,
});

interface Texts {
  readonly title: Bilingual;
  readonly text: Bilingual;
}

const convened = (no: number, convocation: Convocation): Texts => ({
  title: { ko: `${numbered(no)} 소집`, en: `Session ${no}: convened` },
  text: {
    ko: `${numbered(no)}를 소집합니다. ${whenAndWhere(convocation).ko} 안건을 보고 이해관계를 신고해 주시기 바랍니다.`,
    en: `Session ${no} of the committee is convened. ${whenAndWhere(convocation).en} Please declare on each item.`,
  },
});

const moved = (no: number, convocation: Convocation): Texts => ({
  title: { ko: `${numbered(no)} 다시 소집`, en: `Session ${no}: convened anew` },
  text: {
    ko: `${numbered(no)}를 다시 소집합니다. ${whenAndWhere(convocation).ko}`,
    en: `Session ${no} of the committee is convened anew. ${whenAndWhere(convocation).en}`,
  },
});

const adjourned = (no: number): Texts => ({
  title: { ko: `${numbered(no)} 유회`, en: `Session ${no}: no quorum` },
  text: {
    ko: `${numbered(no)}는 정족수가 차지 않아 열리지 못했습니다. 다시 소집하면 알려 드립니다.`,
    en: `Session ${no} of the committee had no quorum. You are told when it is convened anew.`,
  },
});

const cancelled = (no: number): Texts => ({
  title: { ko: `${numbered(no)} 취소`, en: `Session ${no}: called off` },
  text: {
    ko: `${numbered(no)}가 취소되었습니다.`,
    en: `Session ${no} of the committee is called off.`,
  },
});

const publicationDue = (no: number, day: string): Texts => ({
  title: { ko: `${numbered(no)} 결과 공표`, en: `Session ${no}: publication due` },
  text: {
    ko: `${numbered(no)}의 회의록이 확정되었습니다. ${day}까지 결과를 공표해 주시기 바랍니다.`,
    en: `The minutes of session ${no} are confirmed. Please publish it by ${day}.`,
  },
});

const MEMBER = { ko: '심사위원이므로 보내 드립니다.', en: 'You are a member of the committee.' };
const MINISTRY = { ko: '결과를 공표하는 기관이므로 보내 드립니다.', en: 'Your ministry publishes the result.' };

/** Once for each member and convocation. */
function toMembers(
  reason: string,
  { roster, convocations }: SessionState,
  { policy }: Moment,
  texts: Texts,
): readonly NoticeDraft[] {
  return roster.map(({ memberId }) => ({
    reason,
    to: personOf(memberId),
    once: String(convocations.length),
    ...texts,
    why: MEMBER,
    rule: 'S1 Art. 15-3',
    contact: policy['notices.desk'],
  }));
}

const MINISTRIES: Addressee = roleOf('MINISTRY');

/** What members and the ministry are told of a session (소집 통지, §3.1). */
export const sessionNotices: NoticeRules<SessionState, SessionEvent> = {
  SessionNoticed: ({ event: { details }, state, moment }) => {
    const { convocation } = details;
    return convocation.n === 1
      ? toMembers('SESSION_NOTICED', state, moment, convened(state.no, convocation))
      : toMembers('SESSION_MOVED', state, moment, moved(state.no, convocation));
  },
  // Appointed after the notice, a member is told at once. The event comes for a changed term or role as well: a
  // member on the roster has been told.
  MemberJoined: ({ event: { data }, before, state, moment }) => {
    const convocation = state.convocations.at(-1);
    const isKnown = before?.roster.some(({ memberId }) => memberId === data.memberId) === true;
    if (convocation === undefined || isKnown) return [];
    const joined = { ...state, roster: state.roster.filter(({ memberId }) => memberId === data.memberId) };
    return toMembers('SESSION_NOTICED', joined, moment, convened(state.no, convocation));
  },
  SessionAdjourned: ({ state, moment }) => toMembers('SESSION_ADJOURNED', state, moment, adjourned(state.no)),
  SessionCancelled: ({ state, moment }) => toMembers('SESSION_CANCELLED', state, moment, cancelled(state.no)),
  MinutesConfirmed: ({ event: { details }, state: { no }, moment: { policy } }) => {
    const deadline = details.deadlines.find(({ key }) => key === 'PUBLICATION');
    if (deadline === undefined) return [];
    const dueOn = dayOf(new Date(Date.parse(deadline.dueAt) - 1));
    const texts = publicationDue(no, dueOn);
    const contact = policy['notices.desk'];
    return [{ reason: 'PUBLICATION_DUE', to: MINISTRIES, ...texts, why: MINISTRY, rule: 'A-21', dueOn, contact }];
  },
};
