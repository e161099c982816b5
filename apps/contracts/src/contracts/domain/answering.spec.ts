import { proves } from '#testing/proves.js';
import { personas } from '#testing/personas.js';
import { line, negotiated, quoting } from '../../testing/contract-steps.js';
import type { OfferInput } from './answering.js';
import { pricedLines } from './contract.rules.js';
import { submitQuote } from './answering.js';
import { pinned } from './requesting.js';

describe('A quote', () => {
  it.each<[string, Partial<OfferInput>]>([
    ['PRICE_ABOVE_LISTED', { lines: [line({ unitPrice: 1_000_001 })] }],
    ['PRICE_ABOVE_LISTED', { lines: [line({ vatIncluded: false })] }],
    ['PRICE_LINE_UNKNOWN', { lines: [line({ priceCode: 'PRO' })] }],
    ['LINE_REPEATED', { lines: [line(), line()] }],
    ['LISTING_VERSION_STALE', { listingVersion: 2 }],
    ['NOT_FOUND', { supplier: personas.competitor }],
    ['NOT_FOUND', { requestNo: 2 }],
  ])('is refused with %s', proves({ '11.4/quote-submitted': pricedLines }), (code, changed) => {
    negotiated('quoting').on('2025-10-10').when(quoting(changed)).thenRefused(code);
  });

  it('comes until 24:00 of the day it is due', proves({ '11.4/quote-submitted': submitQuote }), () => {
    const asked = negotiated('quoting');
    asked.on('2025-10-10 23:59').when(quoting()).thenEvents('QuoteSubmitted');
    asked.on('2025-10-11 00:00').when(quoting()).thenRefused('ANSWER_OVERDUE');
  });

  it(
    'is good for thirty days and pins the version it was priced by',
    proves({ '11.4/quote-submitted': submitQuote, '4.6/raise-new-contracts': pinned, '11.5/race-price': pinned }),
    () => {
      expect(negotiated('quoted').state.invitations[0]?.offer).toMatchObject({
        validTo: '2025-11-09',
        amount: 12_000_000,
        listing: { version: 1 },
      });
    },
  );

  it('is answered once', () => {
    negotiated('quoted').when(quoting()).thenRefused('REQUEST_ANSWERED');
  });
});
