import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { askingQuotes, entry, negotiated, planned } from '../../testing/contract-steps.js';
import type { Need } from './contract.state.js';
import { requestQuotes } from './requesting.js';
import { legalBasisOf } from './contract.rules.js';
import { ensureSuits } from './catalog-entry.js';

describe('A request for quotes', () => {
  it(
    'asks for quotes by the third business day, the holidays skipped',
    proves({ '5.3/answers': requestQuotes, '5.3/choice': requestQuotes }),
    () => {
      const { state } = negotiated('quoting');
      expect(state.invitations[0]?.due).toMatchObject({ dueAt: '2025-10-10T15:00:00.000Z', basis: 'bd', rule: 'A-25' });
      expect(state.step).toMatchObject({ key: 'CHOICE', dueAt: '2025-10-13T15:00:00.000Z' });
    },
  );

  it.each([
    ['LOCAL', '지방계약법 시행령 제25조제1항'],
    ['PUBLIC', '해당 기관의 계약 규정'],
  ] as const)(
    'of a %s institution rests on its own law',
    proves({ '11.4/quotes-requested': legalBasisOf }),
    (type, basis) => {
      expect(negotiated('quoting', planned({ type })).state.legalBasis).toBe(basis);
    },
  );

  it.each<[string, Partial<Need>]>([
    ['GRADE_TOO_LOW', { sensitivity: 'HIGH' }],
    ['METHOD_IS_CATALOG', { method: 'CATALOG' }],
  ])('is refused with %s', proves({ '11.4/quotes-requested': ensureSuits }), (code, need) => {
    planned({ need }).on('2025-09-30').when(askingQuotes()).thenRefused(code);
  });

  it('takes a grade that is as high as the data need', () => {
    planned({ need: { sensitivity: 'MEDIUM' } })
      .on('2025-09-30')
      .when(askingQuotes())
      .thenEvents('QuotesRequested');
  });

  it(
    'refuses a listing that is not offered on the network needed',
    proves({ '11.4/quotes-requested': ensureSuits }),
    () => {
      const external = entry({ service: { ...entry().listing.service, networks: ['EXTERNAL'] } });
      planned().on('2025-09-30').when(askingQuotes(external)).thenRefused('NETWORK_MISMATCH');
    },
  );

  it('asks no certified grade of a kind that needs no certificate by the policy (A-01)', () => {
    const { state } = planned({ need: { sensitivity: 'HIGH' } });
    const policy = PolicyTable.from({
      rows: [{ key: 'services.certificateRequired', from: '2025-01-01', value: [], basis: 'a rule to come' }],
    });
    expect(requestQuotes(state, { entries: [entry()] }, momentOf('2025-09-30', policy))).toHaveLength(1);
  });

  it('asks the same listing once while its answer is open', proves({ '11.4/quotes-requested': requestQuotes }), () => {
    negotiated('quoting').on('2025-10-01').when(askingQuotes()).thenRefused('LISTING_ALREADY_ASKED');
  });
});
