import { proves } from '#testing/proves.js';
import type { Decide } from '#testing/specification.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { deposit, drafting, negotiated, signing, stating as stipulating } from '../../testing/contract-steps.js';
import {
  accepting,
  active,
  claiming,
  disputing,
  inspecting,
  paying,
  statementIn,
  stating,
} from '../../testing/performance-steps.js';
import { completing, destroying, returning } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { submitStatement } from './billing.js';
import { mostSpent } from './contract.rules.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { ensureBilling } from './negotiating.js';
import { totalsOf, unsettledOf } from './performance.rules.js';
import type { Refund } from './performance.state.js';
import { recordRefund } from './refunding.js';

describe('Terms of an estimate', () => {
  const chosen = negotiated('chosen').on('2025-10-15');
  const estimate = { priceForm: 'ESTIMATED', cap: 12_000_000 } as const;

  it(
    '§5.6: name the most that may be paid, which the deposit looks at',
    proves({ '5.6/estimated': ensureBilling, '5.2/deposit': mostSpent }),
    () => {
      chosen.when(stipulating('INSTITUTION', { priceForm: 'ESTIMATED' })).thenRefused('CAP_MISSING');
      chosen.when(stipulating('INSTITUTION', { ...estimate, cap: 10_799_999 })).thenRefused('CAP_TOO_LOW');
      const agreed = chosen.given(stipulating('INSTITUTION', estimate), stipulating('SUPPLIER', estimate));
      const drafted = agreed.on('2025-10-16');
      drafted.when(drafting(deposit)).thenRefused('DEPOSIT_TOO_LOW');
      const signed = drafted
        .given(drafting({ kind: 'DEPOSIT', amount: 1_200_000 }))
        .on('2025-10-17')
        .given(signing('INSTITUTION'), signing('SUPPLIER', 1));
      expect(signed.state.concluded).toMatchObject({ priceForm: 'ESTIMATED', amount: 10_800_000 });
    },
  );
});

describe('The settlement of an estimate', () => {
  const period = { from: '2025-10-20', to: '2025-12-19' };
  /** Two months, of 10.8 M won by the estimate and 12 M at most. */
  const estimated = active({ priceForm: 'ESTIMATED', cap: 12_000_000, period }).on('2025-11-20').given(stating());
  const last = estimated.on('2025-12-20');
  const settling = (quantity: number, input = {}) => stating({ lines: [{ priceCode: 'STD', quantity }], ...input });
  const refunding =
    (changed: Partial<Refund> = {}): Decide<ContractState, ContractEvent> =>
    (contract, moment) =>
      recordRefund(contract, { amount: 900_000, receivedOn: moment.today, ...changed }, moment);

  it(
    '§5.6: bills each period its share of the estimate, and the last one what was used in all',
    proves({ '5.6/estimated': submitStatement }),
    () => {
      expect(statementIn(estimated)).toMatchObject({ gross: 5_400_000, lines: [] });
      active({ priceForm: 'ESTIMATED', cap: 12_000_000, period })
        .on('2025-11-20')
        .when(settling(6))
        .thenRefused('LINE_UNEXPECTED');
      last.when(stating()).thenRefused('LINE_MISSING');
      // 13 months at 900,000 won are 11.7 M; 5.4 M are billed.
      const settled = last.given(settling(13));
      expect(statementIn(settled)).toMatchObject({ gross: 6_300_000, amount: 6_300_000, lines: [{ quantity: 13 }] });
      expect(statementIn(settled)).not.toHaveProperty('refund');
      const corrected = settled
        .given(disputing())
        .given(settling(12, { period: { from: '2025-11-20', to: period.to } }));
      expect(statementIn(corrected)).toMatchObject({ n: 2, gross: 5_400_000 });
      expect(statementIn(last.given(settling(6)))).toMatchObject({ gross: 0 });
      expect(statementIn(last.given(settling(6)))).not.toHaveProperty('refund');
    },
  );

  it('§5.6: is never above the cap', proves({ '5.6/estimated': submitStatement }), () => {
    last.when(settling(14)).thenRefused('STATEMENT_ABOVE_CAP');
    expect(totalsOf(last.state).limit).toBe(12_000_000);
  });

  it('credits an outage of the last period against what that period costs then', () => {
    const settled = last.given(settling(13, { availability: 99.5 }));
    expect(statementIn(settled)).toMatchObject({ gross: 6_300_000, credit: { percent: 10, amount: 630_000 } });
    expect(statementIn(last.given(settling(5, { availability: 99.5 })))).toMatchObject({ credit: { amount: 0 } });
  });

  it(
    '§5.6: of too high an estimate is paid back before the completion',
    proves({ '5.6/estimated': recordRefund, '11.4/all-paid': unsettledOf }),
    () => {
      const stated = last.given(settling(5));
      expect(statementIn(stated)).toMatchObject({ gross: 0, amount: 0, refund: 900_000 });
      stated.when(refunding()).thenRefused('NOTHING_TO_REFUND');
      expect(waitsIn(contractType, stated).join()).not.toContain('RECORD_REFUND');
      const accepted = stated
        .given(accepting(1), accepting(2), inspecting({ statementNo: 1 }), inspecting({ statementNo: 2 }))
        .given(claiming({ statements: [1] }), paying())
        .given(returning, destroying);
      expect(unsettledOf(accepted.state)).toEqual([
        { code: 'NOT_REFUNDED', period: { from: '2025-11-20', to: period.to } },
      ]);
      expect(waitsIn(contractType, accepted).join()).toContain('RECORD_REFUND INSTITUTION');
      accepted.when(completing({ inspectedOn: '2025-12-20' })).thenRefused('CONTRACT_UNSETTLED');
      accepted.when(refunding({ amount: 899_999 })).thenRefused('REFUND_AMOUNT');
      accepted.when(refunding({ receivedOn: '2025-12-19' })).thenRefused('REFUND_DAY');
      accepted.when(refunding({ receivedOn: '2025-12-21' })).thenRefused('REFUND_DAY');
      const refunded = accepted.given(refunding({ reference: '이체-7' }));
      expect(refunded.state.performance?.refunded).toEqual({
        amount: 900_000,
        receivedOn: '2025-12-20',
        reference: '이체-7',
      });
      expect(waitsIn(contractType, refunded).join()).not.toContain('RECORD_REFUND');
      refunded.when(refunding()).thenRefused('NOTHING_TO_REFUND');
      // 5.4 M were paid, 0.9 M came back.
      refunded.when(completing({ inspectedOn: '2025-12-20' })).thenEvents({
        type: 'ContractCompleted',
        data: { settledAmount: 4_500_000 },
      });
    },
  );

  it('§5.6: tells the supplier what goes back, once the institution has accepted it', () => {
    const told = toldBy(contractType, last.given(settling(5), accepting(1), accepting(2)), 'StatementAccepted');
    expect(told).toMatchObject([
      { reason: 'REFUND_OWED', text: { en: expect.stringContaining('900,000 won') as string } },
    ]);
    const none = toldBy(contractType, last.given(settling(12), accepting(1), accepting(2)), 'StatementAccepted');
    expect(none).toEqual([]);
  });
});
