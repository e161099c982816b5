import fc from 'fast-check';
import { addDays } from '#common/kernel/day.js';
import { comparePrices } from '#common/kernel/money.js';
import { propertyRuns } from '#testing/property-runs.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { entry, line, negotiated, planned } from '../../testing/contract-steps.js';
import { broken } from '../../testing/breaking.js';
import { amending, decliningAmendment, running, signingAmendment, terminating } from '../../testing/running.js';
import { amendContract, signAmendment } from './amending.js';
import { cumulativeChange, extendsTerms, isAmendedOn, openAmendment } from './amendment.rules.js';
import type { ContractState } from './contract.state.js';
import { lapseSigning } from './signing.js';
import { mostSpent } from './contract.rules.js';
import { moreByYear } from './year.rules.js';

const more = { lines: [line({ unitPrice: 900_000, quantity: 15 })] };
const less = { lines: [line({ unitPrice: 900_000, quantity: 6 })], until: '2026-04-19' };
const moreOf = (state: ContractState) => moreByYear(state.terms!, openAmendment(state)!.terms);
const lapsing = (attempt: number) => (contract: ContractState) => lapseSigning(contract, { attempt });

describe('An amendment', () => {
  const proposed = running().on('2026-03-02').given(amending(more));

  it(
    '§11.4: is proposed by one party and in force once both have signed',
    proves({ '11.4/amended': signAmendment }),
    () => {
      expect(openAmendment(proposed.state)).toMatchObject({ n: 1, by: 'INSTITUTION', reason: '이용 기간 연장' });
      expect(proposed.state.terms?.amount).toBe(10_800_000);
      const amended = proposed
        .given(signingAmendment('INSTITUTION'))
        .by(personas.supplier)
        .when(signingAmendment('SUPPLIER', 2))
        .thenEvents('AmendmentSigned', {
          type: 'ContractAmended',
          data: {
            amendmentNo: 1,
            amendedOn: '2026-03-02',
            amount: 13_500_000,
            vat: 1_227_272,
            period: { from: '2025-10-20', to: '2026-12-31' },
          },
          details: { attempt: 2 },
        });
      const { status, terms, concluded } = amended.state;
      expect([status, terms?.amount, terms?.period.to, terms?.sla]).toEqual([
        'ACTIVE',
        13_500_000,
        '2026-12-31',
        '월 가용률 99.9 %',
      ]);
      expect(concluded?.amount).toBe(10_800_000);
      expect(cumulativeChange(amended.state)).toEqual({ amount: 2_700_000, percent: 25 });
      expect(isAmendedOn(amended.state, 2)).toBe(true);
    },
  );

  it('is signed by each party once, and by both on the terms as proposed', () => {
    proposed.given(signingAmendment('SUPPLIER')).when(signingAmendment('SUPPLIER', 2)).thenRefused('ALREADY_SIGNED');
    proposed.when(signingAmendment('SUPPLIER', 2, { n: 2 })).thenRefused('NOT_FOUND');
  });

  it('is declined by either party, and then another one can be proposed', () => {
    proposed.when(amending()).thenRefused('AMENDMENT_OPEN');
    const declined = proposed.given(decliningAmendment('SUPPLIER'));
    expect(openAmendment(declined.state)).toBeUndefined();
    declined.when(decliningAmendment('INSTITUTION')).thenRefused('AMENDMENT_CLOSED');
    declined.when(signingAmendment('SUPPLIER')).thenRefused('AMENDMENT_CLOSED');
    expect(openAmendment(declined.given(amending(more)).state)).toMatchObject({ n: 2 });
  });

  it(
    'that costs more comes into force on money reserved for the try that has not lapsed',
    proves({ '11.4/amended': signAmendment }),
    () => {
      const half = proposed.given(signingAmendment('INSTITUTION'));
      expect(moreOf(half.state)).toEqual([{ fiscalYear: 2026, amount: 2_700_000 }]);
      half.when(signingAmendment('SUPPLIER')).thenRefused('SIGNING_LAPSED');
      half.when(signingAmendment('SUPPLIER', 1)).thenRefused('SIGNING_LAPSED');
      half.when(lapsing(1)).thenEvents();
      const lapsed = half.given(lapsing(2));
      lapsed.when(signingAmendment('SUPPLIER', 2)).thenRefused('SIGNING_LAPSED');
      const amended = lapsed.given(signingAmendment('SUPPLIER', 3));
      amended.when(lapsing(3)).thenEvents();
      expect([isAmendedOn(amended.state, 2), isAmendedOn(amended.state, 3)]).toEqual([false, true]);
    },
  );

  it('R-39: of a flat contract is paid for whatever cap the contract names', proves({ 'R-39': mostSpent }), () => {
    const cap = 30_000_000;
    const capped = running(negotiated('signed', planned(), { terms: { cap } })).on('2026-03-02');
    const half = capped.given(amending({ ...more, cap }), signingAmendment('INSTITUTION'));
    expect(moreOf(half.state)).toEqual([{ fiscalYear: 2026, amount: 2_700_000 }]);
    half.when(signingAmendment('SUPPLIER')).thenRefused('SIGNING_LAPSED');
    half.when(signingAmendment('SUPPLIER', 2)).thenEvents('AmendmentSigned', 'ContractAmended');
  });

  it('that costs no more needs no money', () => {
    const shorter = running().on('2026-03-02').given(amending(less), signingAmendment('SUPPLIER'));
    const { state } = shorter.when(signingAmendment('INSTITUTION')).thenEvents('AmendmentSigned', 'ContractAmended');
    expect([state.terms?.amount, state.terms?.period.to]).toEqual([5_400_000, '2026-04-19']);
    expect(cumulativeChange(state)).toEqual({ amount: -5_400_000, percent: -50 });
  });

  it('that ends before today is refused, when it is proposed and when it is signed', () => {
    running()
      .on('2026-03-02')
      .when(amending({ until: '2026-03-01' }))
      .thenRefused('PERIOD_PAST');
    running()
      .on('2026-03-02')
      .when(amending({ until: '2026-03-02' }))
      .thenEvents('AmendmentProposed');
    const soon = running()
      .on('2026-03-02')
      .given(amending({ until: '2026-03-09' }));
    soon.on('2026-03-09').when(signingAmendment('SUPPLIER')).thenEvents('AmendmentSigned');
    soon.on('2026-03-10').when(signingAmendment('SUPPLIER')).thenRefused('PERIOD_PAST');
  });

  it('that changes nothing is refused', () => {
    const same = { until: '2026-10-19' };
    running().when(amending(same)).thenRefused('AMENDMENT_EMPTY');
    running()
      .when(amending({ ...same, lines: [line({ unitPrice: 899_999 })] }))
      .thenEvents('AmendmentProposed');
  });

  it('needs a contract that runs, that has not passed its last day and has no end ahead', () => {
    negotiated('signed').when(amending()).thenRefused('CONTRACT_NOT_ACTIVE');
    running().on('2026-10-19').when(amending()).thenEvents('AmendmentProposed');
    running().on('2026-10-20').when(amending()).thenRefused('PERIOD_OVER');
    running().given(terminating()).when(amending()).thenRefused('TERMINATION_NOTICED');
    proposed
      .given(...broken, terminating({ ground: 'BREACH', effectiveOn: '2026-03-03' }))
      .when(signingAmendment('SUPPLIER'))
      .thenRefused('TERMINATION_NOTICED');
  });
});

describe('More time or more of a service', () => {
  const CODE = 'LISTING_NOT_CONTRACTABLE';

  it.each(['SUSPENDED', 'EXPIRED', 'DELISTED', 'CANCELLED'] as const)(
    '§11.3: is not agreed while its listing is %s; less of it is',
    proves({
      '11.3/ended-contracts': extendsTerms,
      '4.7/running-contracts': extendsTerms,
      '11.4/amended': extendsTerms,
    }),
    (status) => {
      const ended = entry({ status });
      for (const wanted of [{}, { ...more, until: '2026-10-19' }])
        running()
          .when(amending({ ...wanted, entry: ended }))
          .thenRefused(CODE);
      const shorter = running().given(amending({ ...less, entry: ended }));
      shorter.when(signingAmendment('SUPPLIER', undefined, { entry: ended })).thenEvents('AmendmentSigned');
      running()
        .given(amending())
        .when(signingAmendment('SUPPLIER', undefined, { entry: ended }))
        .thenRefused(CODE);
    },
  );

  it('is a later last day, more of a line, another line, or a higher amount or cap', () => {
    const { lines: flat, period, amount, years } = running().state.terms!;
    const lines = flat.map((one) => ({ ...one, billingModel: 'USAGE' as const }));
    const before = { lines, period, amount, years };
    const [first] = lines;
    const extended = (terms: object) =>
      extendsTerms(before, { ...openAmendment(running().given(amending()).state)!, terms: { ...before, ...terms } });
    expect(extended({})).toBe(false);
    expect(extended({ period: { ...period, to: addDays(period.to, 1) } })).toBe(true);
    expect(extended({ lines: [{ ...first, quantity: 13 }] })).toBe(true);
    expect(extended({ lines: [{ ...first, priceCode: 'PRO' }] })).toBe(true);
    expect(extended({ amount: amount + 1 })).toBe(true);
    expect(extended({ cap: amount })).toBe(false);
    expect(extended({ cap: amount + 1 })).toBe(true);
    expect(extended({ lines: flat, cap: amount + 1 })).toBe(false);
    expect(extended({ amount: amount - 1 })).toBe(false);
  });
});

describe('The price of an amendment', { timeout: 120_000 }, () => {
  it(
    '§11.6, 4: is never above that of the pinned version',
    proves({ '11.6/4': amendContract, '4.6/raise-new-contracts': amendContract }),
    () => {
      const dearer = entry({ prices: entry().listing.prices.map((one) => ({ ...one, unitPrice: 9_000_000 })) });
      running()
        .when(amending({ lines: [line({ unitPrice: 1_000_001 })], entry: dearer }))
        .thenRefused('PRICE_ABOVE_LISTED');
      running()
        .when(amending({ lines: [line({ unitPrice: 1_000_000 })] }))
        .thenEvents('AmendmentProposed');
      const contract = running();
      const { prices } = contract.state.invitations[0]!.offer!.listing;
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.boolean(), (unitPrice, vatIncluded) => {
          const isAbove = comparePrices({ unitPrice, vatIncluded }, prices[0]!) > 0;
          const decision = contract.when(amending({ lines: [line({ unitPrice, vatIncluded })] }));
          if (isAbove) decision.thenRefused('PRICE_ABOVE_LISTED');
          else decision.thenEvents('AmendmentProposed');
        }),
        propertyRuns(10_000),
      );
    },
  );

  it('names lines of the price list, each once', () => {
    running()
      .when(amending({ lines: [] }))
      .thenRefused('LINE_MISSING');
    running()
      .when(amending({ lines: [line(), line()] }))
      .thenRefused('LINE_REPEATED');
    running()
      .when(amending({ lines: [line({ priceCode: 'NONE' })] }))
      .thenRefused('PRICE_LINE_UNKNOWN');
  });
});

it('§11.4: fifty amendments of one contract add up', () => {
  let contract = running();
  for (let n = 1; n <= 50; n++) {
    const lines = [line({ unitPrice: 900_000, quantity: 12 + n })];
    contract = contract.given(
      amending({ lines, until: addDays('2026-10-19', n) }),
      signingAmendment('SUPPLIER', 0, { n }),
    );
    contract = contract.given(signingAmendment('INSTITUTION', contract.state.attempt, { n }));
  }
  const { terms, amendments } = contract.state;
  expect([amendments?.length, terms?.amount, terms?.period.to]).toEqual([50, 62 * 900_000, '2026-12-08']);
  expect(cumulativeChange(contract.state)).toEqual({ amount: 45_000_000, percent: 416.7 });
});
