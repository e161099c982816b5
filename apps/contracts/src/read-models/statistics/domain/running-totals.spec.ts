import fc from 'fast-check';
import { addDays, type Day } from '#common/kernel/day.js';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { rangeOf, RunningTotals, type Posting } from './running-totals.js';
import type { Totals } from './statistics.js';

const day = fc.oneof(
  { weight: 30, arbitrary: fc.nat(2_000).map((n) => addDays('2020-01-01', n)) },
  fc.constantFrom('0001-01-01', '2014-12-31', '2015-01-01', '2059-11-09', '2059-11-10', '2059-11-11', '9999-12-31'),
);
const posting: fc.Arbitrary<Posting> = fc.record({
  date: day,
  from: day,
  contracts: fc.constantFrom(-1, 0, 1),
  amount: fc.oneof(
    fc.integer(),
    fc.maxSafeNat(),
    fc.maxSafeNat().map((n) => -n),
  ),
});
const range = fc.record({
  from: fc.option(day, { nil: undefined }),
  to: fc.option(day, { nil: undefined }),
  asOf: day,
});

/** One by one, in integers of any length. */
function counted(postings: readonly Posting[], from: Day | undefined, to: Day | undefined, asOf: Day): Totals {
  const within = postings.filter(
    (one) => one.from <= asOf && (from === undefined || from <= one.date) && (to === undefined || one.date <= to),
  );
  return {
    contracts: within.reduce((sum, one) => sum + one.contracts, 0),
    amount: within.reduce((sum, one) => sum + BigInt(one.amount), 0n),
  };
}

describe('Running totals', () => {
  it('come to the same when there are many, of days that the tree holds and of others', () => {
    const days = Array.from({ length: 40 }, (_, n) => addDays('2019-12-25', n * 53));
    const outside = ['0001-01-01', '2014-12-31', '2059-11-10', '9999-12-31'];
    const postings = [...days, ...outside].flatMap((date, i) =>
      [date, addDays('2020-01-01', i * 40), '2021-06-30'].map((from, n): Posting => ({
        date,
        from,
        contracts: n === 1 ? -1 : 1,
        amount: (i + 1) * 1_000_000_007 * (n === 2 ? -1 : 1),
      })),
    );
    const totals = new RunningTotals();
    for (const one of postings) totals.add(one);
    const asked = [undefined, '0001-01-01', '2015-01-01', '2020-02-16', '2021-06-30', '2059-11-09', '9999-12-31'];
    for (const from of asked)
      for (const to of asked)
        for (const asOf of ['2019-01-01', '2020-02-16', '2021-06-30', '9999-12-31'])
          expect([from, to, asOf, totals.between(rangeOf(from, to, asOf))]).toEqual([
            from,
            to,
            asOf,
            counted(postings, from, to, asOf),
          ]);
  });

  it(
    'R-49: come to what their postings come to, few or many, of any day, asked at any time',
    proves({ 'R-49': RunningTotals }),
    () => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.array(posting, { maxLength: 150 }), range), { minLength: 1, maxLength: 4 }),
          (steps) => {
            const totals = new RunningTotals();
            const all: Posting[] = [];
            for (const [postings, { from, to, asOf }] of steps) {
              for (const one of postings) totals.add(one);
              all.push(...postings);
              const { contracts, amount } = totals.between(rangeOf(from, to, asOf));
              expect({ contracts: contracts + 0, amount }).toEqual(counted(all, from, to, asOf));
            }
          },
        ),
        propertyRuns(1_000),
      );
    },
  );
});
