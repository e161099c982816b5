import type { AggregateStore } from '../aggregates/aggregate-store.js';
import type { DomainEvent, Snapshot } from '../aggregates/aggregate-type.js';
import type { Asking } from '../kernel/actor.js';
import { listQuery, page, type Listing, type Page, type PageRequest } from './paging.js';

/**
 * A page of the aggregates that the caller may see. What is not for the caller leaves the page, not the cursor: a page
 * may be shorter, none is skipped.
 * @throws Refusal 422 for a sort that is not offered and for a cursor this service did not give out
 */
export async function pageFor<S extends object, E extends DomainEvent, V>(
  store: AggregateStore<S, E>,
  asking: Asking,
  {
    request,
    listing,
    view,
  }: {
    readonly request: PageRequest;
    readonly listing: Listing;
    readonly view: (found: Snapshot<S>) => V;
  },
): Promise<Page<V>> {
  const query = listQuery(request, listing);
  const found = page(await store.list(query), query, (one) => one);
  return { ...found, items: found.items.filter(({ state }) => store.isSeenBy(asking, state)).map(view) };
}
