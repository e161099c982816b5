import { proves } from '#testing/proves.js';
import { refusalOf } from '#testing/specification.js';
import { DIVIDED, jointly, LEAD, LINES, SECOND, SHARED, THIRD } from '../../testing/joint-steps.js';
import {
  accepting,
  active,
  claiming,
  claimIn,
  disputing,
  inspecting,
  paying,
  stating,
  statementIn,
} from '../../testing/performance-steps.js';
import { submitStatement } from './billing.js';
import { claimPayment } from './claiming.js';
import { partsOf, sharedOut, sharedWithin } from './consortium.rules.js';
import { recordPayment } from './paying.js';
import { outstandingByMember, performanceOf, totalsOf } from './performance.rules.js';
import { setOffDeposit } from './winding-up.js';

const NUMBERS = [LEAD, SECOND.businessNumber, THIRD.businessNumber];
const amounts = (parts: readonly { readonly amount: number }[] | undefined) => parts?.map(({ amount }) => amount);

/** Twelve months of 10,000,009 won: each statement is of 833,334 won, and the last ones of less. */
const AMOUNT = 10_000_009;
const contract = (consortium = SHARED, type: 'LOCAL' | 'STATE' = 'LOCAL') =>
  active({ amount: AMOUNT, type, story: jointly(consortium) }).on('2025-12-20');

describe('Money of a joint contract', () => {
  it(
    '§5.6: each statement says what each member has of it, and the representative takes the rest',
    proves({ '5.6/joint-payment': submitStatement }),
    () => {
      const stated = contract().given(stating());
      expect(statementIn(stated)).toMatchObject({ amount: 833_334 });
      expect(statementIn(stated)?.parts).toEqual([
        { businessNumber: LEAD, amount: 416_668 },
        { businessNumber: SECOND.businessNumber, amount: 277_500 },
        { businessNumber: THIRD.businessNumber, amount: 139_166 },
      ]);
      // Lines of 6, 3 and 1 M won.
      const divided = contract(DIVIDED).given(stating());
      expect(amounts(statementIn(divided)?.parts)).toEqual([500_001, 250_000, 83_333]);
      expect(statementIn(active().on('2025-12-20').given(stating()))).not.toHaveProperty('parts');
    },
  );

  it(
    '§5.6: of lines by use each member has what its own were billed, less its part of a credit',
    proves({ '5.6/joint-payment': partsOf }),
    () => {
      const lines = LINES.map((one) => ({ ...one, item: 'x', unit: 'x', billingModel: 'USAGE', amount: 1 }) as const);
      const byUse = active({
        billingModel: 'USAGE',
        lines,
        amount: 10_000_000,
        cap: 20_000_000,
        story: jointly(DIVIDED),
      }).on('2025-12-20');
      const used = [
        { priceCode: 'HELP', quantity: 2 },
        { priceCode: 'STD', quantity: 1 },
      ];
      expect(amounts(statementIn(byUse.given(stating({ lines: used })))?.parts)).toEqual([1_000_000, 0, 2_000_000]);
      const reduced = byUse.given(stating({ lines: used, availability: 99.5 }));
      expect(amounts(statementIn(reduced)?.parts)).toEqual([900_000, 0, 1_800_000]);
      const nothing = byUse.given(stating({ lines: [{ priceCode: 'HELP', quantity: 0 }] }));
      expect(amounts(statementIn(nothing)?.parts)).toEqual([0, 0, 0]);
    },
  );

  it('a statement that was disputed is shared anew', proves({ '5.6/joint-payment': submitStatement }), () => {
    const again = contract().given(
      stating(),
      disputing(),
      stating({ period: { from: '2025-10-20', to: '2025-11-19' }, availability: 99.5 }),
    );
    expect(performanceOf(again.state).statements).toHaveLength(1);
    expect(statementIn(again)?.amount).toBe(750_001);
    expect(amounts(statementIn(again)?.parts)).toEqual([375_001, 249_750, 125_250]);
  });

  const claimed = (consortium = SHARED, type: 'LOCAL' | 'STATE' = 'LOCAL') =>
    contract(consortium, type).given(
      stating(),
      accepting(),
      inspecting(),
      stating(),
      accepting(),
      inspecting(),
      claiming({ statements: [1, 2] }),
    );

  it(
    '§5.6: a claim adds up the parts of its statements, to the won',
    proves({ '5.6/joint-payment': claimPayment }),
    () => {
      const claim = claimIn(claimed());
      expect(claim).toMatchObject({ amount: 1_666_668, payable: 1_666_668 });
      expect(claim?.parts).toEqual([
        { businessNumber: LEAD, amount: 833_336, payable: 833_336 },
        { businessNumber: SECOND.businessNumber, amount: 555_000, payable: 555_000 },
        { businessNumber: THIRD.businessNumber, amount: 278_332, payable: 278_332 },
      ]);
      expect(
        claimIn(active().on('2025-12-20').given(stating(), accepting(), inspecting(), claiming())),
      ).not.toHaveProperty('parts');
    },
  );

  it(
    'R-30: a state body drops what is below ten won of each member that it pays',
    proves({ '5.6/joint-payment': claimPayment }),
    () => {
      const claim = claimIn(claimed(SHARED, 'STATE'));
      expect(claim?.parts?.map(({ payable }) => payable)).toEqual([833_330, 555_000, 278_330]);
      expect(claim).toMatchObject({ amount: 1_666_668, payable: 1_666_660 });
    },
  );

  it('is paid to each member, all at once or part by part', proves({ '5.6/joint-payment': recordPayment }), () => {
    const whole = claimed().given(paying());
    expect(amounts(claimIn(whole)?.payments[0]?.parts)).toEqual([833_336, 555_000, 278_332]);
    expect(claimIn(whole)?.status).toBe('PAID');
    const first = claimed().given(paying({ amount: 1 }));
    expect(amounts(claimIn(first)?.payments[0]?.parts)).toEqual([1, 0, 0]);
    const half = first.given(paying({ amount: 833_333 }));
    expect(amounts(outstandingByMember(claimIn(half)!))?.reduce((sum, one) => sum + one, 0)).toBe(833_334);
    const rest = half.given(paying());
    expect(
      NUMBERS.map((_, i) => claimIn(rest)!.payments.reduce((sum, { parts }) => sum + parts![i]!.amount, 0)),
    ).toEqual([833_336, 555_000, 278_332]);
    expect(totalsOf(rest.state).paid).toBe(1_666_668);
  });

  it(
    'bears interest for each member, each rounded down for itself',
    proves({ '5.6/joint-payment': recordPayment }),
    () => {
      const late = claimed().on('2026-03-02').given(paying());
      const [payment] = claimIn(late)!.payments;
      const { lateDays, interest, parts } = payment!;
      expect(lateDays).toBeGreaterThan(30);
      const due = [833_336, 555_000, 278_332].map((amount) => Math.floor((amount * 5 * lateDays) / 36_500));
      expect(parts?.map((part) => part.interest)).toEqual(due);
      expect(interest).toBe(due.reduce((sum, one) => sum + one, 0));
    },
  );

  it('is set off by what each is still owed', proves({ '5.6/joint-payment': setOffDeposit }), () => {
    const { state } = claimed();
    const owing = { ...state, forfeited: { form: 'PLEDGE', amount: 1_000_000, on: '2025-12-20' } } as const;
    const [event] = setOffDeposit(owing, { claimNo: 1, amount: 1_000_000 });
    expect(event).toMatchObject({ type: 'DepositSetOff', data: { settles: false } });
    const { parts } = (event as { data: { parts: { amount: number }[] } }).data;
    expect(amounts(parts)).toEqual([500_002, 332_999, 166_999]);
    const after = claimed().given([event!]);
    expect(claimIn(after)?.setOff).toBe(1_000_000);
    expect(amounts(outstandingByMember(claimIn(after)!))).toEqual([333_334, 222_001, 111_333]);
    const [second] = setOffDeposit(
      { ...after.state, forfeited: { form: 'PLEDGE', amount: 1_666_668, on: '2025-12-20' } },
      { claimNo: 1, amount: 666_668 },
    );
    const settled = after.given([second!]);
    expect(claimIn(settled)?.status).toBe('PAID');
    expect(amounts(outstandingByMember(claimIn(settled)!))).toEqual([0, 0, 0]);
    expect(refusalOf(() => setOffDeposit(settled.state, { claimNo: 1, amount: 1 }))).toBe('CLAIM_STATUS');
  });
});

describe('An amount that is shared out', () => {
  it('leaves what rounding drops to the first one', proves({ '5.6/joint-payment': sharedOut }), () => {
    expect(sharedOut(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(sharedOut(2, [998, 1, 1])).toEqual([2, 0, 0]);
    expect(sharedOut(10_000_000_000_000, [1, 3_333_333_333_333, 6_666_666_666_666])).toEqual([
      1, 3_333_333_333_333, 6_666_666_666_666,
    ]);
    expect(sharedOut(7, [0, 0, 0])).toEqual([7, 0, 0]);
  });

  it('within what is owed gives nobody more', proves({ '5.6/joint-payment': sharedWithin }), () => {
    const whole = (part: number) => part;
    const tens = (part: number) => part - (part % 10);
    expect(sharedWithin(2, [0, 5, 5], whole)).toEqual([0, 1, 1]);
    expect(sharedWithin(1, [0, 5, 5], whole)).toEqual([0, 1, 0]);
    expect(sharedWithin(9, [1, 4, 5], whole)).toEqual([1, 4, 4]);
    expect(sharedWithin(30, [10, 20, 20], tens)).toEqual([10, 10, 10]);
    expect(sharedWithin(0, [0, 0], whole)).toEqual([0, 0]);
  });
});
