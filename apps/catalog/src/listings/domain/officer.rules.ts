import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ListingState } from './listing.state.js';

/** The officer has declared a tie to the supplier. */
export const isTied = ({ tiedOfficers = [] }: ListingState, sub: string): boolean => tiedOfficers.includes(sub);

/** One officer decides on a listing, and none who is tied to its supplier. */
export const isResponsible = (listing: ListingState, sub: string): boolean =>
  listing.officer?.sub === sub && !isTied(listing, sub);

/** @throws Refusal 422 OFFICER_LINKED */
export function ensureOfficerNotLinked(isLinkedToSupplier: boolean): void {
  ensure(!isLinkedToSupplier, () =>
    invalid('OFFICER_LINKED', 'An officer linked to the supplier may not check its listing.'),
  );
}

/**
 * A decision of the responsible officer, who has declared to have no tie to the supplier. The ministry, which renews
 * too, is no officer.
 * @throws Refusal 409 OFFICER_UNDECLARED
 */
export const byResponsible =
  <E>({ sub }: { readonly sub: string }, decide: (listing: ListingState, moment: Moment) => E) =>
  (listing: ListingState, moment: Moment): E => {
    const { officer } = listing;
    ensure(officer?.sub !== sub || officer.hasDeclared, () =>
      wrongState(
        'OFFICER_UNDECLARED',
        `Listing ${listing.facts.listingNo} was handed to this officer: take it over first, declaring to have no tie to the supplier.`,
      ),
    );
    return decide(listing, moment);
  };
