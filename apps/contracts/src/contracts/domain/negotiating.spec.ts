import fc from 'fast-check';
import { vatInclusive } from '#common/kernel/money.js';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { refusalOf } from '#testing/specification.js';
import {
  askingQuotes,
  choosing,
  entry,
  line,
  negotiated,
  planned,
  quoting,
  stating,
} from '../../testing/contract-steps.js';
import type { TermsInput } from './negotiating.js';
import { agreeTerms, ensureBilling } from './negotiating.js';
import { ensurePeriodAhead } from './period.rules.js';

describe('Terms', () => {
  it('are agreed when both parties have stated the same', proves({ '11.4/terms-agreed': agreeTerms }), () => {
    const stated = negotiated('chosen')
      .on('2025-10-15')
      .given(stating('SUPPLIER'), stating('INSTITUTION', { sla: '99.99 %' }));
    expect(stated.state.status).toBe('NEGOTIATING');
    expect(stated.given(stating('INSTITUTION')).state).toMatchObject({
      status: 'DRAFTED',
      terms: { amount: 10_800_000 },
    });
  });

  it(
    '§5.4: are agreed with one clause on the return and destruction of data',
    proves({ '5.4/end-clause': agreeTerms }),
    () => {
      const clause = { endOfContractData: '끝난 뒤 90일 안에 지운다.' };
      const stated = negotiated('chosen').on('2025-10-15').given(stating('SUPPLIER', clause));
      stated.when(stating('INSTITUTION')).thenEvents('TermsStated');
      stated.when(stating('INSTITUTION', clause)).thenEvents('TermsStated', 'TermsAgreed');
    },
  );

  it.each<[string, Partial<TermsInput>]>([
    ['PRICE_ABOVE_QUOTE', { lines: [line({ unitPrice: 1_000_001 })] }],
    ['PRICE_ABOVE_QUOTE', { lines: [line({ quantity: 13 })] }],
    ['ATTESTATION_MISSING', { noBroker: false }],
    ['BILLING_MODEL_MISMATCH', { billingModel: 'USAGE', cap: 12_000_000 }],
    ['CAP_TOO_LOW', { cap: 1 }],
    ['PERIOD_INVALID', { period: { from: '2026-10-20', to: '2026-10-19' } }],
    ['PERIOD_PAST', { period: { from: '2025-10-14', to: '2026-10-19' } }],
    ['PRICE_ABOVE_BUDGET', { cap: 30_000_001 }],
  ])('are refused with %s', proves({ '11.4/terms-agreed': agreeTerms, '5.6/cap': ensureBilling }), (code, changed) => {
    negotiated('chosen').on('2025-10-15').when(stating('INSTITUTION', changed)).thenRefused(code);
  });

  it(
    'F-27, R-29: are agreed again from a draft whose period has begun, and only then',
    proves({ 'R-29': agreeTerms }),
    () => {
      const period = { from: '2025-10-27', to: '2026-10-19' };
      for (const stage of ['agreed', 'drafted', 'ordered'] as const) {
        const before = negotiated(stage).on('2025-10-20');
        before.when(stating('INSTITUTION', { period })).thenRefused('CONTRACT_NOT_NEGOTIATING');
        const after = before.on('2025-10-21').given(stating('INSTITUTION', { period }));
        expect(after.state).toMatchObject({ status: 'NEGOTIATING', stated: { INSTITUTION: { period } } });
        expect(after.state.stated.SUPPLIER).toBeUndefined();
        after.when(stating('SUPPLIER', { period })).thenEvents('TermsStated', 'TermsAgreed');
      }
      negotiated('signed')
        .on('2026-10-21')
        .when(stating('INSTITUTION', { period }))
        .thenRefused('CONTRACT_NOT_NEGOTIATING');
    },
  );

  it('F-27: are not agreed again for a period that has begun, too', proves({ 'R-29': ensurePeriodAhead }), () => {
    negotiated('drafted').on('2025-10-21').when(stating('INSTITUTION')).thenRefused('PERIOD_PAST');
  });

  it('need a payment cap when billed by use', proves({ '5.6/cap': ensureBilling }), () => {
    const listed = entry({
      prices: entry().listing.prices.map((price) => ({ ...price, billingModel: 'USAGE' as const })),
    });
    const chosen = planned()
      .on('2025-09-30')
      .given(askingQuotes(listed))
      .on('2025-10-10')
      .given(quoting({ entry: listed }))
      .on('2025-10-13')
      .given(choosing())
      .on('2025-10-15');
    chosen.when(stating('INSTITUTION', { billingModel: 'USAGE' })).thenRefused('CAP_MISSING');
    chosen.when(stating('INSTITUTION', { billingModel: 'USAGE', cap: 11_000_000 })).thenEvents('TermsStated');
  });

  it('never let a unit price exceed the listed one', () => {
    const price = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(
        price,
        price,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        (quoted, agreed, vatQ, vatT, quantity) => {
          let contract = negotiated('quoting', planned({ need: { budgetAmount: 1_000_000_000 } }));
          const lines = [line({ unitPrice: agreed, vatIncluded: vatT, quantity })];
          const refused = refusalOf(() => {
            contract = contract
              .on('2025-10-10')
              .given(quoting({ lines: [line({ unitPrice: quoted, vatIncluded: vatQ })] }))
              .on('2025-10-13')
              .given(choosing())
              .on('2025-10-15')
              .given(stating('SUPPLIER', { lines }), stating('INSTITUTION', { lines }));
          });
          expect(['nothing refused', 'PRICE_ABOVE_LISTED', 'PRICE_ABOVE_QUOTE']).toContain(refused);
          const one = contract.state.terms?.lines[0];
          if (one !== undefined) expect(vatInclusive(one.unitPrice, one.vatIncluded)).toBeLessThanOrEqual(1_000_000);
        },
      ),
      propertyRuns(60),
    );
  });
});
