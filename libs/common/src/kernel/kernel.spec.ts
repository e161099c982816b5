import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { momentAt } from './clock.js';
import { dueInBusinessDays, dueInCalendarDays, hasPassed, recounted, type Deadline } from './deadline.js';
import { ensure, invalid, notFound, Refusal } from './errors.js';
import { koreanCalendar } from './holidays.js';
import { derivedId, newId } from './ids.js';
import {
  comparePrices,
  highestPrice,
  isWon,
  lineAmount,
  paidInWhole,
  shareRoundedDown,
  shareRoundedUp,
  sumWon,
  vatInclusive,
  vatWithin,
  won,
} from './money.js';
import { POLICY_DEFAULTS, PolicyTable, type PolicyFile } from './policy.js';

const amount = fc.nat({ max: 1_000_000_000_000 });

describe('Won', () => {
  it.each([-1, 0.5, NaN, Infinity, 2 ** 53, '1', null, undefined])('%o is no amount', (value) => {
    expect(isWon(value)).toBe(false);
  });

  it('refuses what is no amount, and says where it stood', () => {
    expect(() => won(1.5, '/lines/0/amount')).toThrow(
      expect.objectContaining({
        code: 'MONEY_INVALID',
        errors: [expect.objectContaining({ pointer: '/lines/0/amount' })],
      }),
    );
    expect(() => sumWon([Number.MAX_SAFE_INTEGER, 1])).toThrow(Refusal);
    expect(() => vatInclusive(Number.MAX_SAFE_INTEGER, false)).toThrow(Refusal);
  });

  it('finds in an amount exactly the VAT that was put in', () => {
    fc.assert(
      fc.property(amount, (net) => {
        const gross = vatInclusive(net, false);
        expect(gross - net).toBe(Math.floor(net / 10));
        expect(vatWithin(gross)).toBe(gross - net);
        expect(vatInclusive(net, true)).toBe(net);
      }),
      { ...propertyRuns(), examples: [[19], [9], [10], [6], [0], [9_007_199_254]] },
    );
  });

  it('takes for any amount a VAT between nothing and an eleventh', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (gross) => {
        const vat = vatWithin(gross);
        expect(isWon(vat) && vat <= gross / 11 && vat > gross / 11 - 1).toBe(true);
      }),
      propertyRuns(),
    );
  });

  it('adds up whatever the order and the grouping', () => {
    fc.assert(
      fc.property(fc.array(amount), fc.array(amount), (a, b) => {
        expect(sumWon([...a, ...b])).toBe(sumWon([...b.toReversed(), sumWon(a)]));
      }),
      propertyRuns(),
    );
  });

  it('never takes a share a won too small, nor a whole won too large', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 100 }), (whole, percent) => {
        const share = BigInt(shareRoundedUp(whole, percent)) * 100n;
        const exact = BigInt(whole) * BigInt(percent);
        expect(share >= exact && share < exact + 100n).toBe(true);
      }),
      {
        ...propertyRuns(),
        examples: [
          [1, 10],
          [10, 10],
          [11, 10],
          [50_000_000, 10],
          [Number.MAX_SAFE_INTEGER, 10],
        ],
      },
    );
  });

  it('#49: takes a tenth of the largest amount to the won', () => {
    expect(shareRoundedUp(Number.MAX_SAFE_INTEGER, 10)).toBe(900_719_925_474_100);
    expect(shareRoundedUp(1_000, 2.5)).toBe(25);
    expect([shareRoundedDown(1_001, 2.5), shareRoundedUp(1_001, 2.5)]).toEqual([25, 26]);
  });

  const price = fc.record({
    unitPrice: fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 8_000_000_000_000_000 })),
    vatIncluded: fc.boolean(),
  });
  /** In elevenths of tenths: a fraction with one denominator for both ways to state a price. */
  const exact = ({ unitPrice, vatIncluded }: { unitPrice: number; vatIncluded: boolean }) =>
    BigInt(unitPrice) * (vatIncluded ? 100n : 110n);

  it(
    'F-28, R-30: compares prices with VAT as exact fractions, and finds the highest that is not above',
    proves({ 'R-30': comparePrices }),
    () => {
      fc.assert(
        fc.property(price, price, (a, b) => {
          const [one, other] = [exact(a), exact(b)];
          expect(Math.sign(comparePrices(a, b))).toBe(one < other ? -1 : one > other ? 1 : 0);
          const most = { unitPrice: highestPrice(b, a.vatIncluded), vatIncluded: a.vatIncluded };
          expect(exact(most) <= other && exact({ ...most, unitPrice: most.unitPrice + 1 }) > other).toBe(true);
        }),
        {
          ...propertyRuns(1_000),
          examples: [
            [
              { unitPrice: 9, vatIncluded: false },
              { unitPrice: 9, vatIncluded: true },
            ],
          ],
        },
      );
    },
  );

  it('F-28: rounds the VAT of a line once, down to the won', proves({ 'R-30': lineAmount }), () => {
    fc.assert(
      fc.property(fc.nat({ max: 5_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (unitPrice, quantity) => {
        const gross = BigInt(lineAmount({ unitPrice, vatIncluded: false }, quantity));
        expect(gross).toBe((BigInt(unitPrice) * BigInt(quantity) * 110n) / 100n);
        expect(lineAmount({ unitPrice, vatIncluded: true }, quantity)).toBe(unitPrice * quantity);
      }),
      { ...propertyRuns(), examples: [[5, 1_000_000]] },
    );
  });

  it('F-28, R-30: drops of a payment what is below the unit that is paid', proves({ 'R-30': paidInWhole }), () => {
    expect([10_800_009, 10_800_010, 9, 0].map((one) => paidInWhole(one, 10))).toEqual([10_800_000, 10_800_010, 0, 0]);
    expect(paidInWhole(10_800_009, 0)).toBe(10_800_009);
  });
});

describe('Ids', () => {
  it('are the same for the same parts and differ for any other', () => {
    expect(derivedId('listing', 'a')).toBe(derivedId('listing', 'a'));
    expect(derivedId('ab', 'c')).not.toBe(derivedId('a', 'bc'));
    expect(derivedId('a', '')).not.toBe(derivedId('a'));
    expect(derivedId('1:a|1:b')).not.toBe(derivedId('a', 'b'));
    expect(derivedId('안건', '가')).not.toBe(derivedId('안', '건가'));
  });

  it('never changes what was derived before: ids of running installations depend on it', () => {
    expect(derivedId('listing', '018f6f2a-0000-7000-8000-000000000001')).toBe('65d8f735-669d-5035-b703-16b7bacd1ad1');
  });

  it('no two lists of parts share one', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', '1', ':', '|', '가') }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(derivedId(...a) === derivedId(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      propertyRuns(),
    );
  });

  it('made new are ordered by the time they were made', () => {
    const ids = Array.from({ length: 500 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(500);
  });
});

describe('A policy table', () => {
  const row = (more: object) => ({
    key: 'intake.supplementBusinessDays',
    from: '2026-01-01',
    value: 7,
    basis: '고시',
    ...more,
  });
  const table = (...rows: object[]) => PolicyTable.from({ rows } as unknown as PolicyFile);

  it('has the defaults until a row says otherwise, from its day on', () => {
    const policy = table(row({}), row({ from: '2027-01-01', value: 5 }));
    expect(policy.on('2025-12-31')).toEqual(POLICY_DEFAULTS);
    expect(policy.on('2026-01-01')['intake.supplementBusinessDays']).toBe(7);
    expect(policy.on('2026-12-31')['intake.supplementBusinessDays']).toBe(7);
    expect(policy.on('2027-01-01')['intake.supplementBusinessDays']).toBe(5);
    expect(policy.on('2027-01-01')['review.rosterMax']).toBe(POLICY_DEFAULTS['review.rosterMax']);
  });

  it('does not mind the order of its rows', () => {
    const policy = table(row({ from: '2027-01-01', value: 5 }), row({}));
    expect(policy.on('2026-06-01')['intake.supplementBusinessDays']).toBe(7);
    expect(policy.on('2027-06-01')['intake.supplementBusinessDays']).toBe(5);
  });

  it('decides by the day in Seoul', () => {
    const policy = table(row({}));
    const calendar = koreanCalendar(policy);
    const at = (instant: string) =>
      momentAt(new Date(instant), policy, calendar).policy['intake.supplementBusinessDays'];
    expect([at('2025-12-31T14:59:59Z'), at('2025-12-31T15:00:00Z')]).toEqual([10, 7]);
  });

  it.each([
    ['no such key', row({ key: 'intake.nothing' }), /policy row 0 \(intake\.nothing\): there is no such policy key/],
    ['a name every object has', row({ key: 'toString' }), /no such policy key/],
    ['no such day', row({ from: '2026-02-30' }), /"from" must be a day/],
    ['text for a number', row({ value: '7' }), /value must be like 10, not "7"/],
    ['less than nothing', row({ value: -1 }), /value must be like 10, not -1/],
    ['nothing', row({ value: null }), /value must be like 10, not null/],
    ['nothing for a table', row({ key: 'intake.documents', value: null }), /not null/],
    ['a list for a table', row({ key: 'intake.documents', value: [] }), /not \[\]/],
    ['text in a list of numbers', row({ key: 'catalog.reminderDays', value: ['180'] }), /not \["180"\]/],
    ['a number for a list', row({ key: 'catalog.reminderDays', value: 180 }), /not 180/],
  ])('refuses %s and names the row', (_, wrong, message) => {
    expect(() => table(wrong)).toThrow(message);
  });

  it('refuses two values from one day', () => {
    expect(() => table(row({}), row({ value: 8 }))).toThrow(
      /policy row 1 .* another row says what holds from 2026-01-01/,
    );
  });

  it.each([
    ['a list', [], /must be an object/],
    ['nothing', null, /must be an object/],
    ['a misspelt part', { holiday: {} }, /"holiday" is none of rows, holidays, holidayYears/],
    ['a holiday that is no day', { holidays: { '2026-13-01': true } }, /"2026-13-01" is not a day/],
    ['a holiday neither true nor false', { holidays: { '2026-01-02': 'false' } }, /2026-01-02 must be true or false/],
    ['a year that is none', { holidayYears: ['26'] }, /"26" is not a year/],
  ])('refuses a file that is %s', (_, file, message) => {
    expect(() => PolicyTable.from(file as PolicyFile)).toThrow(message);
  });
});

describe('A deadline', () => {
  const deadline: Deadline = { key: 'SUPPLEMENT', dueAt: '2025-08-22T15:00:00.000Z', basis: 'bd', rule: 'A-04' };
  it('has passed at its instant, and not a millisecond before', () => {
    expect(hasPassed(deadline, new Date('2025-08-22T14:59:59.999Z'))).toBe(false);
    expect(hasPassed(deadline, new Date('2025-08-22T15:00:00.000Z'))).toBe(true);
  });

  const within = { key: 'CHECK', days: 5, rule: 'A-04' };

  it(
    'R-13, F-31: is provisional where its count touches a year without an official list',
    proves({ 'R-13': dueInBusinessDays }),
    () => {
      const submitted = momentOf('2027-12-29');
      expect(dueInBusinessDays(submitted, within)).toEqual({
        key: 'CHECK',
        dueAt: '2028-01-05T15:00:00.000Z',
        basis: 'bd',
        rule: 'A-04',
        provisional: { from: '2027-12-29', days: 5 },
      });
      expect(dueInBusinessDays(submitted, { ...within, days: 2 })).not.toHaveProperty('provisional');
    },
  );

  it(
    'R-13, F-31: is counted again with the list, in business days, calendar days and back to an hour',
    proves({ 'R-13': recounted }),
    () => {
      const list = { '2028-01-03': true, '2028-01-18': true, '2028-01-20': true };
      const listed = koreanCalendar(PolicyTable.from({ holidays: list, holidayYears: ['2028'] }));
      const moment = momentOf('2027-12-29');
      const again = (before: Deadline) => {
        const { provisional, dueAt } = recounted(before, listed);
        return [before.provisional === undefined, provisional, before.dueAt, dueAt];
      };
      const [untilThe5th, untilThe6th] = ['2028-01-05T15:00:00.000Z', '2028-01-06T15:00:00.000Z'];
      expect(again(dueInBusinessDays(moment, within))).toEqual([false, undefined, untilThe5th, untilThe6th]);
      expect(again(dueInCalendarDays(moment, { ...within, days: 20 }))).toEqual([
        false,
        undefined,
        '2028-01-18T15:00:00.000Z',
        '2028-01-19T15:00:00.000Z',
      ]);
      expect(again(dueInBusinessDays(moment, { ...within, days: -2, from: '2028-01-21', time: '18:00' }))).toEqual([
        false,
        undefined,
        '2028-01-19T09:00:00.000Z',
        '2028-01-17T09:00:00.000Z',
      ]);
    },
  );

  it('R-13, F-31: stays as it is when it was never provisional, and provisional while no list covers its year', () => {
    const here = koreanCalendar(PolicyTable.defaults);
    expect(recounted(deadline, here)).toBe(deadline);
    const open = dueInBusinessDays(momentOf('2027-12-29'), within);
    expect(recounted(open, here)).toEqual(open);
  });
});

describe('A refusal', () => {
  it('is thrown only where the guard does not hold', () => {
    expect(() => ensure(true, () => invalid('X', 'x'))).not.toThrow();
    expect(() => ensure(false, () => invalid('X', 'x'))).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'X' }),
    );
  });

  it('does not tell what is not there from what is not yours', () => {
    expect(notFound('application', '7').detail).toBe('There is no application 7, or it is not yours to see.');
  });
});
