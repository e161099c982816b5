import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import { published, type ListingSpecification } from '../testing/listings.js';
import { followAgreement } from './following-agreements.js';

describe('Catalog agreements', () => {
  const follow = (listing: ListingSpecification, agreement: typeof sampleAgreement) =>
    listing.on('2025-09-30').given((state, moment) => followAgreement(state, agreement, moment));
  const other = {
    ...sampleAgreement,
    agreementId: '018f6f2a-0000-7000-8000-00000000000a',
    number: '00-26-00002-00',
    validFrom: '2026-01-01',
  };

  it('show on the listing while in force, under the same version', () => {
    const listing = follow(published(), sampleAgreement);
    expect(listing.state.facts).toMatchObject({ version: 1, agreement: { number: sampleAgreement.number } });
    expect(follow(listing, { ...sampleAgreement, status: 'SUSPENDED' }).state.facts.agreement).toBeUndefined();
  });

  it('change nothing when told twice', () => {
    follow(published(), sampleAgreement)
      .on('2025-10-01')
      .when((state, moment) => followAgreement(state, sampleAgreement, moment))
      .thenEvents();
  });

  it('keep the newer one whatever order the news of both arrive in', () => {
    const late = follow(follow(follow(published(), other), sampleAgreement), { ...sampleAgreement, status: 'ENDED' });
    expect(late.state.facts.agreement?.number).toBe(other.number);
  });
});
