import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { refusalOf } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  declaring,
  inOffice,
  itemIn,
  members,
  notice,
  nothing,
  noticed,
  opened,
  planned,
  roster,
  testBox,
  voted,
  votesOf,
  votingOn,
  type Seat,
} from '../testing/session.steps.js';
import { SealedBallots } from '../sealed-ballots.js';
import { admitMembers, recordAttendance, strikeMember } from './attending.js';
import { noticeSession } from './convening.js';
import { excludeMember } from './excluding.js';
import { declareConflict } from './recusing.js';
import { openRecusalBallot } from './resolving.js';
import type { Vote } from './session.state.js';
import { addAgendaItem, removeFromAgenda } from './setting-agenda.js';
import { deferItem, deliberate, openVoting } from './sitting.js';
import { ballotOf } from './ballot-box.js';
import { castVote, closeVoting, recount } from './voting.js';
import { countedFor, ensureAllDeclared, mayCount, mayVote, passes } from './session.rules.js';

const SESSION = '018f6f2a-0000-7000-8000-000000000006';

/** Item 1 is being voted on, with fourteen present. */
const voting = (recused: readonly string[] = []) => votingOn(opened(noticed(caseNo(1)), 14, recused), 1);

describe('voting', () => {
  it(
    'selects with more than half of those eligible; an abstention does not help',
    proves({ '3.3/abstention': passes }),
    () => {
      const outcome = (recused: readonly string[], votes: readonly Seat[]) =>
        itemIn(counted(voted(voting(recused), 1, ...votes), 1), 1).status;
      expect(outcome(['member-13'], votesOf(7, 6))).toBe('SELECTED');
      expect(outcome(['member-13'], votesOf(6, 6))).toBe('NOT_SELECTED');
      expect(outcome([], votesOf(8, 0))).toBe('SELECTED');
      expect(outcome([], votesOf(7, 0))).toBe('NOT_SELECTED');
    },
  );

  it('may be changed until the count, and is sealed by it', proves({ '11.2/item-vote': castVote }), () => {
    const changed = voted(voting(), 1, [2, 'NO'], [2, 'YES'], [3, 'ABSTAIN']);
    expect(itemIn(changed, 1).votes).toHaveLength(2);
    const sealed = counted(changed, 1);
    expect(itemIn(sealed, 1)).toMatchObject({ votes: [], tally: { eligible: 14, yes: 1, no: 0, abstain: 1 } });
    const late = { item: 1, memberId: 'member-4', by: { sub: 'member-4' }, vote: 'YES', box: testBox } as const;
    sealed.when(bound(castVote, late)).thenRefused('VOTING_NOT_OPEN');
  });

  it(
    'is personal, reasoned when against, and for those in the room and in term',
    proves({ '11.2/item-vote': castVote, '11.2/item-eligible': mayVote }),
    () => {
      const session = voting();
      const ballot = { item: 1, memberId: 'member-2', by: { sub: 'member-2' }, vote: 'NO', box: testBox } as const;
      session.when(bound(castVote, { ...ballot, by: { sub: 'member-3' } })).thenRefused('FORBIDDEN');
      session.when(bound(castVote, ballot)).thenRefused('VOTE_REASON_REQUIRED');
      session
        .when(bound(castVote, { ...ballot, memberId: 'member-19', by: { sub: 'member-19' }, vote: 'YES' }))
        .thenRefused('MEMBER_NOT_ELIGIBLE');
    },
  );

  it(
    'counts a member until the end of the day on which the term ends',
    proves({ '11.5/race-term-end': countedFor, '11.2/item-eligible': countedFor }),
    () => {
      const ending = roster.map((member) =>
        member.memberId === 'member-12' ? { ...member, termTo: '2025-09-19' } : member,
      );
      const convened = planned
        .given(bound(addAgendaItem, caseNo(1)))
        .on('2025-09-11 10:00')
        .given(bound(noticeSession, { ...notice, inOffice: () => ending }));
      const present = opened(convened, 14, [], () => ending);
      const cast = voted(votingOn(present, 1), 1, [12, 'YES']);
      expect(itemIn(cast, 1).votes).toHaveLength(1);
      const silent = counted(votingOn(present, 1).on('2025-09-20 00:00'), 1);
      expect(itemIn(silent, 1).tally).toMatchObject({ eligible: 13, yes: 0 });
      // a vote cast before midnight stays.
      const late = counted(cast.on('2025-09-20 00:00'), 1);
      expect(itemIn(late, 1).tally).toMatchObject({ eligible: 14, yes: 1 });
      expect(recount(late.history, 1, testBox)?.agrees).toBe(true);
      const ballot = { item: 1, memberId: 'member-12', by: { sub: 'member-12' }, vote: 'YES', box: testBox } as const;
      cast.on('2025-09-20 00:00').when(bound(castVote, ballot)).thenRefused('MEMBER_NOT_ELIGIBLE');
    },
  );

  it('R-08: takes no cast vote away from members who leave the room', proves({ 'R-08': countedFor }), () => {
    // 14 present, 8 yes, 6 no; two who voted yes leave before the count.
    const cast = voted(voting(), 1, ...votesOf(8, 6));
    const leave = (memberId: string) => bound(recordAttendance, { memberId, to: '2025-09-19T05:10:00Z' });
    const left = cast.on('2025-09-19 14:10').given(leave('member-1'), leave('member-2'), leave('member-3'));
    const item = itemIn(counted(left.on('2025-09-19 14:20'), 1), 1);
    expect(item).toMatchObject({ status: 'SELECTED', tally: { eligible: 14, yes: 8, no: 6 } });
    // Who leaves without a vote is not in the count.
    const silent = voting().on('2025-09-19 14:10').given(leave('member-1'));
    expect(itemIn(counted(silent, 1), 1).tally).toMatchObject({ eligible: 13 });
  });

  it('R-08: lets no entry of attendance say that a voter was not there', proves({ 'R-08': recordAttendance }), () => {
    const cast = voted(voting().on('2025-09-19 14:30'), 1, [2, 'YES']);
    const left = { memberId: 'member-2', to: '2025-09-19T05:29:00Z' };
    cast.when(bound(recordAttendance, left)).thenRefused('ATTENDANCE_TIME');
    counted(cast, 1).when(bound(recordAttendance, left)).thenEvents('AttendanceRecorded');
  });

  it(
    'R-07: opens no vote before every member in the room has declared, and counts them all',
    proves({ 'R-07': ensureAllDeclared }),
    () => {
      const eleven = opened(noticed(caseNo(1)), 11);
      const late = { memberId: 'member-11' };
      eleven.when(bound(recordAttendance, late)).thenRefused('DECLARATION_MISSING');
      const twelve = eleven.given(declaring('member-11'), bound(recordAttendance, late));
      expect(itemIn(counted(voted(votingOn(twelve, 1), 1, ...votesOf(6, 4)), 1), 1)).toMatchObject({
        status: 'NOT_SELECTED',
        tally: { eligible: 12, yes: 6 },
      });
      // Whatever brought a silent member into the room: here a member who was taken off and joined again.
      const silent = eleven.given(bound(strikeMember, 'member-10'), (state) => admitMembers(state, inOffice));
      silent
        .given(bound(deliberate, { ...byChair, item: 1 }))
        .when(bound(openVoting, { ...byChair, item: 1 }))
        .thenRefused('DECLARATION_MISSING');
    },
  );

  it('bars members from an item whom no ground excludes', proves({ 'R-44': mayCount }), () => {
    const one = caseNo(1, { kind: 'OBJECTION', barred: ['member-3'] });
    const session = votingOn(opened(noticed(one), 14), 1);
    const ballot = { item: 1, memberId: 'member-3', by: { sub: 'member-3' }, vote: 'YES', box: testBox } as const;
    session.when(bound(castVote, ballot)).thenRefused('MEMBER_BARRED');
    expect(itemIn(counted(session, 1), 1).tally).toMatchObject({ eligible: 13 });
  });

  it(
    'defers an item with fewer than three eligible, and carries it when it was deferred before',
    proves({ '3.3/recused': closeVoting, '11.2/item-eligible': closeVoting }),
    () => {
      const others = members.slice(2, 14);
      expect(itemIn(counted(voting(others), 1), 1)).toMatchObject({
        status: 'DEFERRED',
        decidedOn: '2025-09-19',
        deferral: { reason: null, code: 'TOO_FEW_ELIGIBLE', requests: [] },
      });
      const again = votingOn(opened(noticed(caseNo(1, { deferrals: 1 })), 14, others), 1);
      expect(itemIn(counted(again, 1), 1).status).toBe('CARRIED');
    },
  );

  it('is decided from three eligible on', () => {
    const with3 = counted(voted(voting(members.slice(3, 14)), 1, [0, 'YES'], [1, 'YES']), 1);
    expect(itemIn(with3, 1)).toMatchObject({
      status: 'SELECTED',
      tally: { eligible: 3, yes: 2, no: 0, abstain: 0 },
      voters: members.slice(0, 3),
    });
    expect(itemIn(with3, 1)).not.toHaveProperty('deferral');
  });

  it('is of those who have declared themselves clear, and who are in the room', () => {
    const session = voting();
    const casting = (memberId: string) =>
      bound(castVote, { item: 1, memberId, by: { sub: memberId }, vote: 'YES' as const, box: testBox });
    session.when(casting('member-2')).thenEvents({ type: 'VoteCast', data: { item: 1, memberId: 'member-2' } });
    session.when(casting('member-14')).thenRefused('MEMBER_NOT_ELIGIBLE');
    session.given(declaring('member-14')).when(casting('member-14')).thenRefused('MEMBER_NOT_ELIGIBLE');
    const left = session
      .on('2025-09-19 14:10')
      .given(bound(recordAttendance, { memberId: 'member-2', to: '2025-09-19T05:10:00Z' }));
    left.when(casting('member-2')).thenRefused('MEMBER_NOT_ELIGIBLE');
    const blank = {
      item: 1,
      memberId: 'member-2',
      by: { sub: 'member-2' },
      vote: 'NO',
      reason: '  ',
      box: testBox,
    } as const;
    session.when(bound(castVote, blank)).thenRefused('VOTE_REASON_REQUIRED');
    noticed(caseNo(1)).when(casting('member-2')).thenRefused('SESSION_NOT_OPEN');
    session.when(bound(castVote, { ...blank, item: 3 })).thenRefused('NOT_FOUND');
  });

  it('does not count a member who left the committee before the count', () => {
    const struck = voted(voting(), 1, ...votesOf(8, 6)).given(bound(strikeMember, 'member-3'));
    const session = counted(struck, 1);
    expect(itemIn(session, 1).tally).toEqual({ eligible: 13, yes: 7, no: 6, abstain: 0 });
    expect(recount(session.history, 1, testBox)?.agrees).toBe(true);
    session.when(bound(strikeMember, 'member-3')).thenEvents();
  });

  it(
    'is deferred by the chair once per application, with a list for the supplier',
    proves({ '11.2/item-deferred': deferItem }),
    () => {
      const deferral = { ...byChair, item: 1, reason: '자료 부족', requests: ['재무제표'] };
      const session = opened(noticed(caseNo(1), caseNo(2, { deferrals: 1 })), 14).given(
        bound(deliberate, { ...byChair, item: 1 }),
        bound(deliberate, { ...byChair, item: 2 }),
      );
      session.when(bound(deferItem, { ...deferral, requests: [] })).thenRefused('REQUESTS_MISSING');
      session.when(bound(deferItem, { ...deferral, item: 2 })).thenRefused('DEFERRED_ALREADY');
      expect(itemIn(session.given(bound(deferItem, deferral)), 1)).toMatchObject({
        status: 'DEFERRED',
        decidedOn: '2025-09-19',
      });
    },
  );

  it(
    'counts the chair as a member: a tie stays a tie on whichever side the chair voted',
    proves({ '11.2/item-chair': closeVoting, '3.3/tie': closeVoting }),
    () => {
      const outcome = (...votes: readonly Seat[]) => itemIn(counted(voted(voting(), 1, ...votes), 1), 1);
      const tie = outcome(...votesOf(7, 7));
      expect(tie).toMatchObject({ status: 'NOT_SELECTED', tally: { eligible: 14, yes: 7, no: 7 } });
      expect(tie.voters).toContain('chair');
      const against = votesOf(7, 7).map(([n, vote]): Seat => [n, vote === 'YES' ? 'NO' : 'YES']);
      expect(outcome(...against)).toMatchObject({ status: 'NOT_SELECTED', tally: { yes: 7, no: 7 } });
      expect(outcome([0, 'NO'], ...votesOf(9, 5).slice(1))).toMatchObject({
        status: 'SELECTED',
        tally: { yes: 8, no: 6 },
      });
    },
  );

  it(
    'is over once counted: nothing that a chair, a member or a secretary does changes a decided item',
    proves({ '11.6/5': closeVoting, '11.5/race-duplicate': closeVoting }),
    () => {
      const on3 = { item: 1, memberId: 'member-3' };
      const ballot = { ...on3, by: { sub: 'member-3' }, vote: 'NO', reason: '사유', box: testBox } as const;
      const ground = { memberId: 'member-3', by: { sub: 'member-3' }, items: [{ item: 1, ground: 'A' as const }] };
      const deferral = { ...byChair, item: 1, reason: '사유', requests: ['자료'] };
      for (const votes of [votesOf(8, 6), votesOf(7, 7)]) {
        const decided = counted(voted(voting(), 1, ...votes), 1);
        decided.when(bound(closeVoting, { ...byChair, item: 1, box: testBox })).thenRefused('VOTING_NOT_OPEN');
        decided.when(bound(castVote, ballot)).thenRefused('VOTING_NOT_OPEN');
        decided.when(bound(deliberate, { ...byChair, item: 1 })).thenRefused('ITEM_NOT_PENDING');
        decided.when(bound(openVoting, { ...byChair, item: 1 })).thenRefused('ITEM_NOT_DELIBERATING');
        decided.when(bound(deferItem, deferral)).thenRefused('ITEM_NOT_DELIBERATING');
        decided.when(bound(declareConflict, ground)).thenRefused('ITEM_DECIDED');
        const evidence = { ...on3, ground: 'A', evidence: '계약서', by: 'SECRETARY' } as const;
        decided.when(bound(excludeMember, evidence)).thenRefused('ITEM_DECIDED');
        decided.when(bound(openRecusalBallot, { ...byChair, ...on3 })).thenRefused('ITEM_DECIDED');
        const left = decided.given(bound(removeFromAgenda, caseNo(1).caseId), bound(strikeMember, 'member-3'));
        expect(itemIn(left, 1)).toEqual({
          ...itemIn(decided, 1),
          cleared: itemIn(decided, 1).cleared.filter((memberId) => memberId !== 'member-3'),
        });
      }
    },
  );

  it('is recounted by the auditor from the sealed history', () => {
    const { history } = counted(voted(voting(['member-13']), 1, ...votesOf(7, 6)), 1);
    const tally = { eligible: 13, yes: 7, no: 6, abstain: 0 };
    expect(recount(history, 1, testBox)).toEqual({ item: 1, recorded: tally, recounted: tally, agrees: true });
    const withBallot = (ballot: string) =>
      history.map((event) =>
        event.type === 'VoteCast' && event.data.memberId === 'member-8'
          ? { ...event, data: { ...event.data, ballot } }
          : event,
      );
    const place = { sessionId: SESSION, item: 1, memberId: 'member-8' };
    expect(recount(withBallot(testBox.seal(place, { vote: 'YES' })), 1, testBox)?.agrees).toBe(false);
    const foreign = testBox.seal({ ...place, memberId: 'member-1' }, { vote: 'NO' });
    expect(refusalOf(() => recount(withBallot(foreign), 1, testBox))).toBe('VOTES_UNREADABLE');
    expect(recount(history, 2, testBox)).toBeUndefined();
  });

  it('S3: is in no event and in no state in clear, and is counted with the vote key only', () => {
    const session = voted(voting(), 1, ...votesOf(8, 6), [7, 'ABSTAIN']);
    expect(JSON.stringify([session.state, session.history])).not.toMatch(/"(YES|NO|ABSTAIN)"|보안 미흡/);
    const lengths = session.history.flatMap(({ type, data }) =>
      type === 'VoteCast' ? [JSON.stringify(data.ballot).length] : [],
    );
    expect([lengths.length, new Set(lengths).size]).toEqual([15, 1]);
    const other = new SealedBallots(Buffer.alloc(32, 8));
    session.when(bound(closeVoting, { ...byChair, item: 1, box: other })).thenRefused('VOTES_UNREADABLE');
    const sealed = counted(session, 1);
    expect(itemIn(sealed, 1).votes).toEqual([]);
    expect(refusalOf(() => recount(sealed.history, 1, other))).toBe('VOTES_UNREADABLE');
    expect(recount(sealed.history, 1, testBox)).toMatchObject({
      recounted: { yes: 7, no: 6, abstain: 1 },
      agrees: true,
    });
  });

  it('is counted and recounted as well from a history of before ADR 0032, where votes are in clear', () => {
    const { history } = voted(voting(), 1, ...votesOf(8, 6));
    const old = history.map((event): typeof event => {
      if (event.type !== 'VoteCast') return event;
      const { item, memberId } = event.data;
      const { vote = null, reason } = ballotOf(testBox, { sessionId: SESSION, item }, event.data) ?? {};
      return { ...event, data: { item, memberId, vote, ...(reason !== undefined && { reason }) } };
    });
    const session = counted(nothing.on('2025-09-19 14:00').given(old), 1);
    expect(itemIn(session, 1).tally).toEqual({ eligible: 14, yes: 8, no: 6, abstain: 0 });
  });

  it('counts no vote whose content was erased, which a recount shows', () => {
    const { history } = counted(voted(voting(), 1, ...votesOf(8, 6)), 1);
    const erased = history.map((event) =>
      event.type === 'VoteCast' && event.data.memberId === 'member-3'
        ? { ...event, data: { ...event.data, ballot: null } }
        : event,
    );
    expect(recount(erased, 1, testBox)).toMatchObject({ recounted: { eligible: 14, yes: 7, no: 6 }, agrees: false });
  });

  it(
    'never counts a recused or absent member, whatever happens in whatever order',
    proves({ '11.6/3': mayCount }),
    () => {
      const start = voting().on('2025-09-19 15:00');
      const member = fc.integer({ min: 1, max: 15 });
      const step = fc.oneof(
        fc.record({ what: fc.constant('vote' as const), member, vote: fc.constantFrom<Vote>('YES', 'NO', 'ABSTAIN') }),
        fc.record({ what: fc.constant('recuse' as const), member }),
        fc.record({ what: fc.constant('leave' as const), member }),
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
          let session = start;
          const out = new Set<string>();
          const gone = new Set<string>();
          const valid = new Map<string, Vote>();
          for (const each of steps) {
            const memberId = `member-${each.member}`;
            if (each.what === 'vote') {
              const casting = bound(castVote, {
                item: 1,
                memberId,
                by: { sub: memberId },
                vote: each.vote,
                reason: '사유',
                box: testBox,
              });
              const { state, moment } = session;
              if (refusalOf(() => casting(state, moment)) !== 'nothing refused') continue;
              session = session.given(casting);
              valid.set(memberId, each.vote);
            } else if (each.what === 'recuse') {
              const items = [{ item: 1, ground: 'A' as const }];
              session = session.given(bound(declareConflict, { memberId, by: { sub: memberId }, items }));
              out.add(memberId);
            } else {
              // A vote cast before stays, with its voter in the count.
              const leaving = bound(recordAttendance, { memberId, to: session.moment.at.toISOString() });
              const { state, moment } = session;
              if (refusalOf(() => leaving(state, moment)) !== 'nothing refused') continue;
              session = session.given(leaving);
              gone.add(memberId);
            }
            if (out.has(memberId)) valid.delete(memberId);
          }
          const counts = (id: string) => !out.has(id) && (valid.has(id) || !gone.has(id));
          const inTheRoom = members.slice(0, 14).filter(counts).length;
          const yes = [...valid.values()].filter((vote) => vote === 'YES').length;
          expect(itemIn(counted(session, 1), 1).tally).toMatchObject({ eligible: inTheRoom, yes });
        }),
        propertyRuns(60),
      );
    },
  );
});
