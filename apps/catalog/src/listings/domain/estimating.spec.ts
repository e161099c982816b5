import fc from 'fast-check';
import { samplePrice } from '#common/events/definitions/samples.js';
import type { PriceLine } from '#common/events/definitions/shapes.js';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { estimateCost, type StatedUse } from './estimating.js';

const moment = momentOf('2025-10-13');
const calls: PriceLine = {
  ...samplePrice,
  code: 'API',
  billingModel: 'USAGE',
  unitPrice: 7,
  vatIncluded: false,
  meter: { code: 'API_CALL', per: 1000 },
  tiers: [{ above: 100, unitPrice: 5 }],
};
const use = (code: string, quantity: number, months = 1): StatedUse => ({ code, quantity, months });
const of = (prices: readonly PriceLine[], ...uses: readonly StatedUse[]) => estimateCost(prices, uses, moment);

describe('§4.4: the cost of a stated use', () => {
  it('is by the tiers of each month, with VAT once for the line', proves({ '4.4/estimate': estimateCost }), () => {
    // 251 units a month: 100 at 7 and 151 at 5 are 1,455; three months are 4,365, with VAT 4,801.5.
    expect(of([samplePrice, calls], use('API', 250_001, 3), use('STD', 2, 12))).toEqual({
      lines: [
        { code: 'API', item: calls.item, quantity: 250_001, months: 3, units: 251, amount: 4_801 },
        { code: 'STD', item: samplePrice.item, quantity: 2, months: 12, units: 2, amount: 24_000_000 },
      ],
      amount: 24_004_801,
    });
  });

  it('is of listed lines, each once, for as long as they are taken at least', () => {
    const long = { ...samplePrice, minimumMonths: 12 };
    expect(refusalOf(() => of([samplePrice], use('NONE', 1)))).toBe('PRICE_LINE_UNKNOWN');
    expect(refusalOf(() => of([samplePrice], use('STD', 1), use('STD', 2)))).toBe('USE_REPEATED');
    expect(refusalOf(() => of([long], use('STD', 1, 11)))).toBe('MINIMUM_MONTHS');
    expect(of([long], use('STD', 1, 12)).amount).toBe(12_000_000);
  });

  it('R-40: has the upper bound of a line and of a contract', () => {
    expect(of([samplePrice], use('STD', 10_000_000)).amount).toBe(10_000_000_000_000);
    expect(refusalOf(() => of([samplePrice], use('STD', 10_000_001)))).toBe('AMOUNT_IMPLAUSIBLE');
    const two = [samplePrice, { ...samplePrice, code: 'PRO' }];
    expect(refusalOf(() => of(two, use('STD', 10_000_000), use('PRO', 1)))).toBe('AMOUNT_IMPLAUSIBLE');
  });

  it('is whole won, and never less for more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 10_000 }), (quantity, more) => {
        const [less, rest] = [
          of([calls], use('API', quantity)).amount,
          of([calls], use('API', quantity + more)).amount,
        ];
        expect(Number.isInteger(less) && less <= rest).toBe(true);
      }),
      propertyRuns(),
    );
  });
});
