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
} from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { declareConflict, decideGroundE } from './recusing.js';
import { openSession } from './sitting.js';
import { castVote } from './voting.js';

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
