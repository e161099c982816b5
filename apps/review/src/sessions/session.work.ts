import type { Duty, Work } from '#common/aggregates/work.js';
import { personOf, roleOf } from '#common/kernel/addressee.js';
import { endOfDay } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { hasDeclared, isUndecided, mayCount, staysOf } from './domain/session.rules.js';
import type { AgendaItem, SessionState } from './domain/session.state.js';

const due = ({ deadlines }: SessionState, key: string): { readonly deadline?: Deadline } => {
  const deadline = deadlines.find((one) => one.key === key);
  return deadline === undefined ? {} : { deadline };
};

const sessionDay = ({ on }: SessionState): Deadline => ({
  key: 'SESSION_DAY',
  dueAt: endOfDay(on).toISOString(),
  basis: 'd',
  rule: '§11.2',
});

const secretary = [roleOf('SECRETARY')];

const chair = ({ roster }: SessionState) =>
  roster.filter(({ role }) => role === 'CHAIR').map(({ memberId }) => personOf(memberId));

/** Members in the room who may vote on an item. It stays a duty until the tally: nobody may know who has voted. */
const voters = (session: SessionState, item: AgendaItem): readonly string[] =>
  session.roster
    .filter((member) => item.cleared.includes(member.memberId) && mayCount(item, member))
    .map(({ memberId }) => memberId)
    .filter((memberId) => staysOf(session, memberId).some(({ to }) => to === undefined));

const toDeclare = ({ roster, agenda }: SessionState): readonly Duty[] => {
  const open = agenda.filter(isUndecided);
  const people = roster.filter(({ memberId }) => open.some((item) => !hasDeclared(item, memberId)));
  return people.map(({ memberId }) => ({ for: [personOf(memberId)] }));
};

const toVote = (session: SessionState): readonly Duty[] =>
  session.agenda
    .filter(({ status }) => status === 'VOTING')
    .map((item) => ({ for: voters(session, item).map(personOf), part: String(item.item) }));

/** What waits for the secretary, the chair, the members and the ministry (§11.2). */
export const sessionWork: Work<SessionState> = {
  about: ({ no }) => `제${no}차 심사위원회`,
  tasks: {
    NOTICE_SESSION: {
      title: { ko: '회의 소집 통지', en: 'Notice the session' },
      operation: 'noticeSession',
      waits: ({ status }) => (status === 'PLANNED' || status === 'ADJOURNED' ? [{ for: secretary }] : []),
    },
    DECLARE_CONFLICT: {
      title: { ko: '이해관계 신고', en: 'Declare conflicts of interest' },
      operation: 'declareConflict',
      waits: (session) => (session.status === 'NOTICED' || session.status === 'OPEN' ? toDeclare(session) : []),
    },
    OPEN_SESSION: {
      title: { ko: '개회', en: 'Open the session' },
      operation: 'openSession',
      waits: (session) =>
        session.status === 'NOTICED' ? [{ for: chair(session), deadline: sessionDay(session) }] : [],
    },
    CAST_VOTE: {
      title: { ko: '표결', en: 'Cast your vote' },
      operation: 'castVote',
      waits: (session) => (session.status === 'OPEN' ? toVote(session) : []),
    },
    CLOSE_SESSION: {
      title: { ko: '폐회', en: 'Close the session' },
      operation: 'closeSession',
      waits: (session) =>
        session.status === 'OPEN' && !session.agenda.some(isUndecided)
          ? [{ for: chair(session), deadline: sessionDay(session) }]
          : [],
    },
    DRAFT_MINUTES: {
      title: { ko: '회의록 작성', en: 'Draft the minutes' },
      operation: 'draftMinutes',
      waits: (session) =>
        session.status === 'CLOSED' && session.minutes === undefined
          ? [{ for: secretary, ...due(session, 'MINUTES') }]
          : [],
      tellsOverdue: true,
    },
    CONFIRM_MINUTES: {
      title: { ko: '회의록 확정', en: 'Confirm the minutes' },
      operation: 'confirmMinutes',
      waits: (session) =>
        session.status === 'CLOSED' && session.minutes !== undefined
          ? [{ for: chair(session), ...due(session, 'MINUTES') }]
          : [],
      tellsOverdue: true,
    },
    PUBLISH_SESSION: {
      title: { ko: '심사 결과 공표', en: 'Publish the session' },
      operation: 'publishSession',
      waits: (session) =>
        session.status === 'MINUTES_CONFIRMED' ? [{ for: [roleOf('MINISTRY')], ...due(session, 'PUBLICATION') }] : [],
      tellsOverdue: true,
    },
  },
};
