import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { bound, caseNo, counted, itemIn, noticed, opened, voted, votesOf, votingOn } from '../testing/session.steps.js';
import { couldBeOther, reportConflict } from './reporting.js';

describe('a conflict that was not declared', () => {
  const report = { item: 1, memberId: 'member-3', ground: 'B', evidence: '용역 계약서' } as const;
  const decided = (yes: number, no: number) =>
    counted(voted(votingOn(opened(noticed(caseNo(1)), 14, ['member-13']), 1), 1, ...votesOf(yes, no)), 1);

  it(
    'is reported after the decision, and says whether the result could be another',
    proves({ '11.2/item-dismissal-watch': reportConflict, '3.2/dismissal': reportConflict }),
    () => {
      const close = decided(7, 6).given(bound(reportConflict, report));
      expect(itemIn(close, 1).breaches).toEqual([
        { memberId: 'member-3', ground: 'B', foundOn: '2025-09-19', couldChange: true, evidence: '용역 계약서' },
      ]);
      expect(itemIn(decided(10, 3).given(bound(reportConflict, report)), 1).breaches).toMatchObject([
        { couldChange: false },
      ]);
      // The decision stands until another one is made.
      expect(itemIn(close, 1)).toMatchObject({ status: 'SELECTED', tally: { eligible: 13, yes: 7 } });
    },
  );

  it('is not one before the decision, of a recused member, or twice', () => {
    const voting = votingOn(opened(noticed(caseNo(1)), 14), 1);
    voting.when(bound(reportConflict, report)).thenRefused('ITEM_NOT_DECIDED');
    const closed = decided(7, 6);
    closed.when(bound(reportConflict, { ...report, memberId: 'member-13' })).thenRefused('RECUSAL_STANDS');
    closed.when(bound(reportConflict, { ...report, memberId: 'stranger' })).thenRefused('NOT_A_MEMBER');
    closed.given(bound(reportConflict, report)).when(bound(reportConflict, report)).thenRefused('RECUSAL_STANDS');
  });

  it(
    'could change a result exactly when some vote of the member, taken away, does',
    proves({ '11.2/item-dismissal-watch': couldBeOther }),
    () => {
      const ballots = fc.array(fc.constantFrom('YES', 'NO', 'ABSTAIN'), { minLength: 1, maxLength: 20 });
      const outcome = (votes: readonly string[]): string => {
        if (votes.length < 3) return 'DEFERRED';
        const yes = votes.filter((vote) => vote === 'YES').length;
        return yes + yes > votes.length ? 'SELECTED' : 'NOT_SELECTED';
      };
      fc.assert(
        fc.property(ballots, (votes) => {
          const count = (value: string) => votes.filter((vote) => vote === value).length;
          const tally = { eligible: votes.length, yes: count('YES'), no: count('NO'), abstain: count('ABSTAIN') };
          const changes = votes.some((_, i) => outcome(votes.filter((__, j) => i !== j)) !== outcome(votes));
          return votes.length < 3 || couldBeOther(tally, 3) === changes;
        }),
        propertyRuns(1000),
      );
    },
  );

  it('is told with its day, its ground and its evidence, next to those of others', () => {
    const session = decided(7, 6);
    const first = session.when(bound(reportConflict, report)).thenEvents({
      type: 'UndeclaredConflictFound',
      data: { item: 1, memberId: 'member-3', ground: 'B', on: '2025-09-19' },
      reason: '용역 계약서',
    });
    const second = first.given(bound(reportConflict, { ...report, memberId: 'member-4', ground: 'A' }));
    expect(itemIn(second, 1).breaches?.map(({ memberId, ground }) => [memberId, ground])).toEqual([
      ['member-3', 'B'],
      ['member-4', 'A'],
    ]);
  });

  it('changes nothing where the member did not count', () => {
    const barred = noticed(caseNo(1, { barred: ['member-3'] }));
    const session = counted(
      voted(votingOn(opened(barred, 14), 1), 1, [0, 'YES'], [1, 'YES'], ...votesOf(9, 0).slice(4)),
      1,
    );
    const found = session.given(bound(reportConflict, report));
    expect(itemIn(found, 1).breaches).toMatchObject([{ memberId: 'member-3', couldChange: false }]);
  });
});
