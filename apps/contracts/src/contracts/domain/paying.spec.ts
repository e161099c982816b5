import { proves } from '#testing/proves.js';
import { toldBy, waitsIn } from '#testing/told.js';
import {
  accepting,
  active,
  claimIn,
  claiming,
  correcting,
  inspecting,
  paying,
  returning,
  statementIn,
  stating,
  type Agreed,
} from '../../testing/performance-steps.js';
import { negotiated } from '../../testing/contract-steps.js';
import { contractType } from '../contract.type.js';
import { claimPayment, correctClaim, paidBy, returnClaim } from './claiming.js';
import { lateDaysOf, recordPayment } from './paying.js';
import { totalsOf } from './performance.rules.js';

/** The first statement, of 900,000 won unless said otherwise, accepted and inspected before Seollal 2026. */
const inspected = (agreed: Agreed = {}, rows: Parameters<typeof active>[1] = []) =>
  active(agreed, rows).on('2026-02-02').given(stating(), accepting(), inspecting());

/** Claimed on Thursday, 12 February 2026; Seollal is from Monday to Wednesday of the next week. */
const claimed = (agreed: Agreed = {}, rows: Parameters<typeof active>[1] = []) =>
  inspected(agreed, rows).on('2026-02-12').given(claiming());

describe('A claim', () => {
  it('§5.6: is for what was accepted and inspected, and no other sum', proves({ '11.4/claim': claimPayment }), () => {
    const submitted = active().on('2026-02-02').given(stating());
    submitted.when(claiming()).thenRefused('STATEMENT_STATUS');
    submitted.given(accepting()).when(claiming()).thenRefused('INSPECTION_STATUS');
    inspected()
      .when(claiming({ amount: 900_001 }))
      .thenRefused('CLAIM_AMOUNT');
    inspected()
      .when(claiming({ amount: 899_999 }))
      .thenRefused('CLAIM_AMOUNT');
    inspected()
      .when(claiming({ statements: [2] }))
      .thenRefused('NOT_FOUND');
    const event = inspected()
      .when(claiming())
      .thenEvents({ type: 'PaymentClaimed', data: { n: 1, amount: 900_000 } });
    expect(statementIn(event)?.status).toBe('INVOICED');
    event.when(claiming()).thenRefused('STATEMENT_STATUS');
  });

  it('is not made before the contract has started', () => {
    negotiated('signed').on('2025-10-18').when(claiming()).thenRefused('CONTRACT_NOT_STARTED');
  });

  it('takes several statements at once', () => {
    const two = inspected().given(stating(), accepting(), inspecting());
    two
      .when(claiming({ statements: [2, 1] }))
      .thenEvents({ data: { statements: [1, 2], amount: 1_800_000 }, type: 'PaymentClaimed' });
  });

  it('is not made on nothing', () => {
    active()
      .on('2026-02-02')
      .given(stating({ availability: 0 }), accepting(), inspecting())
      .when(claiming())
      .thenRefused('NOTHING_TO_CLAIM');
  });

  it('§5.6: is due within five business days, across Seollal', proves({ '11.4/payment': claimPayment }), () => {
    // 13, 19, 20, 23 and 24 February.
    expect(claimIn(claimed())?.due.dueAt).toBe('2026-02-24T15:00:00.000Z');
    expect(waitsIn(contractType, claimed())).toContain('RECORD_PAYMENT 1 INSTITUTION@1000001 2026-02-24T15:00:00.000Z');
  });

  it(
    '§11.4: stops its clock when it goes back, the day of the return included',
    proves({ '11.4/claim-returned': returnClaim }),
    () => {
      const early = inspected().on('2026-02-05').given(claiming());
      expect(claimIn(early)?.due.dueAt).toBe('2026-02-12T15:00:00.000Z');
      const returned = early.on('2026-02-09').given(returning());
      expect(claimIn(returned)).toMatchObject({ status: 'RETURNED', due: { suspended: { daysLeft: 4 } } });
      expect(toldBy(contractType, returned, 'ClaimReturned')[0]?.text.ko).toContain('세금계산서가 다르다');
      returned.when(paying()).thenRefused('CLAIM_STATUS');
      returned.when(returning()).thenRefused('CLAIM_STATUS');
      expect(waitsIn(contractType, returned).join()).toContain('CORRECT_CLAIM 1 SUPPLIER@1234567890');
      // 12, 13, 19 and 20 February.
      const again = returned.on('2026-02-11').given(correcting());
      expect(claimIn(again)).toMatchObject({ status: 'CLAIMED', due: { dueAt: '2026-02-20T15:00:00.000Z' } });
      expect(claimIn(again)?.due.suspended).toBeUndefined();
      again.when(correcting()).thenRefused('CLAIM_STATUS');
    },
  );

  it('has all of its days again when it goes back on the day it was made', () => {
    const returned = claimed().given(returning());
    expect(claimIn(returned)?.due.suspended?.daysLeft).toBe(5);
    expect(claimIn(returned.on('2026-02-13').given(correcting()))?.due.dueAt).toBe('2026-02-25T15:00:00.000Z');
  });

  it(
    'stays late when it goes back after its day, but for the days until it is made again',
    proves({ '11.4/claim-returned': correctClaim }),
    () => {
      const late = claimed().on('2026-02-27').given(returning()).on('2026-03-03').given(correcting());
      expect(claimIn(late)?.due.dueAt).toBe('2026-02-24T15:00:00.000Z');
      // 25 and 26 February, 4 and 5 March.
      late
        .on('2026-03-05')
        .when(paying())
        .thenEvents({ type: 'PaymentMade', details: { lateDays: 4 } });
    },
  );
});

describe('A payment', () => {
  it('is no more than the claim', proves({ '11.4/payment': recordPayment }), () => {
    claimed()
      .when(paying({ amount: 900_001 }))
      .thenRefused('PAYMENT_ABOVE_CLAIM');
    claimed()
      .when(paying({ amount: 0 }))
      .thenRefused('PAYMENT_NOTHING');
    const part = claimed().given(paying({ amount: 400_000 }));
    expect(claimIn(part)?.status).toBe('CLAIMED');
    part.when(paying({ amount: 500_001 })).thenRefused('PAYMENT_ABOVE_CLAIM');
    part.when(returning()).thenRefused('CLAIM_PARTLY_PAID');
    const paid = part.when(paying()).thenEvents({ type: 'PaymentMade', data: { paymentNo: 2, amount: 500_000 } });
    expect(claimIn(paid)?.status).toBe('PAID');
    expect(statementIn(paid)?.status).toBe('PAID');
    expect(totalsOf(paid.state)).toMatchObject({ paid: 900_000, claimed: 0 });
    paid.when(paying()).thenRefused('CLAIM_STATUS');
  });

  it('is on a day from the claim until today', () => {
    claimed()
      .when(paying({ paidOn: '2026-02-13' }))
      .thenRefused('PAYMENT_DAY');
    claimed()
      .on('2026-02-13')
      .when(paying({ paidOn: '2026-02-11' }))
      .thenRefused('PAYMENT_DAY_EARLY');
  });

  it('owes no interest on its last day', () => {
    claimed()
      .on('2026-02-24')
      .when(paying())
      .thenEvents({ type: 'PaymentMade', details: { lateDays: 0, interest: 0 } });
  });

  it(
    '§5.6: owes interest from the next day, rounded down to the won',
    proves({ '11.4/late-interest': recordPayment }),
    () => {
      // 900,000 × 5 % × 10 / 365 = 1,232.87…
      claimed()
        .on('2026-03-06')
        .when(paying())
        .thenEvents({ type: 'PaymentMade', details: { lateDays: 10, interest: 1_232 } });
      claimed()
        .on('2026-03-06')
        .when(paying({ paidOn: '2026-02-25' }))
        .thenEvents({ type: 'PaymentMade', details: { lateDays: 1, interest: 123 } });
    },
  );

  it('S18 Art. 59: takes the rate that was in force when the delay began', () => {
    const row = (from: string, value: number) => ({
      key: 'contracts.lateInterestPercent' as const,
      from,
      value,
      basis: 'x',
    });
    const rows = [row('2026-02-25', 4.66), row('2026-02-26', 10)];
    // 900,000 × 4.66 % × 10 / 365 = 1,149.04…
    claimed({}, rows)
      .on('2026-03-06')
      .when(paying())
      .thenEvents({ type: 'PaymentMade', details: { interest: 1_149 } });
  });

  it(
    '§5.6: of a state body drops what is below ten won, its interest too',
    proves({ '11.4/payment': recordPayment, 'R-30': paidBy }),
    () => {
      const odd = claimed({ type: 'STATE', amount: 10_800_108 });
      expect(claimIn(odd)).toMatchObject({ amount: 900_009, payable: 900_000 });
      odd.when(paying({ amount: 899_999 })).thenRefused('PAYMENT_ROUNDING');
      odd
        .on('2026-03-06')
        .when(paying())
        .thenEvents({
          type: 'PaymentMade',
          data: { amount: 900_000 },
          details: { interest: 1_230, settles: true },
        });
      expect(claimIn(claimed({ amount: 10_800_108 }))?.payable).toBe(900_009);
    },
  );

  it('settles a claim of which nothing is left after the rounding', () => {
    const small = claimed({ type: 'STATE', amount: 108 });
    small.when(paying({ amount: 0 })).thenEvents({ type: 'PaymentMade', details: { settles: true } });
  });
});

describe('The days of a delay', () => {
  const due = { key: 'PAYMENT', dueAt: '2026-02-24T15:00:00.000Z', basis: 'bd', rule: 'S18 Art. 58' } as const;

  it('count holidays, and none on which the claim had gone back', () => {
    expect(lateDaysOf({ due, stops: [] }, '2026-02-24')).toBe(0);
    expect(lateDaysOf({ due, stops: [] }, '2026-03-02')).toBe(6);
    expect(lateDaysOf({ due, stops: [{ from: '2026-02-20', to: '2026-02-25' }] }, '2026-03-02')).toBe(5);
    expect(lateDaysOf({ due, stops: [{ from: '2026-02-10', to: '2026-02-11' }] }, '2026-03-02')).toBe(6);
  });
});
