import {
  bound,
  byChair,
  caseNo,
  counted,
  noticed,
  opened,
  testBox,
  voted,
  votingOn,
} from '../testing/session.steps.js';
import { decideGroundE, openRecusalBallot, castRecusalVote, recusalRepeatsOf } from './resolving.js';
import { repeatsOf } from './voting.js';

const by2 = { memberId: 'member-2', by: { sub: 'member-2' }, box: testBox } as const;

describe('ADR 0032: the repeat of a vote', () => {
  const voting = voted(votingOn(opened(noticed(caseNo(1), caseNo(2)), 14), 1), 1, [2, 'NO']);
  const { sessionId } = voting.state;
  const first = voting.history.at(-1)!;
  const repeating = (ballot: object) =>
    repeatsOf(sessionId, { ...by2, item: 1, vote: 'NO', reason: '보안 미흡', ...ballot });

  it('is answered while the vote is open, and no longer', () => {
    expect(repeating({}).isAnswered(voting.state)).toBe(true);
    expect(repeating({ item: 2 }).isAnswered(voting.state)).toBe(false);
    expect(repeating({ item: 3 }).isAnswered(voting.state)).toBe(false);
    expect(repeating({}).isAnswered(counted(voting, 1).state)).toBe(false);
  });

  it('is the same vote with the same reason, told by the sealed ballot alone', () => {
    expect(repeating({}).isSame(first)).toBe(true);
    expect(repeating({ vote: 'YES' }).isSame(first)).toBe(false);
    expect(repeating({ reason: '다른 사유' }).isSame(first)).toBe(false);
    expect(repeating({}).isSame({ type: 'DeclarationRepeated', data: { memberId: 'member-2' } })).toBe(false);
  });

  it('that was erased can no longer be told from others', () => {
    const erased = { ...first, data: { item: 1, memberId: 'member-2', ballot: null } } as typeof first;
    expect(repeating({ vote: 'YES' }).isSame(erased)).toBe(true);
  });
});

describe('ADR 0032: the repeat of a vote on a member', () => {
  const on4 = { item: 1, memberId: 'member-4' };
  const vote = { ...on4, voterId: 'member-2', by: { sub: 'member-2' }, vote: 'NO', box: testBox } as const;
  const open = opened(noticed(caseNo(1)), 11)
    .given(bound(openRecusalBallot, { ...byChair, ...on4 }))
    .given(bound(castRecusalVote, vote));
  const { sessionId } = open.state;
  const first = open.history.at(-1)!;
  const repeating = (change: object) => recusalRepeatsOf(sessionId, { ...vote, ...change });

  it('is answered while that ballot is open, and no longer', () => {
    expect(repeating({}).isAnswered(open.state)).toBe(true);
    expect(repeating({ memberId: 'member-5' }).isAnswered(open.state)).toBe(false);
    expect(repeating({ item: 2 }).isAnswered(open.state)).toBe(false);
    const decided = open.given(bound(decideGroundE, { ...byChair, ...on4, reason: '유사 사례', box: testBox }));
    expect(repeating({}).isAnswered(decided.state)).toBe(false);
  });

  it('is the same vote, told by the sealed one alone', () => {
    expect(repeating({}).isSame(first)).toBe(true);
    expect(repeating({ vote: 'YES' }).isSame(first)).toBe(false);
    expect(repeating({}).isSame({ type: 'DeclarationRepeated', data: { memberId: 'member-2' } })).toBe(false);
    const erased = { ...first, data: { item: 1, ballot: 1, memberId: 'member-2', sealed: null } } as typeof first;
    expect(repeating({ vote: 'YES' }).isSame(erased)).toBe(true);
  });
});
