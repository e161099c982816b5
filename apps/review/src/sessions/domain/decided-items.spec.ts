import fc from 'fast-check';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import { systemActor } from '#common/kernel/actor.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { startOfDay } from '#common/kernel/day.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { refusalOf, type Decide } from '#testing/specification.js';
import { bound, byChair, caseNo, paper, planned, roster, testSeal } from '../testing/session.steps.js';
import { admitMembers, recordAttendance, strikeMember } from './attending.js';
import type { Ballot, BallotBox } from './ballot-box.js';
import { adjournSession, cancelSession, noticeSession } from './convening.js';
import { contestExclusion, excludeMember } from './excluding.js';
import { confirmMinutes, draftMinutes, publishSession } from './minuting.js';
import { declareConflict } from './recusing.js';
import { reportConflict } from './reporting.js';
import { castRecusalVote, decideGroundE, openRecusalBallot } from './resolving.js';
import { draftSelectionAct } from './selecting.js';
import { evolve } from './session.evolve.js';
import type { SessionEvent } from './session.events.js';
import { VOTES, type AgendaItem, type SessionState } from './session.state.js';
import { addAgendaItem, noteExamination, removeFromAgenda, takeOffAgenda } from './setting-agenda.js';
import { closeSession, deferItem, deliberate, openSession, openVoting } from './sitting.js';
import { castVote, closeVoting } from './voting.js';

const DAY = '2025-09-19';
const calendar = koreanCalendar(PolicyTable.defaults);
const atMinute = (minute: number): Moment =>
  momentAt(new Date(startOfDay(DAY).getTime() + minute * 60_000), PolicyTable.defaults, calendar);

/** Four members, two of them officials: three make a quorum, and three may vote. */
const few = roster.filter(({ memberId }) => ['chair', 'member-1', 'member-10', 'member-11'].includes(memberId));
const ids = few.map(({ memberId }) => memberId);
const inOffice = () => few;

/** Sealing is proved elsewhere; here it would be most of the time. */
const box: BallotBox = {
  seal: (_, ballot) => JSON.stringify(ballot),
  open: (_, sealed) => JSON.parse(sealed) as Ballot,
};

/** What anybody may try; most of it is refused most of the time. */
interface Act {
  readonly what: keyof typeof acts;
  readonly item: number;
  readonly member: number;
  readonly other: number;
  readonly vote: number;
}

type Rule = Decide<SessionState, SessionEvent>;

const memberOf = (n: number): string => ids[n] ?? 'member-19';
const reason = '사유';

/** All members present vote, or as many as may. */
const votes =
  ({ item, vote, other }: Act): Rule =>
  (state, moment) => {
    const cast = (memberId: string, i: number) =>
      castVote(
        state,
        { item, memberId, by: { sub: memberId }, vote: VOTES[i < other ? vote : 0] ?? 'YES', reason, box },
        moment,
      );
    return ids.flatMap((memberId, i) => {
      let events: readonly SessionEvent[] = [];
      refusalOf(() => (events = cast(memberId, i)));
      return events;
    });
  };

/** What comes next of an item on its way to a decision; few sequences get there by chance. */
const proceeds =
  (act: Act): Rule =>
  (state, moment) => {
    const { item } = act;
    const { status, votes: cast = [] } = state.agenda[item - 1] ?? {};
    if (status === 'PENDING') return deliberate(state, { ...byChair, item }, moment);
    if (status === 'DELIBERATING') return openVoting(state, { ...byChair, item }, moment);
    return cast.length === 0 ? votes(act)(state, moment) : closeVoting(state, { ...byChair, item, box }, moment);
  };

const drafts: Rule = (state) =>
  draftMinutes(state, {
    paper,
    summary: '회의 결과',
    items: state.agenda.map(({ item }) => ({ item, reasons: [reason] })),
  });
const closing = { ...byChair, carryReason: '시간 부족' };
const publication = { printed: paper, by: 'ministry', number: '제62호', on: DAY };

/** What comes next of the session once the committee has sat. */
const concludes: Rule = (state, moment) => {
  if (state.status === 'OPEN') return closeSession(state, closing, moment);
  if (state.status === 'MINUTES_CONFIRMED') return publishSession(state, publication, moment);
  return state.minutes === undefined
    ? drafts(state, moment)
    : confirmMinutes(state, { ...byChair, seal: testSeal }, moment);
};

const acts = {
  conclude: () => concludes,
  proceed: proceeds,
  deliberate: ({ item }: Act) => bound(deliberate, { ...byChair, item }),
  openVoting: ({ item }: Act) => bound(openVoting, { ...byChair, item }),
  votes,
  vote: ({ item, member, vote }: Act) =>
    bound(castVote, {
      item,
      memberId: memberOf(member),
      by: { sub: memberOf(member) },
      vote: VOTES[vote] ?? 'NO',
      reason,
      box,
    }),
  count: ({ item }: Act) => bound(closeVoting, { ...byChair, item, box }),
  defer: ({ item }: Act) => bound(deferItem, { ...byChair, item, reason, requests: ['자료'] }),
  declare: ({ item, member, vote }: Act) =>
    bound(declareConflict, {
      memberId: memberOf(member),
      by: { sub: memberOf(member) },
      items: [{ item, ground: vote === 0 ? 'A' : 'NONE' } as const],
    }),
  exclude: ({ item, member }: Act) =>
    bound(excludeMember, { item, memberId: memberOf(member), ground: 'A', evidence: '계약서', by: 'SECRETARY' }),
  contest: ({ item, member }: Act) =>
    bound(contestExclusion, { item, memberId: memberOf(member), by: { sub: memberOf(member) }, reason }),
  ballot: ({ item, member }: Act) => bound(openRecusalBallot, { ...byChair, item, memberId: memberOf(member) }),
  voteOn: ({ item, member, other, vote }: Act) =>
    bound(castRecusalVote, {
      item,
      memberId: memberOf(member),
      voterId: memberOf(other),
      by: { sub: memberOf(other) },
      vote: VOTES[vote] ?? 'NO',
      box,
    }),
  resolve: ({ item, member }: Act) =>
    bound(decideGroundE, { ...byChair, item, memberId: memberOf(member), reason, box }),
  report: ({ item, member }: Act) =>
    bound(reportConflict, { item, memberId: memberOf(member), ground: 'B', evidence: '계약서' }),
  come: ({ member }: Act) => bound(recordAttendance, { memberId: memberOf(member) }),
  leave:
    ({ member }: Act) =>
    (state, moment) =>
      recordAttendance(state, { memberId: memberOf(member), to: moment.at.toISOString() }, moment),
  strike: ({ member }: Act) => bound(strikeMember, memberOf(member)),
  admit: () => (state) => admitMembers(state, inOffice),
  add: ({ item }: Act) => bound(addAgendaItem, caseNo(item)),
  takeOff: ({ item }: Act) => bound(takeOffAgenda, { item, reason }),
  withdraw: ({ item }: Act) => bound(removeFromAgenda, caseNo(item).caseId),
  examine: ({ item, vote }: Act) => bound(noteExamination, { caseId: caseNo(item).caseId, isComplete: vote === 0 }),
  adjourn: () => bound(adjournSession, inOffice),
  cancel: () => bound(cancelSession, { ...byChair, reason }),
  close: () => bound(closeSession, closing),
  draft: () => drafts,
  confirm: () => bound(confirmMinutes, { ...byChair, seal: testSeal }),
  act: () => bound(draftSelectionAct, { paper, by: 'ministry', number: '제62호', on: DAY }),
  publish: () => bound(publishSession, publication),
} satisfies Readonly<Record<string, (act: Act) => Rule>>;

const DECIDED: readonly AgendaItem['status'][] = ['SELECTED', 'NOT_SELECTED', 'DEFERRED', 'UPHELD', 'DISMISSED'];

/** What was decided, by whom and when; minutes and breaches are written later. */
const decisionOf = ({
  status,
  kind,
  tally,
  voters,
  decidedOn,
  barred,
  recusals,
  deferral,
  votes: cast,
}: AgendaItem) => ({
  status,
  kind,
  tally,
  voters,
  decidedOn,
  barred,
  recusals,
  requests: deferral?.requests,
  cast,
});

describe('Items that were decided', { timeout: 300_000 }, () => {
  const names = Object.keys(acts) as (keyof typeof acts)[];
  const act: fc.Arbitrary<Act> = fc.record({
    what: fc.oneof(
      { weight: 4, arbitrary: fc.constant('proceed' as const) },
      { weight: 2, arbitrary: fc.constantFrom(...names) },
    ),
    item: fc.integer({ min: 1, max: 4 }),
    member: fc.nat(4),
    other: fc.nat(4),
    vote: fc.nat(2),
  });
  // Once the committee has sat, what is left are minutes and the act of selection.
  const after = ['close', 'draft', 'confirm', 'act', 'publish', 'report', 'withdraw'] as const;
  const writing: fc.Arbitrary<Act> = fc
    .tuple(act, fc.oneof(fc.constant('conclude' as const), fc.constantFrom(...after), fc.constantFrom(...names)))
    .map(([one, what]) => ({ ...one, what }));

  it(
    '§11.6 (5): stay as they were, whatever the committee, the secretary and the ministry do afterwards',
    proves({ '11.6/5': closeVoting }),
    () => {
      const declared = [1, 2, 3].map((item) => ({ item, ground: 'NONE' as const }));
      const start = planned
        .given(
          bound(addAgendaItem, caseNo(1)),
          bound(addAgendaItem, caseNo(2, { kind: 'OBJECTION' })),
          bound(addAgendaItem, caseNo(3, { kind: 'REVOTE', revoteOf: { sessionNo: 61, outcome: 'SELECTED' } })),
        )
        .on('2025-09-11 10:00')
        .given(bound(noticeSession, { time: '14:00', place: '세종', inOffice }))
        .on('2025-09-19 14:00')
        .given(
          ...ids.flatMap((memberId) => [
            bound(declareConflict, { memberId, by: { sub: memberId }, items: declared }),
            bound(recordAttendance, { memberId }),
          ]),
          bound(openSession, { ...byChair, inOffice }),
        ).state;
      const met = new Map<string, number>();
      const runs = propertyRuns(10_000);
      fc.assert(
        fc.property(fc.array(act, { maxLength: 24 }), fc.array(writing, { maxLength: 10 }), (sits, writes) => {
          let state = start;
          let minute = 14 * 60;
          const decided = new Map<number, object>();
          const play = (rule: Rule) => {
            const moment = atMinute(++minute);
            let events: readonly SessionEvent[] = [];
            if (refusalOf(() => (events = rule(state, moment))) !== 'nothing refused') return;
            for (const event of events) {
              state = evolved(evolve, state, {
                ...event,
                at: moment.at,
                actor: systemActor('spec'),
              } as Recorded<SessionEvent>);
              for (const item of state.agenda) {
                const before = decided.get(item.item);
                if (before !== undefined) expect([event.type, decisionOf(item)]).toEqual([event.type, before]);
                else if (DECIDED.includes(item.status)) decided.set(item.item, decisionOf(item));
              }
            }
          };
          for (const one of [...sits, ...writes]) play(acts[one.what](one));
          for (const { status } of state.agenda) met.set(status, (met.get(status) ?? 0) + 1);
          met.set(state.status, (met.get(state.status) ?? 0) + 1);
        }),
        runs,
      );
      // Sessions that end in every way, or the property has looked at one side only.
      if (runs.numRuns < 1_000) return;
      for (const status of [...DECIDED, 'CARRIED', 'REMOVED', 'CLOSED', 'MINUTES_CONFIRMED', 'PUBLISHED'])
        expect([status, (met.get(status) ?? 0) > 0]).toEqual([status, true]);
    },
  );
});
