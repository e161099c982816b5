import { waitsIn } from '#testing/told.js';
import { listingType } from './listing.type.js';
import { opened, published, submitted } from './testing/listings.js';

describe('What waits of a listing', () => {
  it('§11.3, A-21: its completion for the supplier, then its publication for NIA, then nothing', () => {
    const { businessNumber } = opened().state.facts.supplier;
    expect(waitsIn(listingType, opened())).toEqual([
      expect.stringMatching(new RegExp(`^COMPLETE_LISTING SUPPLIER@${businessNumber} 2025-10-`)),
    ]);
    expect(waitsIn(listingType, submitted())).toEqual([
      expect.stringMatching(/^START_LISTING_CHECK role:NIA_OPERATOR 2025-09-26T15:00/),
    ]);
    expect(waitsIn(listingType, published())).toEqual([]);
  });
});
