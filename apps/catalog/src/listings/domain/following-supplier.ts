import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ListingEvent } from './listing.events.js';
import { factsAfter, isEnded } from './listing.rules.js';
import type { ListingState } from './listing.state.js';

/**
 * The supplier has another name or size, or another one has taken its business over (양도, 합병). All its services follow
 * a new version where the listing is public. An ended listing stays as it ended, with who had it then.
 */
export function followSupplier(
  listing: ListingState,
  supplier: SupplierFacts,
  { today }: Pick<Moment, 'today'>,
): readonly ListingEvent[] {
  const { facts, publishedOn } = listing;
  const { businessNumber, name, size } = facts.supplier;
  const isSame = supplier.businessNumber === businessNumber && supplier.name === name && supplier.size === size;
  if (isEnded(listing) || isSame) return [];
  if (publishedOn === undefined) return [{ type: 'SupplierProfileFollowed', data: { supplier } }];
  const data = factsAfter(listing, { supplier, version: facts.version + 1 }, today);
  return [{ type: 'ListingChanged', data, details: { supplier } }];
}
