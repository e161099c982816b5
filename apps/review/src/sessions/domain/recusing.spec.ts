import { refusalOf, type Decide } from '#testing/specification.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  declaring,
  inOffice,
  itemIn,
  noticed,
  opened,
  voted,
  testBox,
  votingOn,
  type SessionSpec,
} from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { declareConflict, decideGroundE } from './recusing.js';
import { deferItem, deliberate, openSession, openVoting } from './sitting.js';
import type { SessionEvent } from './session.events.js';
import type { SessionState } from './session.state.js';
import { castVote, closeVoting } from './voting.js';

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

  it('is decided by the others when the case is only comparable (ground e)', () => {
    const resolution = { ...byChair, item: 1, memberId: 'member-4', yes: 6, no: 4, abstain: 0, reason: '유사 사례' };
    const resolved = opened(noticed(caseNo(1)), 11)
      .when(bound(decideGroundE, { ...resolution, yes: 7 }))
      .thenRefused('VOTES_DO_NOT_ADD_UP')
      .given(bound(decideGroundE, resolution));
    expect(itemIn(resolved, 1).recusals).toEqual([
      expect.objectContaining({ memberId: 'member-4', type: 'COMMITTEE_RESOLUTION', ground: 'E' }),
    ]);
    const notPassed = { ...resolution, memberId: 'member-5', yes: 4, no: 4, abstain: 1 };
    expect(itemIn(resolved.given(bound(decideGroundE, notPassed)), 1).recusals).toHaveLength(1);
  });

  it('opens no session before every present member has declared on each item', () => {
    const opening = bound(openSession, { ...byChair, inOffice });
    const present = noticed(caseNo(1))
      .on('2025-09-19 14:00')
      .given(...inOffice.slice(0, 11).map((memberId) => bound(recordAttendance, { memberId })))
      .given(...inOffice.slice(0, 10).map((memberId) => declaring(memberId)));
    present
      .when(opening)
      .thenRefused('DECLARATION_MISSING')
      .given(declaring('member-10'))
      .when(opening)
      .thenEvents('SessionOpened');
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
  const resolution = { item: 1, memberId: 'member-4', yes: 9, no: 4, abstain: 0, reason: '유사 사례' };

  it.each<[string, SessionSpec, (member: object) => Decide<SessionState, SessionEvent>]>([
    ['declares themselves clear', noticed(one, caseNo(2)), (member) => clear(member)],
    ['votes', voting, (member) => bound(castVote, { ...ballot, by: { sub: 'member-2', ...member } })],
    ['takes the item up as chair', present, (member) => bound(deliberate, { ...byChair, ...member, item: 1 })],
    ['opens the vote as chair', deliberating, (member) => bound(openVoting, { ...byChair, ...member, item: 1 })],
    ['has the votes counted', voting, (member) => bound(closeVoting, { ...byChair, ...member, item: 1, box: testBox })],
    ['defers the item', deliberating, (member) => bound(deferItem, { ...byChair, ...member, ...deferral })],
    ['records ground e', present, (member) => bound(decideGroundE, { ...byChair, ...member, ...resolution })],
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
