import mongoose from 'mongoose';
import type { DomainEvent, AggregateType } from '#common/aggregates/aggregate-type.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import type { FieldFilter, Where } from '#common/kernel/field-filter.js';
import {
  ClaimTaken,
  type AggregateChange,
  type AggregateDocument,
  type AggregateDocuments,
  type AggregateHead,
  type ErasedDocument,
  type ArchiveCut,
  type ListedDocument,
  type ListQuery,
  type LiveHistory,
} from '#common/aggregates/documents.js';
import { withoutPersonalData, type Erased } from '#common/aggregates/erasure/erasure.js';
import { historyBytes, LIVE_EVENTS_MAX } from '#common/aggregates/archiver.js';

/** The store in memory, for tests without a server; it passes the same contract suite as the real one. */
export class MemoryDocuments<S, E extends DomainEvent> implements AggregateDocuments<S> {
  private readonly rows = new Map<string, AggregateDocument<S>>();
  /** Per aggregate: events that have left it, and the state after the last of them. */
  private readonly archives = new Map<string, { events: readonly StoredEvent[]; version: number; snapshot: S }>();

  /** Of a history, in bytes: each save makes a new one, and its size is asked for again and again. */
  private readonly sizes = new WeakMap<readonly StoredEvent[], number>();

  constructor(readonly type: AggregateType<S, E>) {}

  async head(id: string, causationId: string): Promise<AggregateHead<S> | undefined> {
    await Promise.resolve();
    const row = this.rows.get(id);
    if (row === undefined) return undefined;
    return {
      version: row.version,
      state: stored({ state: row.state }).state,
      sequences: row.sequences,
      lastHash: row.history.at(-1)?.hash ?? '',
      ...foldOf(row.history),
      correlationId: row.history[0]?.correlationId ?? '',
      seen: [...this.goneFrom(row), ...row.history].some((event) => event.causationId === causationId),
      liveEvents: row.history.length,
      bytes: this.bytesOf(row.history),
    };
  }

  async isAt(id: string, version: number | undefined): Promise<boolean> {
    await Promise.resolve();
    return this.rows.get(id)?.version === version;
  }

  async find(id: string): Promise<ListedDocument<S> | undefined> {
    await Promise.resolve();
    const row = this.rows.get(id);
    return row && stored({ id, version: row.version, state: row.state });
  }

  async history(id: string): Promise<readonly StoredEvent[]> {
    const live = await this.live(id);
    if (live === undefined) return [];
    return [...(await this.archived(id, live.archived?.events ?? 0)), ...live.events];
  }

  async live(id: string): Promise<LiveHistory | undefined> {
    await Promise.resolve();
    const row = this.rows.get(id);
    if (row === undefined) return undefined;
    const { version, history, archived, erasures = 0 } = row;
    return { version, events: [...history], erasures, ...(archived && { archived }) };
  }

  async archived(id: string, count: number): Promise<readonly StoredEvent[]> {
    await Promise.resolve();
    return this.archives.get(id)?.events.slice(0, count) ?? [];
  }

  async snapshot(id: string, version: number): Promise<S | undefined> {
    await Promise.resolve();
    const archive = this.archives.get(id);
    return archive?.version === version ? archive.snapshot : undefined;
  }

  async archive({ id, live, events, snapshot }: ArchiveCut<S>): Promise<boolean> {
    await Promise.resolve();
    const row = this.rows.get(id);
    const last = events.at(-1);
    if (row === undefined || last === undefined) return false;
    const before = live.archived?.events ?? 0;
    if ((row.archived?.events ?? 0) !== before || (row.erasures ?? 0) !== live.erasures) return false;
    const { version } = last;
    const gone = [...(this.archives.get(id)?.events.slice(0, before) ?? []), ...events];
    this.archives.set(id, stored({ events: gone, version, snapshot }));
    const archived = { events: gone.length, version, lastHash: last.hash };
    this.rows.set(id, { ...row, archived, history: row.history.slice(events.length) });
    return true;
  }

  async erase({ id, live, events, state, claims, dueAt, waiting, erased }: ErasedDocument<S>): Promise<boolean> {
    await Promise.resolve();
    const row = this.rows.get(id);
    if (row?.version !== live.version || (row.archived?.events ?? 0) !== (live.archived?.events ?? 0)) return false;
    const out = row.out.map((event) => withoutPersonalData(event, erased));
    const erasures = live.erasures + 1;
    const made = stored({ state, history: events, claims, out, ...(dueAt && { dueAt }), ...(waiting && { waiting }) });
    const { dueAt: _, waiting: _waiting, ...kept } = row;
    this.rows.set(id, { ...kept, ...made, history: made.history.map(frozen), version: row.version + 1, erasures });
    return true;
  }

  async eraseArchived(id: string, _version: number, erased: Erased): Promise<void> {
    await Promise.resolve();
    const archive = this.archives.get(id);
    if (archive === undefined) return;
    const events = archive.events.map((event) => withoutPersonalData(event, erased));
    this.archives.set(id, { ...archive, events, version: 0 });
  }

  async overgrown(limit: number): Promise<readonly string[]> {
    await Promise.resolve();
    const large = [...this.rows.values()].filter((row) => row.history.length > LIVE_EVENTS_MAX);
    return large.slice(0, limit).map((row) => row._id);
  }

  async insert(document: AggregateDocument<S>): Promise<boolean> {
    await Promise.resolve();
    if (this.rows.has(document._id)) return false;
    this.refuseTaken(document._id, document.claims);
    const made = stored(document);
    this.rows.set(document._id, { ...made, history: made.history.map(frozen) });
    return true;
  }

  async update(change: AggregateChange<S>): Promise<boolean> {
    await Promise.resolve();
    const row = this.rows.get(change.id);
    if (row?.version !== change.fromVersion) return false;
    if (row.history.some((event) => event.causationId === change.causationId)) return false;
    this.refuseTaken(change.id, change.claims);
    const { state, out, claims, sequences, dueAt, waiting } = change;
    const { dueAt: _, waiting: _waiting, history, untold = [], ...kept } = row;
    const { events, ...made } = stored({
      events: change.events,
      state,
      out,
      claims,
      sequences,
      untold: [...untold, ...change.untold],
      ...(dueAt && { dueAt }),
      ...(waiting && { waiting }),
    });
    const next = { ...kept, ...made, version: row.version + 1, history: [...history, ...events.map(frozen)] };
    this.rows.set(change.id, next);
    return true;
  }

  async list(query: ListQuery): Promise<readonly ListedDocument<S>[]> {
    await Promise.resolve();
    const order = (a: AggregateDocument<S>, b: AggregateDocument<S>) =>
      (compare(at(a, query.sortBy), at(b, query.sortBy)) || compare(a._id, b._id)) * (query.descending ? -1 : 1);
    const { after } = query;
    const isBeyond = (row: AggregateDocument<S>) =>
      after === undefined ||
      (compare(at(row, query.sortBy), query.sortBy === '_id' ? after.id : after.value) || compare(row._id, after.id)) *
        (query.descending ? -1 : 1) >
        0;
    return [...this.rows.values()]
      .filter((row) => meets(row, query.where))
      .filter((row) => query.anyOf?.some((where) => meets(row, where)) ?? true)
      .filter(isBeyond)
      .sort(order)
      .slice(0, query.limit)
      .map((row) => stored({ id: row._id, version: row.version, state: row.state }));
  }

  async due(until: Date, limit: number): Promise<readonly { readonly id: string; readonly dueAt: Date }[]> {
    await Promise.resolve();
    return [...this.rows.values()]
      .flatMap((row) => (row.dueAt !== undefined && row.dueAt <= until ? [{ id: row._id, dueAt: row.dueAt }] : []))
      .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
      .slice(0, limit);
  }

  private goneFrom(row: AggregateDocument<S>): readonly StoredEvent[] {
    return this.archives.get(row._id)?.events.slice(0, row.archived?.events ?? 0) ?? [];
  }

  private bytesOf(history: readonly StoredEvent[]): number {
    const bytes = this.sizes.get(history) ?? historyBytes(history);
    this.sizes.set(history, bytes);
    return bytes;
  }

  private refuseTaken(id: string, claims: readonly string[]): void {
    for (const other of this.rows.values()) {
      const taken = other._id === id ? undefined : claims.find((key) => other.claims.includes(key));
      if (taken !== undefined) throw new ClaimTaken(taken);
    }
  }
}

const foldOf = (history: readonly StoredEvent[]): { readonly fold?: number } => {
  const fold = history.findLast(({ stateDigest }) => stateDigest !== undefined)?.stateDigest?.fold;
  return fold === undefined ? {} : { fold };
};

const at = (row: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], row);

const compare = (a: unknown, b: unknown): number => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1);

/** Whether a document meets all conditions, as the real store would judge it. */
export const meets = (document: object, where: Where): boolean =>
  Object.entries(where).every(([path, filter]) => matches(valueAt(document, path), filter));

/** Like the real store, a path goes through the items of a list. */
function valueAt(document: unknown, path: string): unknown {
  const [key = '', ...rest] = path.split('.');
  if (Array.isArray(document)) {
    const found = document.map((item) => valueAt(item, path)).filter((value) => value !== undefined);
    return found.length === 0 ? undefined : found.flat();
  }
  const value = (document as Record<string, unknown> | null | undefined)?.[key];
  return rest.length === 0 ? value : valueAt(value, rest.join('.'));
}

function matches(value: unknown, filter: FieldFilter): boolean {
  if (typeof filter === 'object' && 'exists' in filter) return (value !== undefined) === filter.exists;
  if (typeof filter === 'object' && 'not' in filter) return !matches(value, filter.not);
  if (typeof filter === 'object' && 'absentOrAfter' in filter) return !matches(value, { lte: filter.absentOrAfter });
  if (Array.isArray(value)) return value.some((item) => matches(item, filter));
  if (typeof filter !== 'object') return value === filter;
  if ('in' in filter) return filter.in.includes(value as string);
  const text = value as string;
  return (filter.gte === undefined || text >= filter.gte) && (filter.lte === undefined || text <= filter.lte);
}

/** What readers share: a kept event is never changed, and one that tries fails. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** As the real store would give it back: through BSON and nothing shared with the caller. */
const stored = <T extends object>(value: T): T =>
  mongoose.mongo.BSON.deserialize(mongoose.mongo.BSON.serialize(value, { ignoreUndefined: false })) as T;
