import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ListingState } from './listing.state.js';

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
