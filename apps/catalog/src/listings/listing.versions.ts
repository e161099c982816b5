import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import type { ListingVersion } from './listing.view.js';

const UNPUBLISHED = new Set(['PREPARING', 'IN_CHECK']);

/**
 * The published versions of a listing, in their order. The events are the versions: each public one carries the whole
 * content, so none is kept a second time.
 */
export function versionsIn(history: readonly StoredEvent[]): readonly ListingVersion[] {
  const versions = new Map<number, ListingVersion>();
  for (const { topic, data, at } of history) {
    const facts = data as ListingFacts;
    if (topic === undefined || UNPUBLISHED.has(facts.status) || versions.has(facts.version)) continue;
    versions.set(facts.version, { facts, since: at });
  }
  return [...versions.values()].sort((a, b) => a.facts.version - b.facts.version);
}
