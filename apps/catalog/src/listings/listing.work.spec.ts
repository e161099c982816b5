import { waitsIn } from '#testing/told.js';
import { handOverListing, startListingCheck } from './domain/changing-officer.js';
import { listingType } from './listing.type.js';
import { officerCalled, opened, published, submitted } from './testing/listings.js';

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

  it('R-02: the take-over for the officer it was handed to, and nothing else until they declare', () => {
    const { moment, state } = submitted();
    const checking = submitted().given(() =>
      startListingCheck(state, { officer: officerCalled('officer'), notLinkedToSupplier: true }, moment),
    );
    expect(waitsIn(listingType, checking)).toEqual([
      expect.stringMatching(/^PUBLISH_LISTING person:officer 2025-09-26T15:00/),
    ]);
    const handed = checking.given((listing) =>
      handOverListing(listing, { by: 'officer', officer: officerCalled('officer-2'), reason: '담당자가 병가 중이다.' }),
    );
    expect(waitsIn(listingType, handed)).toEqual([
      expect.stringMatching(/^TAKE_OVER_LISTING person:officer-2 2025-09-26T15:00/),
    ]);
  });
});
