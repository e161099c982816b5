import { addDays, type Day } from '#common/kernel/day.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import type { Decide } from '#testing/specification.js';
import { expectExactEdges, type Dice } from '#testing/walk.js';
import { sessionType } from '../session.type.js';
import { sessionView, SessionView } from '../session.view.js';
import {
  bound,
  byChair,
  caseNo,
  declaring,
  nothing,
  planned,
  roster,
  testBox,
  testSeal,
  paper,
} from '../testing/session.steps.js';
import { recordAttendance, strikeMember } from './attending.js';
import { adjournSession, cancelSession, noticeSession } from './convening.js';
import { confirmMinutes, draftMinutes, publishSession } from './minuting.js';
import type { SessionEvent } from './session.events.js';
import { VOTES, type SessionState } from './session.state.js';
import { addAgendaItem, removeFromAgenda } from './setting-agenda.js';
import { closeSession, deferItem, deliberate, openSession, openVoting } from './sitting.js';
import { castVote, closeVoting } from './voting.js';

type Rule = Decide<SessionState, SessionEvent>;

/** Four members, two of them officials: three make a quorum, and three may vote. */
const few = roster.filter(({ memberId }) => ['chair', 'member-1', 'member-10', 'member-11'].includes(memberId));
const ids = few.map(({ memberId }) => memberId);

const calendar = koreanCalendar(PolicyTable.defaults);
const momentOn = (day: Day): Moment => momentAt(new Date(`${day}T14:00:00+09:00`), PolicyTable.defaults, calendar);

/** A command given so many days after the day the session is convened for, whichever day that is. */
const days =
  (after: number, rule: Rule): Rule =>
  (state) =>
    rule(state, momentOn(addDays(state.on, after)));

/** What would end a walk too early comes one time in five. */
const seldom = (dice: Dice, rule: Rule): Rule => (dice(5) === 0 ? rule : () => []);

/** The members do the same thing one by one, all on the state before the first. */
const allOf =
  (rules: readonly Rule[]): Rule =>
  (state, moment) =>
    rules.flatMap((rule) => rule(state, moment));

const convening = ({ on, status }: SessionState): Rule => {
  const next: Day = status === 'PLANNED' ? on : addDays(on, 7);
  const urgent = { time: '14:00', place: '세종', dateReason: '일정', urgentReason: '긴급' };
  return (state) => noticeSession(state, { ...urgent, on: next, inOffice: () => few }, momentOn(addDays(next, -1)));
};

/** One of the items on which a vote is open; the first one otherwise. */
function votedOn({ agenda }: SessionState, dice: Dice): number {
  const open = agenda.filter(({ status }) => status === 'VOTING');
  return open[dice(Math.max(open.length, 1))]?.item ?? 1;
}

describe('A session and its agenda', () => {
  it('go exactly the ways of their diagrams', () => {
    const sees = {
      sub: 'm-1',
      now: new Date(0),
      box: testBox,
      inside: true,
      seesTallies: true,
      seesDeclarations: true,
    };
    expectExactEdges(sessionType, {
      views: [[SessionView, (state) => sessionView({ id: 's-1', version: 1, state }, sees)]],
      from: planned.given(bound(addAgendaItem, caseNo(1, { kind: 'OBJECTION' })), bound(addAgendaItem, caseNo(2))),
      commands: {
        add: (_, dice) => days(-9, bound(addAgendaItem, caseNo(3 + dice(5)))),
        notice: (state) => convening(state),
        gather: (_, dice) => {
          const present = ids.slice(0, 2 + dice(2));
          const recused = dice(2) === 0 ? [] : ids.slice(2);
          const coming = present.map((memberId) => bound(recordAttendance, { memberId }));
          return days(0, allOf([...ids.map((memberId) => declaring(memberId, recused)), ...coming]));
        },
        strike: (_, dice) => seldom(dice, bound(strikeMember, 'member-10')),
        adjourn: () =>
          days(
            0,
            bound(adjournSession, () => few),
          ),
        open: () => days(0, bound(openSession, { ...byChair, inOffice: () => few })),
        cancel: (_, dice) => days(0, seldom(dice, bound(cancelSession, { ...byChair, reason: '취소' }))),
        takeUp: ({ agenda }, dice) => {
          const item = 1 + dice(2);
          const isPending = agenda[item - 1]?.status === 'PENDING';
          return days(0, bound(isPending ? deliberate : openVoting, { ...byChair, item }));
        },
        vote: (voted, dice) => {
          const ballot = {
            item: votedOn(voted, dice),
            vote: VOTES[dice(2)] ?? 'ABSTAIN',
            reason: '사유',
            box: testBox,
          };
          const voting = ids.slice(0, 2);
          // Now and then one of them leaves instead, so that too few are left.
          const leaving: Rule = (state, moment) =>
            recordAttendance(state, { memberId: 'member-10', to: moment.at.toISOString() }, moment);
          if (dice(5) === 0) return days(0, leaving);
          return days(
            0,
            allOf(voting.map((memberId) => bound(castVote, { ...ballot, memberId, by: { sub: memberId } }))),
          );
        },
        tally: (state, dice) => days(0, bound(closeVoting, { ...byChair, item: votedOn(state, dice), box: testBox })),
        defer: (_, dice) =>
          days(0, bound(deferItem, { ...byChair, item: 1 + dice(2), reason: '자료 부족', requests: ['재무제표'] })),
        withdraw: (_, dice) => seldom(dice, bound(removeFromAgenda, caseNo(1 + dice(2)).caseId)),
        close: (_, dice) => days(0, seldom(dice, bound(closeSession, { ...byChair, carryReason: '시간 부족' }))),
        conclude: ({ on, agenda, status, minutes }) => {
          const items = agenda.map(({ item }) => ({ item, reasons: ['보안 미흡'] }));
          if (status === 'MINUTES_CONFIRMED')
            return days(0, bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on }));
          if (minutes === undefined) return days(0, bound(draftMinutes, { paper, summary: '회의 결과', items }));
          return days(0, bound(confirmMinutes, { ...byChair, seal: testSeal }));
        },
      },
      length: 80,
      walks: 4_000,
    });
  });

  it('begin with a plan and with nothing else', () => {
    expect(() => nothing.given([{ type: 'MemberStruck', data: { memberId: 'member-1' } }])).toThrow(
      'A history starts with SessionPlanned, not with MemberStruck.',
    );
  });
});
