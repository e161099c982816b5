import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { Given, moment, refusalOf } from '../../testing/given.js';
import {
  addAgendaItem,
  adjournSession,
  cancelSession,
  castVote,
  closeSession,
  closeVoting,
  confirmMinutes,
  decideGroundE,
  declareConflict,
  deferItem,
  deliberate,
  draftMinutes,
  evolve,
  noticeSession,
  openSession,
  openVoting,
  planSession,
  publishSession,
  recordAttendance,
  recount,
  removeFromAgenda,
  strikeMember,
  type CaseForAgenda,
} from './session.js';
import type { SessionEvent } from './session.events.js';
import type { RosterMember, SessionState, Vote } from './session.state.js';
import { sessionType } from '../session.type.js';

const roster: readonly RosterMember[] = Array.from({ length: 20 }, (_, n) => ({
  memberId: n === 0 ? 'chair' : `member-${n}`,
  role: n === 0 ? 'CHAIR' : 'MEMBER',
  official: n < 10,
  ...(n >= 10 && { termTo: '2027-08-03' }),
}));
const inOffice = roster.map((member) => member.memberId);
const presidency = { chairId: 'chair', actingChairId: 'member-1' };
const byChair = { by: 'chair', presidency };

const caseNo = (n: number, change: Partial<CaseForAgenda> = {}): CaseForAgenda => ({
  caseId: `018f6f2a-0000-7000-8000-00000000010${n}`,
  applicationId: `018f6f2a-0000-7000-8000-00000000020${n}`,
  serviceName: `서비스 ${n}`,
  supplierName: `제공기업 ${n}`,
  acceptedOn: '2025-08-12',
  deferrals: 0,
  ready: true,
  ...change,
});

class Session extends Given<SessionState, SessionEvent> {
  constructor() {
    super(evolve, moment('2025-09-01 10:00'));
    const sessionId = '018f6f2a-0000-7000-8000-000000000006';
    this.record(planSession({ sessionId, no: 62, lastNo: 61, plannedBy: 'command-1' }, this.now));
  }

  at(text: string): this {
    this.now = moment(text);
    return this;
  }

  does<I>(decide: (state: SessionState, input: I, at: typeof this.now) => readonly SessionEvent[], input: I): this {
    this.record(decide(this.state, input, this.now));
    return this;
  }

  refuses<I>(
    decide: (state: SessionState, input: I, at: typeof this.now) => readonly SessionEvent[],
    input: I,
  ): string {
    return refusalOf(() => decide(this.state, input, this.now));
  }

  /** Noticed for 19 September with items on its agenda. */
  noticed(...cases: readonly CaseForAgenda[]): this {
    for (const each of cases) this.does(addAgendaItem, each);
    return this.at('2025-09-11 10:00').does(noticeSession, { time: '14:00', place: '세종', roster });
  }

  /** `present` members come on the day, all without conflicts, except who is recused on item 1. */
  opened(present: number, recused: readonly string[] = []): this {
    this.at('2025-09-19 14:00');
    for (const { memberId } of roster.slice(0, present)) {
      this.does(recordAttendance, { memberId }).declares(memberId, recused);
    }
    return this.does(openSession, { ...byChair, inOffice });
  }

  declares(memberId: string, recused: readonly string[] = []): this {
    const items = this.state.agenda.map(
      ({ item }) => ({ item, ground: item === 1 && recused.includes(memberId) ? 'B' : 'NONE' }) as const,
    );
    return this.does(declareConflict, { memberId, by: memberId, items });
  }

  votingOn(item: number): this {
    return this.does(deliberate, { ...byChair, item }).does(openVoting, { ...byChair, item });
  }

  votes(item: number, ...votes: readonly (readonly [member: number, vote: Vote])[]): this {
    for (const [n, vote] of votes) {
      const memberId = roster[n]?.memberId ?? '';
      this.does(castVote, { item, memberId, by: memberId, vote, ...(vote === 'NO' && { reason: '보안 미흡' }) });
    }
    return this;
  }

  counts(item: number): this {
    return this.does(closeVoting, { ...byChair, item });
  }

  item(no: number) {
    const found = this.state.agenda[no - 1];
    if (found === undefined) throw new Error(`No item ${no}`);
    return found;
  }
}

const votesOf = (yes: number, no: number, from = 0) =>
  Array.from({ length: yes + no }, (_, n) => [from + n, n < yes ? 'YES' : 'NO'] as const);

describe('planning and convening a session', () => {
  it('numbers sessions without a gap and takes the regular day unless there is a reason', () => {
    const plan = { sessionId: 'x', no: 62, lastNo: 61, plannedBy: 'c' };
    const now = moment('2025-09-01 10:00');
    expect(new Session().state).toMatchObject({ no: 62, status: 'PLANNED', on: '2025-09-19' });
    expect(refusalOf(() => planSession({ ...plan, no: 63 }, now))).toBe('SESSION_NO_NOT_NEXT');
    expect(refusalOf(() => planSession({ ...plan, on: '2025-09-10' }, now))).toBe('SESSION_DATE_REASON_REQUIRED');
    expect(refusalOf(() => planSession({ ...plan, on: '2025-09-01', dateReason: '당일' }, now))).toBe(
      'SESSION_DATE_PAST',
    );
  });

  it('gives seven clear days, neither end counted; urgent notice the day before', () => {
    const notice = { on: '2025-09-10', time: '14:00', place: '세종', dateReason: '위원 일정', roster };
    expect(new Session().at('2025-09-02 23:59').does(noticeSession, notice).state.status).toBe('NOTICED');
    const late = new Session().at('2025-09-03 00:00');
    expect(late.refuses(noticeSession, notice)).toBe('NOTICE_TOO_SHORT');
    expect(late.at('2025-09-09 10:00').does(noticeSession, { ...notice, urgentReason: '긴급' }).state.status).toBe(
      'NOTICED',
    );
    const sameDay = new Session().at('2025-09-10 09:00');
    expect(sameDay.refuses(noticeSession, { ...notice, urgentReason: '긴급' })).toBe('NOTICE_TOO_SHORT');
  });

  it('convenes at most twenty, half of them non-officials', () => {
    const notice = (members: readonly RosterMember[]) => ({ time: '14:00', place: '세종', roster: members });
    const session = new Session();
    expect(session.refuses(noticeSession, notice([]))).toBe('ROSTER_SIZE');
    expect(session.refuses(noticeSession, notice([...roster, ...roster.slice(0, 1)]))).toBe('ROSTER_SIZE');
    expect(session.refuses(noticeSession, notice(roster.slice(0, 19)))).toBe('NON_OFFICIALS_TOO_FEW');
  });

  it('is adjourned when ten of twenty come; the items are carried and pending again after the next notice', () => {
    const session = new Session().does(addAgendaItem, caseNo(1)).at('2025-09-01 11:00');
    session.does(noticeSession, { on: '2025-09-10', time: '14:00', place: '세종', dateReason: '일정', roster });
    session.at('2025-09-10 14:00');
    for (const { memberId } of roster.slice(0, 10)) session.does(recordAttendance, { memberId }).declares(memberId);
    expect(session.refuses(openSession, { ...byChair, inOffice })).toBe('QUORUM_NOT_MET');
    session.does(adjournSession, inOffice);
    expect(session.item(1).status).toBe('CARRIED');
    expect(session.state.convocations[0]?.adjourned).toMatchObject({ members: 20, present: 10 });
    session.at('2025-09-12 10:00');
    const again = { on: '2025-09-19', time: '14:00', place: '세종', roster };
    expect(session.refuses(noticeSession, again)).toBe('NOTICE_TOO_SHORT');
    session.at('2025-09-11 10:00').does(noticeSession, again);
    expect(session.item(1)).toMatchObject({ status: 'PENDING', deferrals: 0 });
    expect(session.state).toMatchObject({ status: 'NOTICED', no: 62, attendance: [] });
  });

  it('counts the members still in office: the quorum falls with those who left', () => {
    const session = new Session().noticed(caseNo(1)).at('2025-09-19 14:00');
    for (const { memberId } of roster.slice(0, 10)) session.does(recordAttendance, { memberId }).declares(memberId);
    session.does(openSession, { ...byChair, inOffice: inOffice.slice(0, 19) });
    expect(session.state).toMatchObject({ status: 'OPEN' });
    expect(session.state.roster).toHaveLength(19);
  });

  it('is called off by the chair, which frees its cases', () => {
    const session = new Session().noticed(caseNo(1));
    session.does(cancelSession, { ...byChair, reason: '안건 부족' });
    expect(session.state.status).toBe('CANCELLED');
    expect(session.history.at(-1)).toMatchObject({ type: 'AgendaItemReleased', data: { why: 'SESSION_CANCELLED' } });
    expect(sessionType.claims?.(session.state)).toEqual([]);
  });
});

describe('the agenda', () => {
  it('takes examined cases accepted by the cut-off until it freezes', () => {
    const session = new Session();
    expect(session.refuses(addAgendaItem, caseNo(1, { ready: false }))).toBe('CASE_NOT_READY');
    expect(session.refuses(addAgendaItem, caseNo(1, { acceptedOn: '2025-09-01' }))).toBe('AFTER_CUT_OFF');
    session.does(addAgendaItem, caseNo(1, { acceptedOn: '2025-08-29' }));
    expect(session.refuses(addAgendaItem, caseNo(1))).toBe('CASE_ON_AGENDA');
    expect(session.at('2025-09-17 17:59').refuses(addAgendaItem, caseNo(2))).toBe('nothing refused');
    expect(session.at('2025-09-17 18:00').refuses(addAgendaItem, caseNo(2))).toBe('AGENDA_FROZEN');
  });

  it('lets a withdrawn case go until its item is counted', () => {
    const session = new Session()
      .noticed(caseNo(1), caseNo(2))
      .opened(14)
      .votingOn(1)
      .votes(1, ...votesOf(8, 6));
    const voting = session.record(removeFromAgenda(session.state, caseNo(1).caseId));
    expect(voting).toEqual(['AgendaItemReleased']);
    expect(session.item(1)).toMatchObject({ status: 'REMOVED', votes: [] });
    session
      .votingOn(2)
      .votes(2, ...votesOf(8, 6))
      .counts(2);
    expect(session.record(removeFromAgenda(session.state, caseNo(2).caseId))).toEqual(['AgendaRemovalRefused']);
    expect(session.item(2).status).toBe('SELECTED');
  });
});

describe('who stands aside', () => {
  it('has no vote on that item, and counts to open the session', () => {
    const session = new Session().noticed(caseNo(1)).opened(11, ['member-3']).votingOn(1);
    const ballot = { item: 1, memberId: 'member-3', by: 'member-3', vote: 'YES' } as const;
    expect(session.refuses(castVote, ballot)).toBe('MEMBER_RECUSED');
    expect(session.counts(1).item(1).tally?.eligible).toBe(10);
    expect(session.item(1).recusals[0]).toMatchObject({ type: 'SELF_RECUSAL', ground: 'B' });
    expect(session.item(1).recusals[0]?.outAt).toBeDefined();
    expect(session.item(1).recusals[0]?.inAt).toBeDefined();
  });

  it('loses a vote already cast, and does not come back once the committee sits', () => {
    const session = new Session().noticed(caseNo(1)).opened(14).votingOn(1).votes(1, [2, 'YES']);
    const declaration = (ground: 'A' | 'NONE') => ({
      memberId: 'member-2',
      by: 'member-2',
      items: [{ item: 1, ground }],
    });
    session.does(declareConflict, declaration('A'));
    expect(session.item(1).votes).toEqual([]);
    expect(session.refuses(declareConflict, declaration('NONE'))).toBe('RECUSAL_STANDS');
  });

  it('leaves a declaration that says nothing new on record, so that its command is known when it comes again', () => {
    const session = new Session().noticed(caseNo(1));
    const { memberId } = roster[1] as RosterMember;
    const clear = { memberId, by: memberId, items: [{ item: 1, ground: 'NONE' as const }] };
    session.does(declareConflict, clear);
    const before = session.state;
    session.does(declareConflict, clear);
    expect(session.history.slice(-2).map(({ type }) => type)).toEqual(['RecusalsSettled', 'DeclarationRepeated']);
    expect(session.state).toEqual(before);
  });

  it('is decided by the others when the case is only comparable (ground e)', () => {
    const session = new Session().noticed(caseNo(1)).opened(11);
    const resolution = { ...byChair, item: 1, memberId: 'member-4', yes: 6, no: 4, abstain: 0, reason: '유사 사례' };
    expect(session.refuses(decideGroundE, { ...resolution, yes: 7 })).toBe('VOTES_DO_NOT_ADD_UP');
    session.does(decideGroundE, resolution);
    expect(session.item(1).recusals).toEqual([
      expect.objectContaining({ memberId: 'member-4', type: 'COMMITTEE_RESOLUTION', ground: 'E' }),
    ]);
    const notPassed = { ...resolution, memberId: 'member-5', yes: 4, no: 4, abstain: 1 };
    session.does(decideGroundE, notPassed);
    expect(session.item(1).recusals).toHaveLength(1);
  });

  it('opens no session before every present member has declared on each item', () => {
    const session = new Session().noticed(caseNo(1)).at('2025-09-19 14:00');
    for (const { memberId } of roster.slice(0, 11)) session.does(recordAttendance, { memberId });
    for (const { memberId } of roster.slice(0, 10)) session.declares(memberId);
    expect(session.refuses(openSession, { ...byChair, inOffice })).toBe('DECLARATION_MISSING');
    expect(session.declares('member-10').refuses(openSession, { ...byChair, inOffice })).toBe('nothing refused');
  });
});

describe('presiding', () => {
  it('is for the chair; for the acting chair only while the chair is away or recused on the item', () => {
    const byActing = { by: 'member-1', presidency };
    const present = new Session().noticed(caseNo(1)).opened(14);
    expect(present.refuses(deliberate, { ...byActing, item: 1 })).toBe('FORBIDDEN');
    expect(present.refuses(deliberate, { by: 'member-2', presidency, item: 1 })).toBe('FORBIDDEN');
    const recused = new Session().noticed(caseNo(1)).opened(14, ['chair']);
    expect(recused.refuses(deliberate, { ...byChair, item: 1 })).toBe('FORBIDDEN');
    expect(recused.refuses(deliberate, { ...byActing, item: 1 })).toBe('nothing refused');
    const left = present
      .at('2025-09-19 15:00')
      .does(recordAttendance, { memberId: 'chair', to: '2025-09-19T06:00:00Z' });
    expect(left.refuses(deliberate, { ...byActing, item: 1 })).toBe('nothing refused');
  });

  it('opens on the day only', () => {
    const session = new Session().noticed(caseNo(1));
    expect(session.refuses(openSession, { ...byChair, inOffice })).toBe('NOT_SESSION_DAY');
    expect(session.refuses(recordAttendance, { memberId: 'chair' })).toBe('NOT_SESSION_DAY');
    expect(session.at('2025-09-20 10:00').refuses(openSession, { ...byChair, inOffice })).toBe('NOT_SESSION_DAY');
  });
});

describe('voting', () => {
  it('selects with more than half of those eligible; an abstention does not help', () => {
    const outcome = (recused: readonly string[], votes: ReturnType<typeof votesOf>) => {
      const session = new Session()
        .noticed(caseNo(1))
        .opened(14, recused)
        .votingOn(1)
        .votes(1, ...votes)
        .counts(1);
      return session.item(1).status;
    };
    expect(outcome(['member-13'], votesOf(7, 6))).toBe('SELECTED');
    expect(outcome(['member-13'], votesOf(6, 6))).toBe('NOT_SELECTED');
    expect(outcome([], votesOf(8, 0))).toBe('SELECTED');
    expect(outcome([], votesOf(7, 0))).toBe('NOT_SELECTED');
  });

  it('may be changed until the count, and is sealed by it', () => {
    const session = new Session().noticed(caseNo(1)).opened(14).votingOn(1);
    session.votes(1, [2, 'NO'], [2, 'YES'], [3, 'ABSTAIN']);
    expect(session.item(1).votes).toHaveLength(2);
    session.counts(1);
    expect(session.item(1)).toMatchObject({ votes: [], tally: { eligible: 14, yes: 1, no: 0, abstain: 1 } });
    const late = { item: 1, memberId: 'member-4', by: 'member-4', vote: 'YES' } as const;
    expect(session.refuses(castVote, late)).toBe('VOTING_NOT_OPEN');
  });

  it('is personal, reasoned when against, and for those in the room and in term', () => {
    const session = new Session().noticed(caseNo(1)).opened(14).votingOn(1);
    const ballot = { item: 1, memberId: 'member-2', by: 'member-2', vote: 'NO' } as const;
    expect(session.refuses(castVote, { ...ballot, by: 'member-3' })).toBe('FORBIDDEN');
    expect(session.refuses(castVote, ballot)).toBe('VOTE_REASON_REQUIRED');
    expect(session.refuses(castVote, { ...ballot, memberId: 'member-19', by: 'member-19', vote: 'YES' })).toBe(
      'MEMBER_NOT_ELIGIBLE',
    );
  });

  it('counts a member until the end of the day on which the term ends', () => {
    const ending = roster.map((member) =>
      member.memberId === 'member-12' ? { ...member, termTo: '2025-09-19' } : member,
    );
    const session = new Session().does(addAgendaItem, caseNo(1)).at('2025-09-11 10:00');
    session.does(noticeSession, { time: '14:00', place: '세종', roster: ending }).opened(14).votingOn(1);
    expect(session.votes(1, [12, 'YES']).item(1).votes).toHaveLength(1);
    session.at('2025-09-20 00:00').counts(1);
    expect(session.item(1).tally).toMatchObject({ eligible: 13, yes: 0 });
  });

  it('defers an item with fewer than three eligible, and carries it when it was deferred before', () => {
    const others = inOffice.slice(2, 14);
    const once = new Session().noticed(caseNo(1)).opened(14, others).votingOn(1).counts(1);
    expect(once.item(1)).toMatchObject({ status: 'DEFERRED', deferral: { answerDueOn: '2025-10-10' } });
    const again = new Session()
      .noticed(caseNo(1, { deferrals: 1 }))
      .opened(14, others)
      .votingOn(1)
      .counts(1);
    expect(again.item(1).status).toBe('CARRIED');
  });

  it('does not count a member who left the committee meanwhile', () => {
    const session = new Session()
      .noticed(caseNo(1))
      .opened(14)
      .votingOn(1)
      .votes(1, ...votesOf(8, 6));
    session.record(strikeMember(session.state, 'member-3'));
    expect(session.counts(1).item(1).tally).toEqual({ eligible: 13, yes: 7, no: 6, abstain: 0 });
    expect(recount(session.history, 1)?.agrees).toBe(true);
    expect(strikeMember(session.state, 'member-3')).toEqual([]);
  });

  it('is deferred by the chair once per application, with a list for the supplier', () => {
    const session = new Session().noticed(caseNo(1), caseNo(2, { deferrals: 1 })).opened(14);
    session.does(deliberate, { ...byChair, item: 1 }).does(deliberate, { ...byChair, item: 2 });
    const deferral = { ...byChair, item: 1, reason: '자료 부족', requests: ['재무제표'] };
    expect(session.refuses(deferItem, { ...deferral, requests: [] })).toBe('REQUESTS_MISSING');
    expect(session.refuses(deferItem, { ...deferral, item: 2 })).toBe('DEFERRED_ALREADY');
    expect(session.does(deferItem, deferral).item(1)).toMatchObject({ status: 'DEFERRED', decidedOn: '2025-09-19' });
  });

  it('is recounted by the auditor from the sealed history', () => {
    const session = new Session()
      .noticed(caseNo(1))
      .opened(14, ['member-13'])
      .votingOn(1)
      .votes(1, ...votesOf(7, 6))
      .counts(1);
    const tally = { eligible: 13, yes: 7, no: 6, abstain: 0 };
    expect(recount(session.history, 1)).toEqual({ item: 1, recorded: tally, recounted: tally, agrees: true });
    const forged = session.history.map((event) =>
      event.type === 'VoteCast' && event.data.memberId === 'member-8'
        ? { ...event, data: { ...event.data, vote: 'YES' as const } }
        : event,
    );
    expect(recount(forged, 1)?.agrees).toBe(false);
    expect(recount(session.history, 2)).toBeUndefined();
  });

  it('never counts a recused or absent member, whatever happens in whatever order', () => {
    const member = fc.integer({ min: 1, max: 15 });
    const step = fc.oneof(
      fc.record({ what: fc.constant('vote' as const), member, vote: fc.constantFrom<Vote>('YES', 'NO', 'ABSTAIN') }),
      fc.record({ what: fc.constant('recuse' as const), member }),
      fc.record({ what: fc.constant('leave' as const), member }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const session = new Session().noticed(caseNo(1)).opened(14).votingOn(1).at('2025-09-19 15:00');
        const out = new Set<string>();
        const valid = new Map<string, Vote>();
        for (const each of steps) {
          const memberId = `member-${each.member}`;
          if (each.what === 'vote') {
            const ballot = { item: 1, memberId, by: memberId, vote: each.vote, reason: '사유' };
            if (session.refuses(castVote, ballot) !== 'nothing refused') continue;
            session.does(castVote, ballot);
            valid.set(memberId, each.vote);
          } else if (each.what === 'recuse') {
            session.does(declareConflict, { memberId, by: memberId, items: [{ item: 1, ground: 'A' as const }] });
            out.add(memberId);
          } else {
            session.does(recordAttendance, {
              memberId,
              to: session.now.at.toISOString(),
              from: '2025-09-19T05:00:00Z',
            });
            out.add(memberId);
          }
          if (out.has(memberId)) valid.delete(memberId);
        }
        session.counts(1);
        const inTheRoom = 14 - [...out].filter((id) => inOffice.slice(0, 14).includes(id)).length;
        const yes = [...valid.values()].filter((vote) => vote === 'YES').length;
        expect(session.item(1).tally).toMatchObject({ eligible: inTheRoom, yes });
      }),
      propertyRuns(60),
    );
  });
});

describe('closing, minutes and publication', () => {
  const decided = () =>
    new Session()
      .noticed(caseNo(1), caseNo(2))
      .opened(14)
      .votingOn(1)
      .votes(1, ...votesOf(8, 6))
      .counts(1);

  it('closes when every item is decided, or the rest is carried with a reason', () => {
    const session = decided();
    expect(session.refuses(closeSession, byChair)).toBe('ITEMS_UNDECIDED');
    session.does(closeSession, { ...byChair, carryReason: '시간 부족' });
    expect(session.state.agenda.map((item) => item.status)).toEqual(['SELECTED', 'CARRIED']);
    expect(session.history.at(-1)).toMatchObject({ type: 'AgendaItemReleased', data: { item: 2, why: 'CARRIED' } });
    expect(sessionType.claims?.(session.state).map((claim) => claim.key)).toEqual([`case:${caseNo(1).caseId}`]);
    expect(session.state.deadlines).toMatchObject([{ key: 'MINUTES', dueAt: '2025-09-24T15:00:00.000Z' }]);
  });

  it('states why an item was not selected, is confirmed by the chair, and published by the ministry', () => {
    const session = decided()
      .votingOn(2)
      .votes(2, ...votesOf(7, 7))
      .counts(2)
      .does(closeSession, byChair);
    expect(session.refuses(confirmMinutes, { ...byChair, hash: 'a'.repeat(64) })).toBe('MINUTES_NOT_DRAFTED');
    const draft = (reasons: readonly string[]) => ({ summary: '회의 결과', items: [{ item: 2, reasons }] });
    expect(session.refuses(draftMinutes, draft([]))).toBe('REASONS_MISSING');
    session.does(draftMinutes, draft(['보안 미흡']));
    expect(session.refuses(publishSession, { number: '제62호', on: '2025-09-19' })).toBe('MINUTES_NOT_CONFIRMED');
    session.does(confirmMinutes, { ...byChair, hash: 'a'.repeat(64) });
    expect(session.refuses(draftMinutes, draft(['다른 사유']))).toBe('MINUTES_NOT_DUE');
    expect(session.refuses(publishSession, { number: '제62호', on: '2025-09-20' })).toBe('SELECTION_ACT_DATE');
    session.does(publishSession, { number: '제62호', on: '2025-09-19' });
    expect(session.history.at(-1)?.data).toMatchObject({
      selected: [{ serviceName: '서비스 1', tally: { eligible: 14, yes: 8, no: 6, abstain: 0 } }],
      counts: { selected: 1, notSelected: 1, deferred: 0, carried: 0 },
    });
    expect(sessionType.claims?.(session.state)).toEqual([]);
  });
});
