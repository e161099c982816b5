import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { refusalOf } from '#testing/specification.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  inOffice,
  itemIn,
  notice,
  noticed,
  opened,
  planned,
  roster,
  voted,
  votesOf,
  votingOn,
  type Seat,
} from '../testing/session.steps.js';
import { recordAttendance, strikeMember } from './attending.js';
import { noticeSession } from './convening.js';
import { declareConflict } from './recusing.js';
import type { Vote } from './session.state.js';
import { addAgendaItem } from './setting-agenda.js';
import { deferItem, deliberate } from './sitting.js';
import { castVote, recount } from './voting.js';

/** Item 1 is being voted on, with fourteen present. */
const voting = (recused: readonly string[] = []) => votingOn(opened(noticed(caseNo(1)), 14, recused), 1);

describe('voting', () => {
  it('selects with more than half of those eligible; an abstention does not help', () => {
    const outcome = (recused: readonly string[], votes: readonly Seat[]) =>
      itemIn(counted(voted(voting(recused), 1, ...votes), 1), 1).status;
    expect(outcome(['member-13'], votesOf(7, 6))).toBe('SELECTED');
    expect(outcome(['member-13'], votesOf(6, 6))).toBe('NOT_SELECTED');
    expect(outcome([], votesOf(8, 0))).toBe('SELECTED');
    expect(outcome([], votesOf(7, 0))).toBe('NOT_SELECTED');
  });

  it('may be changed until the count, and is sealed by it', () => {
    const changed = voted(voting(), 1, [2, 'NO'], [2, 'YES'], [3, 'ABSTAIN']);
    expect(itemIn(changed, 1).votes).toHaveLength(2);
    const sealed = counted(changed, 1);
    expect(itemIn(sealed, 1)).toMatchObject({ votes: [], tally: { eligible: 14, yes: 1, no: 0, abstain: 1 } });
    const late = { item: 1, memberId: 'member-4', by: { sub: 'member-4' }, vote: 'YES' } as const;
    sealed.when(bound(castVote, late)).thenRefused('VOTING_NOT_OPEN');
  });

  it('is personal, reasoned when against, and for those in the room and in term', () => {
    const session = voting();
    const ballot = { item: 1, memberId: 'member-2', by: { sub: 'member-2' }, vote: 'NO' } as const;
    session.when(bound(castVote, { ...ballot, by: { sub: 'member-3' } })).thenRefused('FORBIDDEN');
    session.when(bound(castVote, ballot)).thenRefused('VOTE_REASON_REQUIRED');
    session
      .when(bound(castVote, { ...ballot, memberId: 'member-19', by: { sub: 'member-19' }, vote: 'YES' }))
      .thenRefused('MEMBER_NOT_ELIGIBLE');
  });

  it('counts a member until the end of the day on which the term ends', () => {
    const ending = roster.map((member) =>
      member.memberId === 'member-12' ? { ...member, termTo: '2025-09-19' } : member,
    );
    const convened = planned
      .given(bound(addAgendaItem, caseNo(1)))
      .on('2025-09-11 10:00')
      .given(bound(noticeSession, { ...notice, roster: ending }));
    const cast = voted(votingOn(opened(convened, 14), 1), 1, [12, 'YES']);
    expect(itemIn(cast, 1).votes).toHaveLength(1);
    expect(itemIn(counted(cast.on('2025-09-20 00:00'), 1), 1).tally).toMatchObject({ eligible: 13, yes: 0 });
  });

  it('defers an item with fewer than three eligible, and carries it when it was deferred before', () => {
    const others = inOffice.slice(2, 14);
    expect(itemIn(counted(voting(others), 1), 1)).toMatchObject({
      status: 'DEFERRED',
      deferral: { answerDueOn: '2025-10-10' },
    });
    const again = votingOn(opened(noticed(caseNo(1, { deferrals: 1 })), 14, others), 1);
    expect(itemIn(counted(again, 1), 1).status).toBe('CARRIED');
  });

  it('does not count a member who left the committee before the count', () => {
    const struck = voted(voting(), 1, ...votesOf(8, 6)).given(bound(strikeMember, 'member-3'));
    const session = counted(struck, 1);
    expect(itemIn(session, 1).tally).toEqual({ eligible: 13, yes: 7, no: 6, abstain: 0 });
    expect(recount(session.history, 1)?.agrees).toBe(true);
    session.when(bound(strikeMember, 'member-3')).thenEvents();
  });

  it('is deferred by the chair once per application, with a list for the supplier', () => {
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
  });

  it('is recounted by the auditor from the sealed history', () => {
    const { history } = counted(voted(voting(['member-13']), 1, ...votesOf(7, 6)), 1);
    const tally = { eligible: 13, yes: 7, no: 6, abstain: 0 };
    expect(recount(history, 1)).toEqual({ item: 1, recorded: tally, recounted: tally, agrees: true });
    const forged = history.map((event) =>
      event.type === 'VoteCast' && event.data.memberId === 'member-8'
        ? { ...event, data: { ...event.data, vote: 'YES' as const } }
        : event,
    );
    expect(recount(forged, 1)?.agrees).toBe(false);
    expect(recount(history, 2)).toBeUndefined();
  });

  it('counts no vote whose content was erased, which a recount shows', () => {
    const { history } = counted(voted(voting(), 1, ...votesOf(8, 6)), 1);
    const erased = history.map((event) =>
      event.type === 'VoteCast' && event.data.memberId === 'member-3'
        ? { ...event, data: { ...event.data, vote: null } }
        : event,
    );
    expect(recount(erased, 1)).toMatchObject({ recounted: { eligible: 14, yes: 7, no: 6 }, agrees: false });
  });

  it('never counts a recused or absent member, whatever happens in whatever order', () => {
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
            const to = session.moment.at.toISOString();
            session = session.given(bound(recordAttendance, { memberId, to, from: '2025-09-19T05:00:00Z' }));
            out.add(memberId);
          }
          if (out.has(memberId)) valid.delete(memberId);
        }
        const inTheRoom = 14 - [...out].filter((id) => inOffice.slice(0, 14).includes(id)).length;
        const yes = [...valid.values()].filter((vote) => vote === 'YES').length;
        expect(itemIn(counted(session, 1), 1).tally).toMatchObject({ eligible: inTheRoom, yes });
      }),
      propertyRuns(60),
    );
  });
});
