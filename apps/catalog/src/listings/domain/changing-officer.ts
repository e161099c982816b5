import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import {
  declaredOfficer,
  handedOver,
  takenOver,
  type CheckStart,
  type HandOver,
  type TakeOver,
} from '#common/kernel/responsible-officer.js';
import type { ListingEvent } from './listing.events.js';
import { isEnded } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

/** an officer without ties to the supplier takes the checks of a listing on. */
export function startListingCheck(
  listing: ListingState,
  start: CheckStart,
  { today }: Moment,
): readonly ListingEvent[] {
  ensureOpen(listing);
  ensure(listing.officer === undefined, () =>
    wrongState('OFFICER_RESPONSIBLE', `Listing ${listing.facts.listingNo} is with an officer already: take it over.`),
  );
  const officer = declaredOfficer(listing, start, 'listing');
  return [{ type: 'ListingCheckStarted', data: { startedOn: today }, details: { officer } }];
}

/** another officer becomes the responsible one; so does an officer to whom it was handed, by declaring. */
export function takeOverListing(listing: ListingState, takeOver: TakeOver): readonly ListingEvent[] {
  ensureWithOfficer(listing);
  return takenOver(listing, takeOver, 'listing');
}

/** an officer without a tie names another one, who declares before they decide. */
export function handOverListing(listing: ListingState, handOver: HandOver): readonly ListingEvent[] {
  ensureWithOfficer(listing);
  return handedOver(listing, handOver, 'listing');
}

/** Nothing of an ended listing is left for an officer to decide. */
function ensureOpen(listing: ListingState): void {
  ensure(!isEnded(listing), () =>
    wrongState(
      'LISTING_ENDED',
      `Listing ${listing.facts.listingNo} is ${listing.facts.status}: nothing of it is left to check.`,
    ),
  );
}

/** @throws Refusal 409 LISTING_ENDED, LISTING_WITHOUT_OFFICER */
function ensureWithOfficer(listing: ListingState): void {
  ensureOpen(listing);
  ensure(listing.officer !== undefined, () =>
    wrongState(
      'LISTING_WITHOUT_OFFICER',
      `No officer has taken the check of listing ${listing.facts.listingNo} on: start it instead.`,
    ),
  );
}
