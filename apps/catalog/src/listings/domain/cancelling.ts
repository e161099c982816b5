import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import type { ListingEvent } from './listing.events.js';
import { factsAfter, isEnded } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

/**
 * 등록 취소: the selection no longer stands, by the ministry's act or by a vote that was taken again, so
 * nothing new can be contracted. An ended listing stays as it ended. An unpublished one leaves the catalog as it was
 * selected: what its supplier had written meant nothing yet, and is nobody else's to read.
 */
export function cancelListing(
  listing: ListingState,
  { cancelledOn, users }: { readonly cancelledOn: Day; readonly users: readonly string[] },
  { today }: Moment,
): readonly ListingEvent[] {
  if (isEnded(listing)) return [];
  const { service, prices, certificates } = listing.selected;
  const content = listing.publishedOn === undefined && {
    service,
    prices: [...prices],
    certificates: [...certificates],
  };
  const data = { ...factsAfter(listing, { ...content, status: 'CANCELLED' }, today), cancelledOn };
  return [{ type: 'ListingCancelled', data, details: { users } }];
}
