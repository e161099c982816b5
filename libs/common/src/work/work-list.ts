import { AggregateStore } from '../aggregates/aggregate-store.js';
import type { AggregateType, DomainEvent, Snapshot } from '../aggregates/aggregate-type.js';
import type { ListQuery } from '../aggregates/documents.js';
import type { Stores } from '../aggregates/stores.js';
import { dutiesOf, NO_DAY, waitingOf, type DutyOf, type Work } from '../aggregates/work.js';
import type { FieldFilter } from '../kernel/field-filter.js';
import type { Person } from '../kernel/actor.js';
import { addresseesOf } from '../kernel/addressee.js';
import { hasPassed } from '../kernel/deadline.js';

/** Reads of one collection for a page at most. A page that is not full by then goes on behind the last row read. */
const READS_MAX = 10;

type AnyType = AggregateType<object, DomainEvent>;

/** A duty of one aggregate. */
export interface FoundDuty {
  readonly kind: string;
  readonly id: string;
  readonly path: string;
  readonly about: string;
  readonly duty: DutyOf<object>;
}

/** Which duties are asked for. */
export interface WorkFilter {
  readonly overdue?: boolean;
  readonly task?: string;
}

/** The aggregates of one type that wait for a caller. */
interface Source {
  readonly store: AggregateStore<object, DomainEvent>;
  readonly work: Work<object>;
}

/** An aggregate that waits, and its place in the list: by its earliest deadline, then by its id. */
interface Found {
  readonly source: Source;
  readonly row: Snapshot<object>;
  readonly dueAt: string;
}

/** A place in the list. */
export type WorkPlace = Readonly<{ dueAt: string; id: string }>;

export interface WorkPage {
  readonly duties: readonly FoundDuty[];
  /** Absent on the last page. */
  readonly next?: WorkPlace;
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const inOrder = (a: Found, b: Found): number => compare(a.dueAt, b.dueAt) || compare(a.row.id, b.row.id);

const from = (query: ListQuery, place: WorkPlace | undefined): ListQuery =>
  place === undefined ? query : { ...query, after: { value: place.dueAt, id: place.id } };

/**
 * What waits for one caller in all aggregates of a service, the earliest first. The store looks among the aggregates
 * that wait for the caller, their roles or their organisation; the permissions of the operation then decide on each.
 */
export class WorkList {
  private readonly sources: readonly Source[];

  constructor(
    private readonly stores: Stores,
    types: readonly AnyType[],
  ) {
    this.sources = types.flatMap((type) =>
      type.work === undefined ? [] : [{ store: new AggregateStore(type, stores), work: type.work }],
    );
  }

  /** @param limit aggregates; each has all of its duties for the caller on one page */
  async page(caller: Person, filter: WorkFilter, limit: number, after?: WorkPlace): Promise<WorkPage> {
    const parts = await Promise.all(this.sources.map((source) => this.part(source, caller, { filter, limit, after })));
    const all = parts.flatMap(({ found }) => found).sort((a, b) => inOrder(a.found, b.found));
    // Behind the place where one of the sources stopped reading, the order of all is not known.
    const ends = parts.flatMap(({ end }) => (end === undefined ? [] : [end]));
    const end = ends.toSorted(inOrder)[0];
    const known = end === undefined ? all : all.filter(({ found }) => inOrder(found, end) <= 0);
    const shown = known.slice(0, limit);
    const duties = shown.flatMap((one) => one.duties);
    const last = known.length > limit ? shown.at(-1)?.found : end;
    return { duties, ...(last !== undefined && { next: { dueAt: last.dueAt, id: last.row.id } }) };
  }

  /** At least so many of one source, or what its reads allow; `end` where it stopped before its end. */
  private async part(
    source: Source,
    caller: Person,
    { filter, limit, after }: { filter: WorkFilter; limit: number; after: WorkPlace | undefined },
  ) {
    const { store, work } = source;
    const found: { readonly found: Found; readonly duties: readonly FoundDuty[] }[] = [];
    const now = this.stores.moment().at;
    const where: Record<string, FieldFilter> = { 'waiting.for': { in: addresseesOf(caller) } };
    if (filter.overdue === true) where['waiting.dueAt'] = { lte: now.toISOString() };
    const query = { where, sortBy: 'waiting.dueAt', descending: false, limit: limit + 1 } as const;
    let place = after;
    for (let read = 1; ; read++) {
      const rows = await store.list(from(query, place));
      let last: Found | undefined;
      for (const row of rows) {
        last = { source, row, dueAt: waitingOf(work, row.state)?.dueAt ?? NO_DAY };
        const duties = this.dutiesFor(last, caller, filter, now);
        if (duties.length > 0) found.push({ found: last, duties });
      }
      if (last === undefined || rows.length < query.limit) return { found };
      if (found.length > limit || read === READS_MAX) return { found, end: last };
      place = { dueAt: last.dueAt, id: last.row.id };
    }
  }

  private dutiesFor({ source, row }: Found, caller: Person, filter: WorkFilter, now: Date): readonly FoundDuty[] {
    const { type } = source.store;
    // Who may do something may still not know of it: an officer of the applicant's house (decree Art. 15-4).
    if (!this.stores.holds({ actor: caller, operation: source.work.seenThrough }, row.state)) return [];
    const own = new Set(addresseesOf(caller));
    return dutiesOf(source.work, row.state)
      .filter((duty) => duty.for.some((addressee) => own.has(addressee)))
      .filter(({ code }) => filter.task === undefined || filter.task === code)
      .filter(({ deadline }) => filter.overdue !== true || (deadline !== undefined && hasPassed(deadline, now)))
      .filter(({ task }) => this.stores.holds({ actor: caller, operation: task.operation }, row.state))
      .map((duty) => ({
        kind: type.name,
        id: row.id,
        path: type.path?.(row.state, row.id) ?? '',
        about: source.work.about(row.state),
        duty,
      }));
  }
}
