import type { Refusal } from '#common/kernel/errors.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import {
  askingProposals,
  askingQuotes,
  choosing,
  entry,
  negotiated,
  planned,
  proposing,
  quoting,
  signing,
} from '../../testing/contract-steps.js';
import { ensureOfferedBy, ensureOpen, type CatalogEntry } from './catalog-entry.js';
import { evaluateProposals } from './choosing.js';

const ENDS: readonly ListingFacts['status'][] = ['EXPIRED', 'DELISTED', 'CANCELLED'];
const CODE = 'LISTING_NOT_CONTRACTABLE';

describe.each(ENDS)('F-04: a listing that is %s', (status) => {
  const ended: CatalogEntry = entry({ status }, true);

  it('is named with its status in the refusal', () => {
    const refusal = (() => {
      try {
        ensureOpen(ended, momentOf('2025-10-01'));
      } catch (error) {
        return error as Refusal;
      }
      return undefined;
    })();
    expect(refusal).toMatchObject({ kind: 'state', code: CODE, errors: [{ code: `LISTING_${status}` }] });
  });

  it('is not asked for a quote, and its supplier gives none', () => {
    planned().on('2025-09-30').when(askingQuotes(ended)).thenRefused(CODE);
    negotiated('quoting')
      .on('2025-10-10')
      .when(quoting({ entry: ended }))
      .thenRefused(CODE);
  });

  it('is not asked for a proposal, and its supplier gives none', () => {
    const byCatalog = planned({ need: { method: 'CATALOG' } }).on('2025-09-30');
    byCatalog.when(askingProposals(ended)).thenRefused(CODE);
    const asked = byCatalog.given(askingProposals()).on('2025-10-10');
    asked.when(proposing({ entry: ended })).thenRefused(CODE);
    asked
      .given(proposing())
      .on('2025-10-17')
      .when((contract, moment) => {
        const evaluations = [{ n: 1, score: 92, reason: '요구를 채운다' }];
        return evaluateProposals(contract, { evaluations, requestNo: 1, reason: '적합', entry: ended }, moment);
      })
      .thenRefused(CODE);
  });

  it('is not chosen, whatever was offered before', () => {
    negotiated('quoted')
      .on('2025-10-13')
      .when(choosing({ entry: ended }))
      .thenRefused(CODE);
  });

  it('is not signed for', proves({ '11.5/race-listing': ensureOpen, '11.3/contractable': ensureOpen }), () => {
    negotiated('drafted')
      .when(signing('INSTITUTION', undefined, ended))
      .thenRefused(CODE);
  });
});

it('A-15: a suspended listing may still be offered and chosen: it may be resumed before the signature', () => {
  const suspended = entry({ status: 'SUSPENDED' });
  expect(() => ensureOpen(suspended, momentOf('2025-10-01'))).not.toThrow();
  negotiated('quoted')
    .on('2025-10-13')
    .when(choosing({ entry: suspended }))
    .thenEvents('SupplierChosen');
});

describe('A supplier that is debarred (부정당업자)', () => {
  const debarred = (from: string, to: string, freeFrom?: string): CatalogEntry => ({
    ...entry({}, true),
    debarments: [{ from, to, ...(freeFrom !== undefined && { freeFrom }) }],
  });

  it(
    'is neither asked, nor offers, nor is chosen, nor signs, on any day of its debarment',
    proves({ '11.3/debarred': ensureOpen }),
    () => {
      const always = debarred('2025-09-01', '2026-08-31');
      planned().on('2025-09-30').when(askingQuotes(always)).thenRefused(CODE);
      negotiated('quoting')
        .on('2025-10-10')
        .when(quoting({ entry: always }))
        .thenRefused(CODE);
      negotiated('quoted')
        .on('2025-10-13')
        .when(choosing({ entry: always }))
        .thenRefused(CODE);
      negotiated('drafted')
        .when(signing('INSTITUTION', undefined, always))
        .thenRefused(CODE);
      const asked = planned({ need: { method: 'CATALOG' } }).on('2025-09-30');
      asked.when(askingProposals(always)).thenRefused(CODE);
      asked
        .given(askingProposals())
        .on('2025-10-10')
        .when(proposing({ entry: always }))
        .thenRefused(CODE);
    },
  );

  it.each([
    ['before its first day', debarred('2025-10-14', '2026-10-13')],
    ['after its last day', debarred('2025-01-01', '2025-10-12')],
    ['from the day it was lifted', debarred('2025-01-01', '2026-10-13', '2025-10-13')],
  ])('is free %s', (_when, free) => {
    negotiated('quoted')
      .on('2025-10-13')
      .when(choosing({ entry: free }))
      .thenEvents('SupplierChosen');
  });
});

describe('R-23: a supplier that transferred its business', () => {
  const transferred = entry(
    { supplier: { businessNumber: '3333333333', name: '제공기업 4', size: 'SMALL_MEDIUM' } },
    true,
  );

  it(
    'neither offers, nor is chosen, nor signs for what the successor holds',
    proves({ 'R-23': ensureOfferedBy }),
    () => {
      negotiated('quoting')
        .on('2025-10-10')
        .when(quoting({ entry: transferred }))
        .thenRefused(CODE);
      negotiated('quoted')
        .on('2025-10-13')
        .when(choosing({ entry: transferred }))
        .thenRefused(CODE);
      const drafted = negotiated('drafted');
      drafted.when(signing('INSTITUTION', undefined, transferred)).thenRefused(CODE);
      const former = entry().listing.supplier.businessNumber;
      expect(() => ensureOfferedBy(transferred, former)).toThrow(
        expect.objectContaining({ errors: [expect.objectContaining({ code: 'SUPPLIER_TRANSFERRED' })] }),
      );
      expect(() => ensureOfferedBy(entry(), former)).not.toThrow();
    },
  );
});
