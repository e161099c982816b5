import { refusalOf, type Decide } from '#testing/specification.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  declaring,
  inOffice,
  itemIn,
  members,
  noticed,
  opened,
  presidency,
  voted,
  testBox,
  votingOn,
  type SessionSpec,
} from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { contestExclusion, excludeMember } from './excluding.js';
import { declareConflict } from './recusing.js';
import { castRecusalVote, decideGroundE, openRecusalBallot, recountRecusal } from './resolving.js';
import { closeSession, deferItem, deliberate, openSession, openVoting } from './sitting.js';
import type { SessionEvent } from './session.events.js';
import type { SessionState, Vote } from './session.state.js';
import { castVote, closeVoting } from './voting.js';

const SESSION = '018f6f2a-0000-7000-8000-000000000006';

/** A member votes on the recusal of another. */
const casting = (
  n: number,
  vote: Vote,
  on: { readonly item: number; readonly memberId: string },
  by: object = {},
): Decide<SessionState, SessionEvent> => {
  const voterId = n === 0 ? 'chair' : `member-${n}`;
  return bound(castRecusalVote, { ...on, voterId, by: { sub: voterId, ...by }, vote, box: testBox });
};

describe('a recused member', () => {
  it('has no vote on that item, and counts to open the session', () => {
    const ballot = { item: 1, memberId: 'member-3', by: { sub: 'member-3' }, vote: 'YES', box: testBox } as const;
    const voting = votingOn(opened(noticed(caseNo(1)), 11, ['member-3']), 1)
      .when(bound(castVote, ballot))
      .thenRefused('MEMBER_RECUSED');
    const item = itemIn(counted(voting, 1), 1);
    expect(item.tally?.eligible).toBe(10);
    expect(item.recusals[0]).toMatchObject({ type: 'SELF_RECUSAL', ground: 'B' });
    expect(item.recusals[0]?.outAt).toBeDefined();
    expect(item.recusals[0]?.inAt).toBeDefined();
  });

  it('loses a vote already cast, and does not come back once the committee sits', () => {
    const declaration = (ground: 'A' | 'NONE') =>
      bound(declareConflict, { memberId: 'member-2', by: { sub: 'member-2' }, items: [{ item: 1, ground }] });
    const session = voted(votingOn(opened(noticed(caseNo(1)), 14), 1), 1, [2, 'YES']).given(declaration('A'));
    expect(itemIn(session, 1).votes).toEqual([]);
    session.when(declaration('NONE')).thenRefused('RECUSAL_STANDS');
  });

  it('leaves a declaration that says nothing new on record, so that its command is known when it comes again', () => {
    const clear = declaring('member-1');
    const first = noticed(caseNo(1)).when(clear).thenEvents('RecusalsSettled');
    const second = first.when(clear).thenEvents('DeclarationRepeated');
    expect(second.state).toEqual(first.state);
  });

  it('R-12: is decided by the sealed votes of the others when the case is only comparable (ground e)', () => {
    const on4 = { item: 1, memberId: 'member-4' };
    const deciding = bound(decideGroundE, { ...byChair, ...on4, reason: '유사 사례', box: testBox });
    const session = opened(noticed(caseNo(1)), 11);
    session.when(deciding).thenRefused('RECUSAL_BALLOT_NOT_OPEN');
    const open = session.given(bound(openRecusalBallot, { ...byChair, ...on4 }));
    open.when(bound(openRecusalBallot, { ...byChair, ...on4 })).thenRefused('RECUSAL_BALLOT_OPEN');
    open.when(casting(4, 'YES', on4)).thenRefused('MEMBER_RECUSED');
    open.when(casting(15, 'YES', on4)).thenRefused('MEMBER_NOT_ELIGIBLE');
    const forged = { ...on4, voterId: 'member-5', by: { sub: 'member-6' }, vote: 'YES', box: testBox } as const;
    open.when(bound(castRecusalVote, forged)).thenRefused('FORBIDDEN');
    // Of eleven present, ten count: six make a majority, five do not.
    const cast = (yes: number) =>
      open.given(...[0, 1, 2, 3, 5, 6, 7, 8, 9, 10].map((n, i) => casting(n, i < yes ? 'YES' : 'NO', on4)));
    const resolved = cast(6).given(deciding);
    expect(itemIn(resolved, 1).recusals).toEqual([
      expect.objectContaining({ memberId: 'member-4', type: 'COMMITTEE_RESOLUTION', ground: 'E' }),
    ]);
    expect(itemIn(resolved, 1).ballots).toMatchObject([
      { n: 1, votes: [], decided: { recused: true, tally: { eligible: 10, yes: 6, no: 4, abstain: 0 } } },
    ]);
    expect(itemIn(cast(5).given(deciding), 1).recusals).toEqual([]);
    // Lifted by another ballot.
    const again = resolved
      .given(bound(openRecusalBallot, { ...byChair, ...on4 }), casting(1, 'NO', on4))
      .given(deciding);
    expect(itemIn(again, 1)).toMatchObject({ recusals: [], cleared: expect.arrayContaining(['member-4']) as unknown });
  });

  it('R-12: has its ballot recounted by the auditor, from sealed votes of one length', () => {
    const on4 = { item: 1, memberId: 'member-4' };
    const { history } = opened(noticed(caseNo(1)), 11)
      .given(bound(openRecusalBallot, { ...byChair, ...on4 }))
      .given(casting(0, 'YES', on4), casting(1, 'NO', on4), casting(1, 'YES', on4), casting(2, 'ABSTAIN', on4))
      .given(bound(decideGroundE, { ...byChair, ...on4, reason: '유사 사례', box: testBox }));
    const tally = { eligible: 10, yes: 2, no: 0, abstain: 1 };
    const counted1 = { ...on4, subject: 'GROUND_E', recorded: tally, recounted: tally, agrees: true };
    expect(recountRecusal(history, on4, testBox)).toEqual(counted1);
    expect(recountRecusal(history, { ...on4, memberId: 'member-5' }, testBox)).toBeUndefined();
    expect(JSON.stringify(history)).not.toMatch(/"(YES|NO|ABSTAIN)"/);
    const sealed = history.flatMap(({ type, data }) => (type === 'RecusalVoteCast' ? [data.sealed ?? ''] : []));
    expect(new Set(sealed.map(({ length }) => length)).size).toBe(1);
    // A vote of this ballot opens in no other one, nor on the item itself.
    const place = { sessionId: SESSION, item: 1, memberId: 'chair' };
    expect(testBox.open({ ...place, ballot: 1 }, sealed[0] ?? '')).toEqual({ vote: 'YES' });
    expect(testBox.open(place, sealed[0] ?? '')).toBeUndefined();
    expect(testBox.open({ ...place, ballot: 2 }, sealed[0] ?? '')).toBeUndefined();
  });

  it('R-12: is voted on before the item is', () => {
    const session = opened(noticed(caseNo(1)), 11).given(bound(deliberate, { ...byChair, item: 1 }));
    const open = session.given(bound(openRecusalBallot, { ...byChair, item: 1, memberId: 'member-4' }));
    open.when(bound(openVoting, { ...byChair, item: 1 })).thenRefused('RECUSAL_UNDECIDED');
    // A ballot that is open when the item ends lapses.
    const closed = open.given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }));
    expect(itemIn(closed, 1).ballots).toEqual([]);
  });

  it('opens no session before every present member has declared on each item', () => {
    const opening = bound(openSession, { ...byChair, inOffice });
    const present = noticed(caseNo(1))
      .on('2025-09-19 14:00')
      .given(...members.slice(0, 11).map((memberId) => bound(recordAttendance, { memberId })))
      .given(...members.slice(0, 10).map((memberId) => declaring(memberId)));
    present
      .when(opening)
      .thenRefused('DECLARATION_MISSING')
      .given(declaring('member-10'))
      .when(opening)
      .thenEvents('SessionOpened');
  });
});

describe('R-05: an excluded member (제척)', () => {
  const on3 = { item: 1, memberId: 'member-3' };
  const exclusion = { ...on3, ground: 'B', evidence: '2024년 용역 계약서', by: 'SECRETARY' } as const;
  const excluding = bound(excludeMember, exclusion);
  const contest = { ...on3, by: { sub: 'member-3' }, reason: '하도급에 참여하지 않았다' };
  const contesting: Decide<SessionState, SessionEvent> = (state) => contestExclusion(state, contest);

  it('is out at once, a vote already cast included, whatever they declared', () => {
    const voting = voted(votingOn(opened(noticed(caseNo(1)), 14), 1), 1, [3, 'YES']);
    const excluded = voting.when(excluding).thenEvents({
      type: 'RecusalsSettled',
      data: { memberId: 'member-3', recused: [{ item: 1 }], cleared: [] },
    });
    expect(itemIn(excluded, 1)).toMatchObject({
      votes: [],
      recusals: [{ memberId: 'member-3', type: 'EXCLUSION', ground: 'B', note: exclusion.evidence }],
    });
    expect(itemIn(counted(excluded, 1), 1).tally).toMatchObject({ eligible: 13 });
    const ballot = { item: 1, memberId: 'member-3', by: { sub: 'member-3' }, vote: 'YES', box: testBox } as const;
    excluded.when(bound(castVote, ballot)).thenRefused('MEMBER_RECUSED');
    excluded.when(excluding).thenRefused('RECUSAL_STANDS');
  });

  it('is recorded by the secretary or by who presides, who is neither concerned nor recused', () => {
    const session = opened(noticed(caseNo(1)), 14, ['member-2']);
    const by = (sub: string, org?: string) =>
      bound(excludeMember, { ...exclusion, by: { by: sub, presidency, ...(org !== undefined && { org }) } });
    session.when(by('chair')).thenEvents('RecusalsSettled');
    session.when(by('member-1')).thenRefused('FORBIDDEN');
    session.when(by('chair', caseNo(1).supplier)).thenRefused('MEMBER_EXCLUDED');
    const ofChair = { ...exclusion, memberId: 'chair', by: { by: 'chair', presidency } };
    session.when(bound(excludeMember, ofChair)).thenRefused('FORBIDDEN');
    session.when(bound(excludeMember, { ...exclusion, memberId: 'stranger' })).thenRefused('NOT_A_MEMBER');
  });

  it('turns it into no declaration of their own that could be taken back', () => {
    const excluded = noticed(caseNo(1)).given(excluding);
    for (const ground of ['NONE', 'A', 'C'] as const) {
      const items = [{ item: 1, ground }];
      const declaration = bound(declareConflict, { memberId: 'member-3', by: { sub: 'member-3' }, items });
      excluded.when(declaration).thenRefused('RECUSAL_STANDS');
    }
  });

  it('contests it once, before the item is voted on, and the others decide by ballot', () => {
    const session = opened(noticed(caseNo(1)), 11).given(excluding);
    noticed(caseNo(1)).when(contesting).thenRefused('NOTHING_TO_CONTEST');
    session.when(bound(openRecusalBallot, { ...byChair, ...on3 })).thenRefused('RECUSAL_STANDS');
    const contested = session.given(contesting, bound(deliberate, { ...byChair, item: 1 }));
    contested.when(contesting).thenRefused('NOTHING_TO_CONTEST');
    contested.when(bound(openVoting, { ...byChair, item: 1 })).thenRefused('RECUSAL_UNDECIDED');
    const open = contested.given(bound(openRecusalBallot, { ...byChair, ...on3 }));
    const decided = (yes: number) =>
      open
        .given(...[0, 1, 2, 4, 5, 6, 7, 8, 9, 10].map((n, i) => casting(n, i < yes ? 'YES' : 'ABSTAIN', on3)))
        .given(bound(decideGroundE, { ...byChair, ...on3, reason: '계약서 확인', box: testBox }));
    const upheld = decided(6);
    expect(itemIn(upheld, 1).recusals).toMatchObject([{ type: 'EXCLUSION', contest: { upheld: true } }]);
    upheld.when(contesting).thenRefused('NOTHING_TO_CONTEST');
    upheld.when(bound(openVoting, { ...byChair, item: 1 })).thenEvents('VotingOpened');
    const lifted = decided(5);
    expect(itemIn(lifted, 1)).toMatchObject({ recusals: [], cleared: expect.arrayContaining(['member-3']) as unknown });
    expect(itemIn(counted(lifted.given(bound(openVoting, { ...byChair, item: 1 })), 1), 1).tally).toMatchObject({
      eligible: 11,
    });
  });
});

describe('S9: a member whose token names the applicant of an item as their organisation', () => {
  const one = caseNo(1);
  const present = opened(noticed(one, caseNo(2)), 14);
  const deliberating = present.given(bound(deliberate, { ...byChair, item: 1 }));
  const voting = votingOn(present, 1);
  const clear = (member: object, item = 1) =>
    bound(declareConflict, {
      memberId: 'member-2',
      by: { sub: 'member-2', ...member },
      items: [{ item, ground: 'NONE' }],
    });
  const ballot = { item: 1, memberId: 'member-2', vote: 'YES', box: testBox } as const;
  const deferral = { item: 1, reason: '자료 부족', requests: ['재무제표'] };
  const resolution = { item: 1, memberId: 'member-4', reason: '유사 사례', box: testBox };
  const balloting = present.given(bound(openRecusalBallot, { ...byChair, item: 1, memberId: 'member-4' }));

  it.each<[string, SessionSpec, (member: object) => Decide<SessionState, SessionEvent>]>([
    ['declares themselves clear', noticed(one, caseNo(2)), (member) => clear(member)],
    ['votes', voting, (member) => bound(castVote, { ...ballot, by: { sub: 'member-2', ...member } })],
    ['takes the item up as chair', present, (member) => bound(deliberate, { ...byChair, ...member, item: 1 })],
    ['opens the vote as chair', deliberating, (member) => bound(openVoting, { ...byChair, ...member, item: 1 })],
    ['has the votes counted', voting, (member) => bound(closeVoting, { ...byChair, ...member, item: 1, box: testBox })],
    ['defers the item', deliberating, (member) => bound(deferItem, { ...byChair, ...member, ...deferral })],
    [
      'opens a ballot on another',
      present,
      (member) => bound(openRecusalBallot, { ...byChair, ...member, item: 1, memberId: 'member-4' }),
    ],
    ['votes on another', balloting, (member) => casting(2, 'YES', { item: 1, memberId: 'member-4' }, member)],
    ['records ground e', balloting, (member) => bound(decideGroundE, { ...byChair, ...member, ...resolution })],
  ])('never %s', (_, session, act) => {
    session.when(act({ org: one.supplier })).thenRefused('MEMBER_EXCLUDED');
    // The same act goes through without the link.
    expect(refusalOf(() => session.given(act({ org: '9999999999' })))).toBe('nothing refused');
  });

  it('declares on the items of others, and the ground on this one', () => {
    const session = noticed(one, caseNo(2));
    session.when(clear({ org: one.supplier }, 2)).thenEvents('RecusalsSettled');
    const by = { sub: 'member-2', org: one.supplier };
    const items = [{ item: 1, ground: 'A' } as const];
    session.when(bound(declareConflict, { memberId: 'member-2', by, items })).thenEvents('RecusalsSettled');
  });
});
