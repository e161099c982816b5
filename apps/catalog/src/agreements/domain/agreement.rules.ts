import { ensure, wrongState } from '#common/kernel/errors.js';
import type { AgreementListing, AgreementState } from './agreement.state.js';

/** One live agreement per listing. */
export const isLive = ({ facts }: AgreementState): boolean => facts.status !== 'ENDED';

/** §11.3: an agreement needs an active listing, at application and at conclusion. 409 LISTING_NOT_ACTIVE. */
export function ensureListed(listing: AgreementListing): void {
  ensure(listing.isActive, () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${listing.listingNo} is not active: an agreement needs an active listing (§11.3).`,
    ),
  );
}
