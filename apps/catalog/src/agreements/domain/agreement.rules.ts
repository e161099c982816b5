import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { ensureNotDebarred } from '../../listings/domain/debarred.rules.js';
import type { AgreementListing, AgreementState } from './agreement.state.js';

/** One live agreement per listing. */
export const isLive = ({ facts }: AgreementState): boolean => facts.status !== 'ENDED';

/**
 * §11.3: an agreement needs an active listing, at application and at conclusion.
 * @throws Refusal 409 LISTING_NOT_ACTIVE, SUPPLIER_DEBARRED
 */
export function ensureListed(listing: AgreementListing, moment: Moment): void {
  ensureNotDebarred(listing.debarments, moment);
  ensure(listing.isActive, () =>
    wrongState(
      'LISTING_NOT_ACTIVE',
      `Listing ${listing.listingNo} is not active: an agreement needs an active listing (§11.3).`,
    ),
  );
}
