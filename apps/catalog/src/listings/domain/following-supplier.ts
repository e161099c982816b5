import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ListingEvent } from './listing.events.js';
import { factsAfter, isEnded } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

/**
 * The supplier has another name or size, and all its services follow: a new version where the listing is public.
 * An ended listing stays as it ended.
 */
export function followSupplier(
  listing: ListingState,
  supplier: SupplierFacts,
  { today }: Pick<Moment, 'today'>,
): readonly ListingEvent[] {
  const { facts, publishedOn } = listing;
  const { name, size } = facts.supplier;
  if (isEnded(listing) || (supplier.name === name && supplier.size === size)) return [];
  if (publishedOn === undefined) return [{ type: 'SupplierProfileFollowed', data: { supplier } }];
  const data = factsAfter(listing, { supplier, version: facts.version + 1 }, today);
  return [{ type: 'ListingChanged', data, details: { supplier } }];
}
