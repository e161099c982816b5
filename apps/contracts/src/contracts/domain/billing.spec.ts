import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { toldBy } from '#testing/told.js';
import { refusalOf } from '#testing/specification.js';
import { negotiated } from '../../testing/contract-steps.js';
import {
  accepting,
  active,
  amended,
  byUse,
  calling,
  CALLS,
  disputing,
  INSPECTOR,
  inspecting,
  statementIn,
  stating,
} from '../../testing/performance-steps.js';
import { contractType } from '../contract.type.js';
import { acceptStatement, disputeStatement, submitStatement } from './billing.js';

const FIRST = { from: '2025-10-20', to: '2025-11-19' };

describe('A statement of a flat contract', () => {
  it(
    '§5.6: is a twelfth of a year, submitted from the day after the month',
    proves({ '5.6/billing': submitStatement }),
    () => {
      active().on('2025-11-19').when(stating()).thenRefused('STATEMENT_TOO_EARLY');
      active()
        .on('2025-11-20')
        .when(stating())
        .thenEvents({
          type: 'StatementSubmitted',
          data: {
            n: 1,
            period: FIRST,
            gross: 900_000,
            amount: 900_000,
            inspection: { dueAt: '2025-12-04T15:00:00.000Z' },
          },
        });
    },
  );

  it('§5.6: bills a month that is cut by its calendar days, and all together come to the amount', () => {
    const contract = active({ period: { from: '2025-10-20', to: '2026-01-04' }, amount: 3_000_000 })
      .on('2026-01-05')
      .given(stating(), stating(), stating());
    const amounts = contract.state.performance?.statements.map(({ gross }) => gross);
    expect(amounts).toEqual([1_192_307, 1_192_308, 615_385]);
    contract.when(stating()).thenRefused('STATEMENT_REPEATED');
  });

  it('is for three months where the terms say so', () => {
    const contract = active({ billingCycle: 'QUARTERLY' }).on('2026-01-20').given(stating());
    expect(statementIn(contract)).toMatchObject({ period: { from: '2025-10-20', to: '2026-01-19' }, gross: 2_700_000 });
  });

  it('§11.4: is refused for a month before the start, another period, a period twice, and with lines', () => {
    const contract = active().on('2025-11-20');
    contract.when(stating({ period: { from: '2025-09-20', to: '2025-10-19' } })).thenRefused('STATEMENT_BEFORE_START');
    contract.when(stating({ period: { ...FIRST, to: '2025-11-10' } })).thenRefused('STATEMENT_PERIOD');
    contract.when(stating({ period: { from: '2025-11-20', to: '2025-12-19' } })).thenRefused('STATEMENT_PERIOD');
    contract.when(calling(1)).thenRefused('LINE_UNEXPECTED');
    const stated = contract.given(stating());
    stated.when(stating({ period: FIRST })).thenRefused('STATEMENT_STATUS');
    stated.when(stating({ period: { from: '2025-10-21', to: '2025-11-19' } })).thenRefused('STATEMENT_REPEATED');
  });

  it('is refused before the contract has started', () => {
    negotiated('signed')
      .on('2025-11-20')
      .when(stating({ period: FIRST }))
      .thenRefused('CONTRACT_NOT_ACTIVE');
  });

  it('shares what an amended amount leaves over the months that are left', () => {
    const contract = active().on('2025-12-20').given(stating());
    const state = amended(contract, { amount: 11_900_000 });
    const period = { from: '2025-11-20', to: '2025-12-19' };
    const [event] = submitStatement(state, { period, lines: [], availability: 100 }, contract.moment);
    expect(event).toMatchObject({ data: { gross: 1_000_000 } });
  });
});

describe('A statement of a contract by use', () => {
  it('§5.6: takes the agreed prices, and rounds the VAT of a line once', () => {
    const lines = [
      { ...CALLS, unitPrice: 3 },
      { ...CALLS, priceCode: 'DISK', unitPrice: 7, vatIncluded: true },
    ];
    const contract = byUse({ lines })
      .on('2025-11-20')
      .given(
        stating({
          lines: [
            { priceCode: 'CALL', quantity: 333 },
            { priceCode: 'DISK', quantity: 10 },
          ],
        }),
      );
    // 333 × 3 = 999 won; a tenth is 99.9.
    expect(statementIn(contract)).toMatchObject({ lines: [{ amount: 1_098 }, { amount: 70 }], gross: 1_168 });
  });

  it('names a line of the contract, each once', () => {
    const contract = byUse().on('2025-11-20');
    contract.when(stating({ lines: [{ priceCode: 'NONE', quantity: 1 }] })).thenRefused('PRICE_LINE_UNKNOWN');
    const line = { priceCode: 'CALL', quantity: 1 };
    contract.when(stating({ lines: [line, line] })).thenRefused('LINE_REPEATED');
    contract.when(calling(1_000_000_000_000_000)).thenRefused('MONEY_INVALID');
  });

  it(
    '§11.4: is refused above the cap until that is amended',
    proves({ '11.4/usage-statement': submitStatement }),
    () => {
      const contract = byUse().on('2025-12-20').given(calling(100_000));
      contract.when(calling(81_819)).thenRefused('STATEMENT_ABOVE_CAP');
      contract.when(calling(81_818)).thenEvents({ type: 'StatementSubmitted', data: { amount: 899_998 } });
      const period = { from: '2025-11-20', to: '2025-12-19' };
      const input = { period, lines: [{ priceCode: 'CALL', quantity: 81_819 }], availability: 100 };
      expect(refusalOf(() => submitStatement(amended(contract, { cap: 2_000_009 }), input, contract.moment))).toBe(
        'nothing refused',
      );
    },
  );

  it('is accepted no more than the cap, which an amendment may have lowered while it was open', () => {
    const contract = byUse().on('2025-11-20').given(calling(100_000));
    const accept = (cap: number) => () =>
      acceptStatement(amended(contract, { cap }), { statementNo: 1, by: INSPECTOR }, contract.moment);
    expect(refusalOf(accept(1_099_999))).toBe('STATEMENT_ABOVE_CAP');
    expect(refusalOf(accept(1_100_000))).toBe('nothing refused');
  });

  it(
    '§11.4: tells both parties once when 70, 90 and 100 % of the cap are accepted',
    proves({ '11.4/cap-alerts': acceptStatement }),
    () => {
      const first = byUse({ cap: 1_999_987 }).on('2025-11-20').given(calling(127_271));
      // 1,399,981 won: ten won less than 70 %.
      first.when(accepting()).thenEvents('StatementAccepted');
      const second = first.given(accepting()).on('2025-12-20').given(calling(1));
      const alerted = second.when(accepting()).thenEvents('StatementAccepted', {
        type: 'CapAlertRaised',
        data: { percent: 70, limit: 1_999_987, total: 1_399_992 },
      });
      expect(toldBy(contractType, alerted, 'CapAlertRaised').map(({ to }) => to)).toEqual([
        'INSTITUTION@1000001',
        'SUPPLIER@1234567890',
      ]);
      const third = alerted.on('2026-01-20').given(calling(54_545));
      third.when(accepting()).thenEvents(
        'StatementAccepted',
        { type: 'CapAlertRaised', data: { percent: 90 } },
        {
          type: 'CapAlertRaised',
          data: { percent: 100 },
        },
      );
    },
  );
});

describe('The SLA credit (A-34)', () => {
  const credited = (availability: number) =>
    statementIn(byUse().on('2025-11-20').given(calling(100_000, { availability })));

  it(
    '§11.4: is deducted from the same statement, by the measured availability',
    proves({ '11.4/sla-credit': submitStatement }),
    () => {
      expect(credited(99.9)).toMatchObject({ credit: { percent: 0, amount: 0 }, amount: 1_100_000 });
      expect(credited(99.899)).toMatchObject({ credit: { percent: 10, amount: 110_000 }, amount: 990_000 });
      expect(credited(98.9)).toMatchObject({ credit: { percent: 25, amount: 275_000 }, amount: 825_000 });
      expect(credited(0)).toMatchObject({ credit: { percent: 100 }, gross: 1_100_000, amount: 0 });
    },
  );

  it('follows the scale of the last day of its period', () => {
    const rows = [
      { key: 'contracts.slaCredits' as const, from: '2025-11-20', value: [{ below: 100, percent: 50 }], basis: 'x' },
    ];
    const contract = byUse({}, rows).on('2025-12-20');
    expect(statementIn(contract.given(calling(1_000, { availability: 99.95 })))?.credit.percent).toBe(0);
    expect(statementIn(contract.given(calling(1_000), calling(1_000, { availability: 99.95 })))?.credit.percent).toBe(
      50,
    );
  });
});

describe('The answer of the institution', () => {
  const submitted = () => active().on('2025-11-20').by(personas.supplier).given(stating()).by(personas.buyer);

  it('accepts the figures, for all to know', () => {
    submitted()
      .when(accepting())
      .thenEvents({ type: 'StatementAccepted', data: { statementNo: 1, period: FIRST, amount: 900_000 } });
    submitted().given(accepting()).when(accepting()).thenRefused('STATEMENT_STATUS');
    submitted().when(accepting(2)).thenRefused('NOT_FOUND');
  });

  it(
    'disputes them with a reason; the supplier submits the period again',
    proves({ '11.4/dispute': disputeStatement }),
    () => {
      const disputed = submitted().given(inspecting(), disputing());
      expect(statementIn(disputed)).toMatchObject({ status: 'DISPUTED', disputed: '가용률이 다르다' });
      expect(toldBy(contractType, disputed, 'StatementDisputed').map(({ to }) => to)).toEqual(['SUPPLIER@1234567890']);
      disputed.when(accepting()).thenRefused('STATEMENT_STATUS');
      const again = disputed.on('2025-11-25').given(stating({ period: FIRST, availability: 99 }));
      expect(statementIn(again)).toMatchObject({ n: 1, status: 'SUBMITTED', gross: 900_000, amount: 810_000 });
      expect(statementIn(again)?.inspection).toMatchObject({
        status: 'OPEN',
        due: { dueAt: '2025-12-09T15:00:00.000Z' },
      });
    },
  );

  it('keeps the fee of a corrected statement that has others behind it', () => {
    const period = { from: '2025-10-20', to: '2026-01-04' };
    const contract = active({ period, amount: 3_000_000 }).on('2026-01-05').given(stating(), stating(), disputing(1));
    const again = contract.given(stating({ period: FIRST }));
    expect(again.state.performance?.statements.map(({ gross }) => gross)).toEqual([1_192_307, 1_192_308]);
  });

  it('§11.4: is not given by the person who inspected, but with a reason', () => {
    const inspected = submitted().given(inspecting({ by: personas.buyer.sub }));
    inspected.when(accepting()).thenRefused('OWN_WORK');
    inspected
      .when((contract, moment) =>
        acceptStatement(contract, { statementNo: 1, by: personas.buyer.sub, soleOfficerReason: '1인 기관' }, moment),
      )
      .thenEvents({ type: 'StatementAccepted', reason: '1인 기관' });
  });

  it('counts a disputed statement against no cap', () => {
    const contract = byUse().on('2025-12-20').given(calling(100_000), disputing());
    contract.when(calling(181_818)).thenEvents('StatementSubmitted');
  });
});
