import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { samplePrice } from '../events/definitions/samples.js';
import { costOf, isDearer, lowestPrice, priceModelFaults, unitsOf, type PricedLine } from './price-model.js';

const line = (change: Partial<PricedLine> = {}): PricedLine => ({ ...samplePrice, billingModel: 'USAGE', ...change });
const codes = (...lines: readonly PricedLine[]) =>
  priceModelFaults(lines).map(({ code, pointer }) => `${code} ${pointer}`);

/** Tiers that begin ever higher and cost ever less. */
const lines = fc
  .record({
    unitPrice: fc.integer({ min: 0, max: 10_000 }),
    vatIncluded: fc.boolean(),
    steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 3_000 })), { maxLength: 4 }),
  })
  .map(({ unitPrice, vatIncluded, steps }) => {
    let above = 0;
    let price = unitPrice;
    const tiers = steps.map(([width, fall]) => {
      above += width;
      price = Math.max(0, price - fall);
      return { above, unitPrice: price };
    });
    return line({ unitPrice, vatIncluded, ...(tiers.length > 0 && { tiers }) });
  });

/** What each single unit costs, one by one: another way to the same sum. */
function unitByUnit({ unitPrice, tiers = [] }: PricedLine, units: number): bigint {
  let sum = 0n;
  for (let unit = 1; unit <= units; unit += 1) {
    sum += BigInt(tiers.findLast(({ above }) => unit > above)?.unitPrice ?? unitPrice);
  }
  return sum;
}

describe('A price with tiers and meters', () => {
  it('has tiers that begin ever higher and cost ever less', () => {
    expect(
      codes(
        line({
          tiers: [
            { above: 10, unitPrice: 900_000 },
            { above: 20, unitPrice: 900_000 },
          ],
        }),
      ),
    ).toEqual([]);
    expect(codes(line({ tiers: [{ above: 10, unitPrice: 1_000_001 }] }))).toEqual([
      'TIERS_NOT_FALLING /prices/0/tiers/0',
    ]);
    expect(
      codes(
        line(),
        line({
          tiers: [
            { above: 10, unitPrice: 9 },
            { above: 10, unitPrice: 8 },
          ],
        }),
      ),
    ).toEqual(['TIERS_NOT_FALLING /prices/1/tiers/1']);
  });

  it('is metered only when it is billed by use', () => {
    const meter = { code: 'API_CALL', per: 1000 };
    expect(codes(line({ meter }))).toEqual([]);
    expect(codes(line({ meter, billingModel: 'FLAT' }))).toEqual(['METER_NOT_BY_USE /prices/0/meter']);
  });

  it('counts a unit that was begun whole', () => {
    const meter = { code: 'API_CALL', per: 1000 };
    expect([0, 1, 1000, 1001].map((counted) => unitsOf({ meter }, counted))).toEqual([0n, 1n, 1n, 2n]);
    expect(unitsOf({}, 7)).toBe(7n);
  });

  it('costs what each unit costs at the price of its tier', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 150 }), (priced, units) => {
        expect(costOf(priced, BigInt(units))).toBe(unitByUnit(priced, units));
      }),
      propertyRuns(),
    );
  });

  it('is dearer when some number of units costs more with VAT', () => {
    fc.assert(
      fc.property(lines, lines, (is, was) => {
        const cost = (one: PricedLine, units: number) => unitByUnit(one, units) * (one.vatIncluded ? 10n : 11n);
        const some = Array.from({ length: 130 }, (_, i) => i + 1).some((units) => cost(is, units) > cost(was, units));
        const last = (one: PricedLine) => BigInt(lowestPrice(one).unitPrice) * (one.vatIncluded ? 10n : 11n);
        expect(isDearer(is, was)).toBe(some || last(is) > last(was));
      }),
      propertyRuns(),
    );
  });

  it('is not dearer than itself, and is with one tier less', () => {
    const tiered = line({ tiers: [{ above: 10, unitPrice: 900_000 }] });
    expect(isDearer(tiered, tiered)).toBe(false);
    expect(isDearer(line(), tiered)).toBe(true);
    expect(isDearer(tiered, line())).toBe(false);
  });
});
