import type { BillingModel } from '#common/events/definitions/shapes.js';
import { samplePrice } from '#common/events/definitions/samples.js';
import { proves } from '#testing/proves.js';
import { refusalOf } from '#testing/specification.js';
import {
  askingQuotes,
  drafting,
  entry,
  line,
  need,
  negotiated,
  planned,
  quoting,
  secondListing,
  stating,
} from '../../testing/contract-steps.js';
import { amending, running } from '../../testing/running.js';
import type { Deposit, Need } from './contract.state.js';
import { mostSpent, pricedLines } from './contract.rules.js';
import { draftContract } from './drafting.js';
import { ensureFiscalYear, ensureLongEnough, ensureWithinNeed } from './period.rules.js';
import { ensurePlausible } from './plausible.rules.js';
import { requestQuotes } from './requesting.js';
import { ensureBilling } from './negotiating.js';

describe('#42, R-39: fields of a need that belong together', () => {
  const planning = (on: string, changed: Partial<Need>) => refusalOf(() => planned({ on, need: changed }).state);
  const inYear = (fiscalYear: number, from: string, to: string) => ({ fiscalYear, period: { from, to } });

  it.each<[string, string, Partial<Need>]>([
    ['FISCAL_YEAR_MISMATCH', '2025-09-29', { fiscalYear: 2024 }],
    ['FISCAL_YEAR_MISMATCH', '2025-09-29', { fiscalYear: 2026 }],
    ['FISCAL_YEAR_MISMATCH', '2025-09-29', { fiscalYear: 2099 }],
    ['FISCAL_YEAR_TOO_FAR', '2025-09-29', inYear(2027, '2027-01-04', '2027-12-31')],
    ['nothing refused', '2025-09-29', inYear(2026, '2026-01-04', '2026-12-31')],
    // A year boundary in Seoul: 2025-12-31 24:00 there is 15:00 of the day before in Greenwich.
    ['nothing refused', '2025-12-31 23:59', inYear(2025, '2025-12-31', '2026-12-30')],
    ['nothing refused', '2026-01-01 00:00', inYear(2027, '2027-01-01', '2027-12-31')],
    ['FISCAL_YEAR_TOO_FAR', '2025-12-31 23:59', inYear(2027, '2027-01-01', '2027-12-31')],
    ['AMOUNT_IMPLAUSIBLE', '2025-09-29', { budgetAmount: 10_000_000_000_001 }],
    ['nothing refused', '2025-09-29', { budgetAmount: 10_000_000_000_000 }],
  ])(
    '%s on %s',
    proves({ '11.4/planned': ensureFiscalYear, 'R-39': ensureFiscalYear, 'R-40': ensurePlausible }),
    (outcome, on, changed) => {
      expect(planning(on, changed)).toBe(outcome);
    },
  );
});

describe('#42, R-39: terms belong to their need', () => {
  it.each([
    ['2025-10-19', '2026-10-19'],
    ['2025-10-20', '2026-10-20'],
    ['2029-01-01', '2031-12-31'],
  ])('and are not of %s to %s, which is outside it', proves({ 'R-39': ensureWithinNeed }), (from, to) => {
    negotiated('chosen')
      .on('2025-10-15')
      .when(stating('INSTITUTION', { period: { from, to } }))
      .thenRefused('TERMS_OUTSIDE_NEED');
  });

  it('and begin in the fiscal year of its budget', () => {
    negotiated('chosen')
      .on('2025-10-15')
      .when(stating('INSTITUTION', { period: { from: '2026-01-01', to: '2026-10-19' } }))
      .thenRefused('FISCAL_YEAR_MISMATCH');
    negotiated('chosen')
      .on('2025-10-15')
      .when(stating('INSTITUTION', { period: { from: '2025-12-31', to: '2026-10-19' } }))
      .thenEvents('TermsStated');
  });
});

describe('#44, R-39: the shortest commitment of a price', () => {
  const listed = entry({ prices: [{ ...samplePrice, minimumMonths: 12 }] });
  const monthOnly = planned({ need: { period: { from: '2025-10-20', to: '2025-11-19' } } });

  it('is named by the first who offers a shorter one', () => {
    negotiated('quoting', monthOnly)
      .on('2025-10-10')
      .when(quoting({ entry: listed }))
      .thenRefused('MINIMUM_MONTHS');
  });

  it('binds the terms to the day', proves({ 'R-39': ensureLongEnough }), () => {
    const chosen = negotiated('chosen', planned(), { listed }).on('2025-10-15');
    const until = (to: string) => stating('INSTITUTION', { period: { ...need.period, to } });
    chosen.when(until('2026-10-18')).thenRefused('MINIMUM_MONTHS');
    chosen.when(until('2026-10-19')).thenEvents('TermsStated');
  });

  it('binds an amendment, of the last day and of a line', () => {
    const yearly = { ...samplePrice, minimumMonths: 12 };
    const longer = { ...samplePrice, code: 'LONG', minimumMonths: 24 };
    const priced = entry({ prices: [yearly, longer] });
    const contract = running(negotiated('signed', planned(), { listed: priced }));
    const until = (to: string, lines = [line()]) => amending({ until: to, lines, entry: priced });
    contract.when(until('2026-10-18')).thenRefused('MINIMUM_MONTHS');
    contract.when(until('2026-10-19')).thenEvents('AmendmentProposed');
    const added = [line(), line({ priceCode: 'LONG' })];
    contract.when(until('2027-10-18', added)).thenRefused('MINIMUM_MONTHS');
    contract.when(until('2027-10-19', added)).thenEvents('AmendmentProposed');
  });
});

describe('#45, R-39: buyer and supplier', () => {
  it('are two organisations', proves({ 'R-39': requestQuotes }), () => {
    const own = (businessNumber: string) => entry({ supplier: { businessNumber, name: '수요기관 1', size: 'LARGE' } });
    const contract = planned().on('2025-09-30');
    const { code } = contract.state.institution;
    contract.when(askingQuotes(own(code))).thenRefused('SAME_ORGANISATION');
    contract.when(askingQuotes(entry(), { ...entry(secondListing) })).thenEvents('QuotesRequested');
  });
});

describe('#43, R-39: thresholds look at the most that may be spent', () => {
  /** By use, one call at 5 won, up to this cap. */
  const byUse = (cap: number, billingModel: BillingModel = 'USAGE') => {
    const prices = [{ ...samplePrice, billingModel, unitPrice: 5, unit: '회' }];
    const lines = [line({ unitPrice: 5, quantity: 1 })];
    return negotiated('agreed', planned({ need: { budgetAmount: 9_000_000_000 } }), {
      listed: entry({ prices }),
      lines,
      terms: { billingModel, cap },
    }).on('2025-10-16');
  };
  const small: Deposit = { kind: 'WAIVER', ground: 'SMALL_AMOUNT' };

  it(
    'so a contract of 5 won with a cap of 8 billion is not small',
    proves({ '5.2/deposit': mostSpent, '5.2/deposit-waiver': draftContract, 'R-39': mostSpent }),
    () => {
      byUse(8_000_000_000).when(drafting(small, true)).thenRefused('DEPOSIT_NOT_WAIVABLE');
      byUse(8_000_000_000)
        .when(drafting({ kind: 'DEPOSIT', amount: 799_999_999 }, true))
        .thenRefused('DEPOSIT_TOO_LOW');
      byUse(8_000_000_000)
        .when(drafting({ kind: 'DEPOSIT', amount: 800_000_000 }))
        .thenRefused('ROUTE_WARNING');
      byUse(8_000_000_000)
        .when(drafting({ kind: 'DEPOSIT', amount: 800_000_000 }, true))
        .thenEvents('ContractDrafted');
      byUse(50_000_000).when(drafting(small)).thenEvents('ContractDrafted');
      byUse(50_000_001).when(drafting(small)).thenRefused('DEPOSIT_NOT_WAIVABLE');
    },
  );

  it('and a cap that a flat contract names for nothing changes none of them', () => {
    byUse(8_000_000_000, 'FLAT').when(drafting(small)).thenEvents('ContractDrafted');
  });
});

describe('#42, R-39: a period beyond the last day of the listing', () => {
  const ending = (validTo: string) => entry({ validTo });
  const agreed = negotiated('agreed').on('2025-10-16');

  it('is a warning to acknowledge', proves({ 'R-39': draftContract }), () => {
    const short = ending('2026-10-18');
    agreed.when(drafting(undefined, false, { listed: short })).thenRefused('VALIDITY_WARNING');
    agreed
      .when(drafting(undefined, false, { listed: short, validityWarningAcknowledged: true }))
      .thenEvents({ type: 'ContractDrafted', data: { validityWarningAcknowledged: true } });
    agreed.when(drafting(undefined, false, { listed: ending('2026-10-19') })).thenEvents('ContractDrafted');
  });
});

describe('#46, R-40: amounts that no contract can have', () => {
  const listed = entry({ prices: [{ ...samplePrice, unitPrice: Number.MAX_SAFE_INTEGER }] });
  const asked = negotiated('quoting').on('2025-10-10');
  const quotingLine = (changed: object) => quoting({ entry: listed, lines: [line(changed)] });

  it('are refused when first stated, of a line and of the whole', proves({ 'R-40': pricedLines }), () => {
    asked.when(quotingLine({ quantity: 1, unitPrice: 10_000_000_000_001 })).thenRefused('AMOUNT_IMPLAUSIBLE');
    asked.when(quotingLine({ quantity: 1_000_000, unitPrice: 9_000_000_000_000 })).thenRefused('AMOUNT_IMPLAUSIBLE');
    const vat = { quantity: 1, unitPrice: 9_999_999_999_999, vatIncluded: false };
    asked.when(quotingLine(vat)).thenRefused('AMOUNT_IMPLAUSIBLE');
    asked.when(quotingLine({ quantity: 1, unitPrice: 10_000_000_000_000 })).thenEvents('QuoteSubmitted');
    const two = entry({
      prices: [
        { ...samplePrice, unitPrice: 9_000_000_000_000 },
        { ...samplePrice, code: 'PRO', unitPrice: 9_000_000_000_000 },
      ],
    });
    const lines = ['STD', 'PRO'].map((priceCode) => line({ priceCode, quantity: 1, unitPrice: 9_000_000_000_000 }));
    asked.when(quoting({ entry: two, lines })).thenRefused('AMOUNT_IMPLAUSIBLE');
  });

  it('are refused of a cap', proves({ 'R-40': ensureBilling }), () => {
    const usage = [{ ...samplePrice, billingModel: 'USAGE' as const }];
    negotiated('chosen', planned(), { listed: entry({ prices: usage }) })
      .on('2025-10-15')
      .when(stating('INSTITUTION', { billingModel: 'USAGE', cap: 10_000_000_000_001 }))
      .thenRefused('AMOUNT_IMPLAUSIBLE');
  });
});
