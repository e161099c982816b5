import { proves } from '#testing/proves.js';
import {
  askingQuotes,
  choosing,
  deposit,
  drafting,
  entry,
  line,
  negotiated,
  planned,
  quoting,
  stating,
} from '../../testing/contract-steps.js';
import { draftContract, needsRouteWarning } from './drafting.js';
import { hasBegun } from './contract.rules.js';

const LATER = { from: '2025-11-01', to: '2026-10-19' };

describe('The draft', () => {
  const agreed = negotiated('agreed').on('2025-10-16');

  it(
    'names a deposit of ten percent at least',
    proves({ '5.2/deposit': draftContract, '11.4/drafted': draftContract }),
    () => {
      agreed.when(drafting({ kind: 'DEPOSIT', amount: 1_079_999 })).thenRefused('DEPOSIT_TOO_LOW');
      agreed.when(drafting(deposit)).thenEvents('ContractDrafted');
    },
  );

  it('F-27, R-29: is not drawn up for a period that has begun', proves({ 'R-29': hasBegun }), () => {
    agreed.on('2025-10-20').when(drafting()).thenEvents('ContractDrafted');
    agreed.on('2025-10-21').when(drafting()).thenRefused('PERIOD_PAST');
  });

  it('§5.3: attaches the security review, which falls with the draft when the terms are open again', () => {
    const result = {
      network: 'INTERNAL',
      outcome: 'SUITABLE',
      referenceNo: '국정원-2025-17',
      decidedOn: '2025-10-01',
    } as const;
    const listed = entry({ nisVerifications: [result, { ...result, network: 'EXTERNAL' }] });
    const drafted = agreed.given(drafting(deposit, false, { listed }));
    expect(drafted.state.securityReview).toEqual([result]);
    expect(agreed.given(drafting()).state).not.toHaveProperty('securityReview');
    const reopened = drafted.on('2025-10-21').given(stating('INSTITUTION', { period: LATER }));
    expect(reopened.state.status).toBe('NEGOTIATING');
    expect(reopened.state).not.toHaveProperty('securityReview');
  });

  it('waives it up to fifty million won', proves({ '5.2/deposit-waiver': draftContract }), () => {
    agreed.when(drafting({ kind: 'WAIVER', ground: 'SMALL_AMOUNT' })).thenEvents('ContractDrafted');
  });

  it.each([
    ['STATE', 'SELF', true],
    ['STATE', 'CENTRAL', false],
    ['LOCAL', 'SELF', false],
  ] as const)(
    'of %s institutions on the %s route above 100 M: warning %s',
    proves({ '5.2/central-route': needsRouteWarning, '11.4/drafted': draftContract }),
    (type, route, warned) => {
      const lines = [line({ quantity: 100 })];
      const contract = planned({ need: { budgetAmount: 200_000_000, route }, type })
        .on('2025-09-30')
        .given(askingQuotes())
        .on('2025-10-10')
        .given(quoting({ lines }))
        .on('2025-10-13')
        .given(choosing())
        .on('2025-10-15')
        .given(stating('SUPPLIER', { lines }), stating('INSTITUTION', { lines }))
        .on('2025-10-16');
      const large = { kind: 'DEPOSIT', amount: 10_000_000 } as const;
      if (warned) contract.when(drafting(large)).thenRefused('ROUTE_WARNING');
      contract.when(drafting({ kind: 'WAIVER', ground: 'SMALL_AMOUNT' }, true)).thenRefused('DEPOSIT_NOT_WAIVABLE');
      contract.when(drafting(large, warned)).thenEvents('ContractDrafted');
    },
  );
});
