import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ListingEvent } from './listing.events.js';
import { isEnded } from './listing.rules.js';
import type { ListingState, Officer } from './listing.state.js';
import { ensureOfficerNotLinked, isTied } from './officer.rules.js';

export interface CheckStart {
  readonly officer: Omit<Officer, 'hasDeclared'>;
  /** The officer declares no tie to the supplier. */
  readonly notLinkedToSupplier: boolean;
}

/** an officer without ties to the supplier takes the checks of a listing on. */
export function startListingCheck(
  listing: ListingState,
  { officer, notLinkedToSupplier }: CheckStart,
  { today }: Moment,
): readonly ListingEvent[] {
  ensureOpen(listing);
  ensure(listing.officer === undefined, () =>
    wrongState('OFFICER_RESPONSIBLE', `Listing ${listing.facts.listingNo} is with an officer already: take it over.`),
  );
  ensureOfficerNotLinked(!notLinkedToSupplier || isTied(listing, officer.sub));
  return [
    {
      type: 'ListingCheckStarted',
      data: { startedOn: today },
      details: { officer: { ...officer, hasDeclared: true } },
    },
  ];
}

export interface TakeOver extends CheckStart {
  readonly reason: string;
}

/** another officer becomes the responsible one; so does an officer to whom it was handed, by declaring. */
export function takeOverListing(
  listing: ListingState,
  { officer, notLinkedToSupplier, reason }: TakeOver,
): readonly ListingEvent[] {
  const current = ensureWithOfficer(listing);
  ensureOfficerNotLinked(!notLinkedToSupplier || isTied(listing, officer.sub));
  ensure(current.sub !== officer.sub || !current.hasDeclared, () =>
    wrongState('OFFICER_RESPONSIBLE', 'This officer is the responsible one already: there is nothing to take over.'),
  );
  return [
    {
      type: 'OfficerChanged',
      data: { by: 'TAKE_OVER' },
      details: { officer: { ...officer, hasDeclared: true } },
      reason,
    },
  ];
}

export interface HandOver {
  /** Who acts: not necessarily the responsible officer, who may be ill. */
  readonly by: string;
  readonly officer: Omit<Officer, 'hasDeclared'>;
  readonly reason: string;
}

/** an officer without a tie names another one, who declares before they decide. */
export function handOverListing(listing: ListingState, { by, officer, reason }: HandOver): readonly ListingEvent[] {
  const current = ensureWithOfficer(listing);
  ensureOfficerNotLinked(isTied(listing, by) && current.sub !== by);
  ensureOfficerNotLinked(isTied(listing, officer.sub));
  ensure(current.sub !== officer.sub, () =>
    wrongState('OFFICER_RESPONSIBLE', 'The listing is with this officer already: name another one.'),
  );
  return [
    {
      type: 'OfficerChanged',
      data: { by: 'HAND_OVER' },
      details: { officer: { ...officer, hasDeclared: false } },
      reason,
    },
  ];
}

/** An officer declares a tie to the supplier. Said again, it changes nothing. */
export function declareTie(
  listing: ListingState,
  { officer, reason }: { readonly officer: string; readonly reason: string },
): readonly ListingEvent[] {
  return isTied(listing, officer) ? [] : [{ type: 'OfficerTieDeclared', data: { officer }, reason }];
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
function ensureWithOfficer(listing: ListingState): Officer {
  ensureOpen(listing);
  const { officer, facts } = listing;
  if (officer !== undefined) return officer;
  throw wrongState(
    'LISTING_WITHOUT_OFFICER',
    `No officer has taken the check of listing ${facts.listingNo} on: start it instead.`,
  );
}
