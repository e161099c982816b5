import type { AggregateStore } from '../aggregates/aggregate-store.js';
import type { DomainEvent, Snapshot } from '../aggregates/aggregate-type.js';
import type { ListQuery } from '../aggregates/documents.js';
import type { Asking } from '../kernel/actor.js';
import { cursorAfter, listQuery, placeOf, type Listing, type Page, type PageRequest } from './paging.js';

/** Reads of the store for one page at most. A page that is not full by then goes on behind the last row read. */
const READS_MAX = 10;

/** What a page of a list is made of. */
export interface Paging<S, V> {
  readonly request: PageRequest;
  readonly listing: Listing;
  /** Leaves out what every caller may see. */
  readonly own?: boolean;
  /** Undefined leaves the row out: for filters on what only the view can say. */
  readonly view: (found: Snapshot<S>) => V | undefined;
}

/**
 * A page of the aggregates that the caller may see. The store looks among those only, whatever the caller filters by,
 * and a list ends at the last row that the caller sees.
 * @throws Refusal 422 for a sort that is not offered and for a cursor this service did not give out
 */
export async function pageFor<S extends object, E extends DomainEvent, V>(
  store: AggregateStore<S, E>,
  asking: Asking,
  { request, listing, own = false, view }: Paging<S, V>,
): Promise<Page<V>> {
  const query = listQuery(request, listing);
  const wanted = query.limit - 1;
  const shown: { readonly row: Snapshot<S>; readonly view: V }[] = [];
  let from: ListQuery = query;
  for (let read = 1; ; read++) {
    const found = await store.listFor(asking, from, own);
    for (const row of found) {
      const shownRow = store.isSeenBy(asking, row.state) ? view(row) : undefined;
      if (shownRow !== undefined) shown.push({ row, view: shownRow });
    }
    const last = found.at(-1);
    const items = shown.slice(0, wanted).map((one) => one.view);
    const lastShown = shown[wanted - 1]?.row;
    if (shown.length > wanted && lastShown !== undefined) return { items, next: cursorAfter(lastShown, query) };
    if (last === undefined || found.length < query.limit) return { items };
    if (read === READS_MAX) return { items, next: cursorAfter(last, query) };
    from = { ...query, after: placeOf(last, query) };
  }
}

/** Rows that are read at once for a file. */
const FILE_ROWS = 200;

/**
 * All that the caller may see, in the order of the list: for a file. It is read in pages, as fast as the file is
 * written.
 * @throws Refusal 422 for a sort that is not offered
 */
export async function* allFor<S extends object, E extends DomainEvent, V>(
  store: AggregateStore<S, E>,
  asking: Asking,
  { request: { sort }, listing, own = false, view }: Paging<S, V>,
): AsyncGenerator<V> {
  const query = listQuery({ limit: FILE_ROWS, ...(sort !== undefined && { sort }) }, listing);
  for (let from: ListQuery = query; ;) {
    const found = await store.listFor(asking, from, own);
    for (const row of found) {
      const shown = store.isSeenBy(asking, row.state) ? view(row) : undefined;
      if (shown !== undefined) yield shown;
    }
    const last = found.at(-1);
    if (last === undefined || found.length < query.limit) return;
    from = { ...query, after: placeOf(last, query) };
  }
}
