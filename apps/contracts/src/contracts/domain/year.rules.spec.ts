import fc from 'fast-check';
import { addDays, daysBetween } from '#common/kernel/day.js';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { line, negotiated, planned, stating } from '../../testing/contract-steps.js';
import { amending, decliningAmendment, running, signingAmendment } from '../../testing/running.js';
import { openAmendment, payingYears } from './amendment.rules.js';
import { amountsToReserve } from './signing.js';
import {
  earlierFirst,
  ensureYearsAhead,
  moreByYear,
  mostByYear,
  proposedAnew,
  proposedYears,
  sharedByDays,
  statedYears,
} from './year.rules.js';

const year = (fiscalYear: number, amount: number, cap?: number) => ({
  fiscalYear,
  amount,
  ...(cap !== undefined && { cap }),
});
const sum = (parts: readonly { readonly amount: number }[]) => parts.reduce((all, { amount }) => all + amount, 0);
const capsOf = (parts: readonly { readonly cap?: number }[]) => parts.reduce((all, { cap = 0 }) => all + cap, 0);

const somePeriod = fc
  .tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 2_500 }))
  .map(([start, length]) => ({ from: addDays('2024-01-01', start), to: addDays('2024-01-01', start + length) }));

describe('The amount of a fiscal year', { timeout: 120_000 }, () => {
  it(
    'R-31: is proposed by calendar days, and what is left over is in the first year',
    proves({ 'R-31': sharedByDays }),
    () => {
      expect(sharedByDays(10_800_000, { from: '2025-10-20', to: '2026-10-19' })).toEqual([
        year(2025, 2_160_000),
        year(2026, 8_640_000),
      ]);
      // 31, 365 and 366 days of 762, from one 1 December to another New Year's Eve.
      expect(sharedByDays(1_000, { from: '2026-12-01', to: '2028-12-31' })).toEqual(
        [year(2026, 42), year(2027, 479), year(2028, 480)].map((one, i) =>
          i === 0 ? year(2026, 1_000 - 479 - 480) : one,
        ),
      );
    },
  );

  it('R-31: is the exact share of its days, rounded down; what is left over is in the first year', () => {
    const DAY = 86_400_000n;
    const at = (day: string): bigint => BigInt(Date.parse(day));
    const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
    const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
    fc.assert(
      fc.property(somePeriod, fc.integer({ min: 0, max: 10_000_000_000_000 }), (period, total) => {
        const [begin, end] = [at(period.from), at(period.to) + DAY];
        const [first = 0, ...others] = sharedByDays(total, period).map(({ fiscalYear }) => fiscalYear);
        const exact = others.map((fiscalYear) => {
          const days = min(end, at(`${fiscalYear + 1}-01-01`)) - max(begin, at(`${fiscalYear}-01-01`));
          return { fiscalYear, amount: Number((BigInt(total) * days) / (end - begin)) };
        });
        expect([first, others.length]).toEqual([
          Number(period.from.slice(0, 4)),
          Number(period.to.slice(0, 4)) - Number(period.from.slice(0, 4)),
        ]);
        const left = total - exact.reduce((all, { amount }) => all + amount, 0);
        expect(sharedByDays(total, period)).toEqual([{ fiscalYear: first, amount: left }, ...exact]);
      }),
      propertyRuns(10_000),
    );
  });

  it('R-31: of one day at the turn of a year is that day, in the year of Seoul', () => {
    expect(sharedByDays(365, { from: '2025-12-31', to: '2026-12-30' })).toEqual([year(2025, 1), year(2026, 364)]);
    expect(sharedByDays(365, { from: '2026-01-01', to: '2026-12-31' })).toEqual([year(2026, 365)]);
    // 400 억 concluded in December and begun in January is of the year in which it begins.
    expect(sharedByDays(40_000_000_000, { from: '2025-01-01', to: '2025-12-31' })).toEqual([
      year(2025, 40_000_000_000),
    ]);
  });

  it('R-31: is one of several whose sum is the total, of the cap too', proves({ 'R-31': proposedYears }), () => {
    fc.assert(
      fc.property(
        somePeriod,
        fc.integer({ min: 0, max: 10_000_000_000_000 }),
        fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
        (period, amount, over) => {
          const cap = over === undefined ? {} : { cap: amount + over };
          const terms = { amount, period, ...cap };
          const parts = proposedYears(terms);
          expect([sum(parts), capsOf(parts)]).toEqual([amount, cap.cap ?? 0]);
          expect(statedYears(parts, terms)).toEqual(parts);
          const days = daysBetween(period.from, period.to) + 1;
          for (const part of parts.slice(1)) expect(part.amount).toBeLessThanOrEqual((amount * 366) / days);
        },
      ),
      propertyRuns(10_000),
    );
  });

  it.each([
    ['YEAR_REPEATED', [year(2025, 5_000_000), year(2025, 5_800_000)]],
    ['YEAR_OUTSIDE_PERIOD', [year(2025, 5_000_000), year(2027, 5_800_000)]],
    ['YEAR_OUTSIDE_PERIOD', [year(2024, 5_000_000), year(2026, 5_800_000)]],
    ['YEAR_AMOUNTS_MISMATCH', [year(2025, 5_000_000), year(2026, 5_800_001)]],
    ['YEAR_AMOUNTS_MISMATCH', [year(2025, 5_000_000), year(2026, 5_799_999)]],
    ['YEAR_AMOUNTS_MISMATCH', [year(2025, 10_800_000, 10_800_000)]],
  ])('R-31: is refused with %s', proves({ 'R-31': statedYears }), (code, years) => {
    negotiated('chosen').on('2025-10-15').when(stating('INSTITUTION', { years })).thenRefused(code);
  });

  it.each([
    [[year(2025, 5_000_000, 6_000_000), year(2026, 5_800_000, 5_999_999)]],
    [[year(2025, 5_000_000, 12_000_000), year(2026, 5_800_000)]],
    [[year(2025, 5_000_000), year(2026, 5_800_000)]],
    [[year(2025, 5_000_000, 4_999_999), year(2026, 5_800_000, 7_000_001)]],
  ])('R-31: has its part of the cap, or is refused', proves({ 'R-31': statedYears }), (years) => {
    const cap = 12_000_000;
    const chosen = negotiated('chosen').on('2025-10-15');
    chosen.when(stating('INSTITUTION', { cap, years })).thenRefused('YEAR_AMOUNTS_MISMATCH');
    const parts = [year(2025, 5_000_000, 5_000_000), year(2026, 5_800_000, 7_000_000)];
    chosen.when(stating('INSTITUTION', { cap, years: parts })).thenEvents('TermsStated');
  });

  it('R-31: is a part of the terms that both parties state', () => {
    const years = [year(2026, 10_800_000), year(2025, 0)];
    const stated = negotiated('chosen').on('2025-10-15').given(stating('SUPPLIER', { years }));
    stated.when(stating('INSTITUTION')).thenEvents('TermsStated');
    const { state } = stated.given(stating('INSTITUTION', { years: [year(2026, 10_800_000)] }));
    expect([state.status, state.terms?.years]).toEqual(['DRAFTED', [year(2026, 10_800_000)]]);
  });

  it('R-31: is what its budget sets aside; by use its part of the cap', proves({ 'R-31': mostByYear }), () => {
    expect(amountsToReserve(negotiated('ordered').state)).toEqual([year(2025, 2_160_000), year(2026, 8_640_000)]);
    expect(amountsToReserve(planned().state)).toEqual([]);
    const { lines } = negotiated('ordered').state.terms!;
    const capped = [year(2025, 2, 3), year(2026, 4, 6)];
    expect(mostByYear({ lines, years: capped })).toEqual([year(2025, 2), year(2026, 4)]);
    const byUse = lines.map((one) => ({ ...one, billingModel: 'USAGE' as const }));
    expect(mostByYear({ lines: byUse, years: capped })).toEqual([year(2025, 3), year(2026, 6)]);
  });

  it(
    'R-31: that was not spent is free again: the earlier years are spent first',
    proves({ 'R-31': earlierFirst }),
    () => {
      const parts = [year(2026, 50), year(2025, 30)];
      expect(earlierFirst(0, parts)).toEqual([year(2025, 0), year(2026, 0)]);
      expect(earlierFirst(31, parts)).toEqual([year(2025, 30), year(2026, 1)]);
      expect(earlierFirst(80, parts)).toEqual([year(2025, 30), year(2026, 50)]);
    },
  );
});

describe('The amount of a fiscal year in an amendment', () => {
  const before = running().state.terms!;
  const longer = { ...before, amount: 13_500_000, period: { ...before.period, to: '2027-06-30' } };

  it('R-31: stays as it was in a year that is over', proves({ 'R-31': proposedAnew }), () => {
    // 365 days of 2026 and 181 of 2027.
    expect(proposedAnew(before, longer, '2026-03-02')).toEqual([
      year(2025, 2_160_000),
      year(2026, 7_580_770),
      year(2027, 3_759_230),
    ]);
    const inTheFirst = proposedAnew(before, longer, '2025-12-31');
    expect([inTheFirst.map(({ fiscalYear }) => fiscalYear), sum(inTheFirst)]).toEqual([[2025, 2026, 2027], 13_500_000]);
    expect(inTheFirst[0]?.amount).toBeLessThan(2_160_000);
  });

  it('R-31: stays as it was where amount, cap and last day do', proves({ 'R-31': proposedAnew }), () => {
    const years = [year(2026, 10_800_000)];
    expect(proposedAnew({ ...before, years }, before, '2026-03-02')).toEqual(years);
    const cap = { ...before, cap: 10_800_000 };
    expect(proposedAnew({ ...before, years }, cap, '2026-03-02')).toEqual([year(2026, 10_800_000, 10_800_000)]);
  });

  it('R-31: of a year that is over is less where the whole is less', proves({ 'R-31': proposedAnew }), () => {
    const less = { ...before, amount: 2_000_000 };
    expect(proposedAnew(before, less, '2026-03-02')).toEqual([year(2025, 2_000_000)]);
  });

  it('R-31: is taken from the year that is not over', proves({ 'R-31': ensureYearsAhead }), () => {
    const change = { until: '2026-10-19', lines: [line({ unitPrice: 900_000 })] };
    const moved = (first: number) => ({ ...change, years: [year(2025, first), year(2026, 10_800_000 - first)] });
    running()
      .on('2026-01-01 00:00')
      .when(amending(moved(2_160_001)))
      .thenRefused('YEAR_OVER');
    running()
      .on('2026-01-01 00:00')
      .when(amending(moved(2_159_999)))
      .thenEvents('AmendmentProposed');
    const half = running()
      .on('2025-12-31 23:59')
      .given(amending(moved(2_160_001)), signingAmendment('SUPPLIER'));
    half.when(signingAmendment('INSTITUTION', 2)).thenEvents('AmendmentSigned', 'ContractAmended');
    half.on('2026-01-01 00:00').when(signingAmendment('INSTITUTION', 2)).thenRefused('YEAR_OVER');
    half.when(signingAmendment('INSTITUTION')).thenRefused('SIGNING_LAPSED');
  });

  it(
    'R-31: is set aside more where it is more, though the whole costs the same',
    proves({ 'R-31': moreByYear }),
    () => {
      const years = [year(2025, 2_000_000), year(2026, 8_800_000)];
      const { state } = running().given(amending({ until: '2026-10-19', years }));
      const { terms } = openAmendment(state)!;
      expect(moreByYear(before, terms)).toEqual([year(2026, 160_000)]);
      expect(moreByYear(terms, terms)).toEqual([]);
    },
  );

  it('R-31: is paid by every year that was in force once', proves({ 'R-31': payingYears }), () => {
    const change = { until: '2027-10-19' };
    const proposed = running().given(amending(change));
    expect(payingYears(planned().state)).toEqual([]);
    expect(payingYears(proposed.state)).toEqual([2025, 2026]);
    expect(payingYears(proposed.given(decliningAmendment('SUPPLIER')).state)).toEqual([2025, 2026]);
    const amended = proposed.given(signingAmendment('INSTITUTION'), signingAmendment('SUPPLIER', 2));
    expect(payingYears(amended.state)).toEqual([2025, 2026, 2027]);
    const shorter = { until: '2025-12-31', lines: [line({ unitPrice: 900_000, quantity: 1 })] };
    const again = amended.given(
      amending(shorter),
      signingAmendment('INSTITUTION', undefined, { n: 2 }),
      signingAmendment('SUPPLIER', 3, { n: 2 }),
    );
    expect([again.state.terms?.years, payingYears(again.state)]).toEqual([[year(2025, 900_000)], [2025, 2026, 2027]]);
  });
});
