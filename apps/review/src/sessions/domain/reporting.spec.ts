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
      // The decision stands until another one is made, and the case is told of it.
      decided(7, 6)
        .when(bound(reportConflict, report))
        .thenEvents('UndeclaredConflictFound', {
          type: 'RevoteNeeded',
          data: { sessionNo: 62, item: 1, caseId: caseNo(1).caseId },
        });
      decided(10, 3).when(bound(reportConflict, report)).thenEvents('UndeclaredConflictFound');
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
    'could change a result exactly when some votes of the members, taken away, do',
    proves({ '11.2/item-dismissal-watch': couldBeOther }),
    () => {
      const ballots = fc.array(fc.constantFrom('YES', 'NO', 'ABSTAIN'), { minLength: 1, maxLength: 10 });
      const outcome = (votes: readonly string[]): string => {
        if (votes.length < 3) return 'DEFERRED';
        const yes = votes.filter((vote) => vote === 'YES').length;
        return yes + yes > votes.length ? 'SELECTED' : 'NOT_SELECTED';
      };
      fc.assert(
        fc.property(ballots, fc.integer({ min: 1, max: 3 }), (votes, gone) => {
          const count = (value: string) => votes.filter((vote) => vote === value).length;
          const tally = { eligible: votes.length, yes: count('YES'), no: count('NO'), abstain: count('ABSTAIN') };
          /** Every result that is possible without so many of them. */
          const results = (left: readonly string[], n: number): readonly string[] =>
            n === 0
              ? [outcome(left)]
              : left.flatMap((_, i) => results([...left.slice(0, i), ...left.slice(i + 1)], n - 1));
          const changes = results(votes, gone).some((result) => result !== outcome(votes));
          return votes.length < 3 + gone || couldBeOther(tally, 3, gone) === changes;
        }),
        propertyRuns(1000),
      );
    },
  );

  it('is told with its day, its ground and its evidence, next to those of others', () => {
    const session = decided(7, 6);
    const first = session.when(bound(reportConflict, report)).thenEvents(
      {
        type: 'UndeclaredConflictFound',
        data: { item: 1, memberId: 'member-3', ground: 'B', on: '2025-09-19' },
        reason: '용역 계약서',
      },
      'RevoteNeeded',
    );
    const second = first.given(bound(reportConflict, { ...report, memberId: 'member-4', ground: 'A' }));
    expect(itemIn(second, 1).breaches?.map(({ memberId, ground }) => [memberId, ground])).toEqual([
      ['member-3', 'B'],
      ['member-4', 'A'],
    ]);
  });

  it('counts together with those that were found before, and not where its member was away', () => {
    const absent = decided(7, 6).given(bound(reportConflict, { ...report, memberId: 'member-15' }));
    expect(itemIn(absent, 1).breaches).toMatchObject([{ couldChange: false }]);
    const two = decided(8, 5).given(bound(reportConflict, report));
    expect(itemIn(two, 1).breaches).toMatchObject([{ couldChange: false }]);
    // Eight of thirteen leave a majority without any two of them, and a tie without three.
    const three = two.given(
      bound(reportConflict, { ...report, memberId: 'member-4' }),
      bound(reportConflict, { ...report, memberId: 'member-5' }),
    );
    expect(itemIn(three, 1).breaches?.map(({ couldChange }) => couldChange)).toEqual([false, false, true]);
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
