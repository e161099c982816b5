import mongoose from 'mongoose';
import type { AggregateType, DomainEvent } from './aggregate-type.js';
import type { FieldFilter, Where } from '../kernel/field-filter.js';
import type { StoredEvent } from '../events/stored-event.js';
import {
  ClaimTaken,
  type AggregateChange,
  type AggregateDocument,
  type AggregateDocuments,
  type AggregateHead,
  type ErasedDocument,
  type ArchiveCut,
  type Archived,
  type ListedDocument,
  type ListQuery,
  type LiveHistory,
} from './documents.js';
import { LIVE_EVENTS_MAX } from './archiver.js';
import { READ_AT_MOST } from '../store/read-limit.js';
import { collection, type TypedCollection } from '../store/collection.js';
import { duplicatesOf, isDuplicateKey } from '../store/errors.js';
import { erasedValues, type Erased } from './erasure/erasure.js';
import { EventArchive } from './archive/event-archive.js';
import { foldOf } from './history-chain/state-digest.js';

type Stored<S> = AggregateDocument<S> & { ts: mongoose.mongo.Timestamp };

/** A head that is asked for: whether this cause has changed the aggregate. */
export interface AskedHead {
  readonly id: string;
  readonly causationId: string;
}

interface FoundHead<S> extends Omit<AggregateHead<S>, 'seen'> {
  readonly _id: string;
  /** Those among the causes asked for that are in the live history. */
  readonly causes: readonly string[];
  readonly archived?: Archived;
}

/** What a head reads. A cause is a literal: as an expression, `$_id` would be found among them. */
const headOf = (causes: readonly string[]) => ({
  version: 1,
  state: 1,
  sequences: 1,
  lastHash: { $last: '$history.hash' },
  fold: { $last: '$history.stateDigest.fold' },
  correlationId: { $first: '$history.correlationId' },
  causes: { $setIntersection: [{ $literal: causes }, '$history.causationId'] },
  liveEvents: { $size: '$history' },
  bytes: { $bsonSize: { history: '$history' } },
  archived: 1,
});

/** One that fails holds up no other. */
const UNORDERED = { ordered: false } as const;

/** More live events than allowed. Index and query share these words: otherwise the index is not used. */
const OVERGROWN = { [`history.${LIVE_EVENTS_MAX}`]: { $exists: true } };

/** Notices that wait for the courier, likewise. */
const UNTOLD = { 'untold.0': { $exists: true } };

/** Collection and indexes of one aggregate type; `ensureIndexes` creates them at start, never during a request. */
export function aggregateSchema<S, E extends DomainEvent>(type: AggregateType<S, E>): mongoose.Schema {
  const schema = new mongoose.Schema(
    {
      _id: String,
      version: Number,
      state: mongoose.Schema.Types.Mixed,
      history: [mongoose.Schema.Types.Mixed],
      out: [mongoose.Schema.Types.Mixed],
      claims: [String],
      sequences: [mongoose.Schema.Types.Mixed],
      dueAt: Date,
      waiting: mongoose.Schema.Types.Mixed,
      untold: [mongoose.Schema.Types.Mixed],
      ts: mongoose.Schema.Types.Mixed,
    },
    { collection: type.collection, autoIndex: false, autoCreate: false, versionKey: false, minimize: false },
  );
  // Partial, because a plain unique index counts [] as a value and lets only one aggregate be without claims.
  schema.index({ claims: 1 }, { unique: true, partialFilterExpression: { 'claims.0': { $exists: true } } });
  schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
  schema.index({ ts: 1 });
  schema.index(
    { 'waiting.for': 1, 'waiting.dueAt': 1, _id: 1 },
    { partialFilterExpression: { 'waiting.for': { $exists: true } } },
  );
  schema.index({ 'waiting.tellAt': 1 }, { partialFilterExpression: { 'waiting.tellAt': { $exists: true } } });
  schema.index({ version: 1 }, { name: 'untold', partialFilterExpression: UNTOLD });
  schema.index({ version: 1 }, { name: 'overgrown', partialFilterExpression: OVERGROWN });
  for (const path of type.indexed ?? []) schema.index({ [path]: 1, _id: 1 });
  return schema;
}

export class MongoDocuments<S, E extends DomainEvent> implements AggregateDocuments<S> {
  private readonly collection: TypedCollection<Stored<S>>;
  private readonly eventArchive: EventArchive;
  private readonly fold: number;

  constructor(db: mongoose.mongo.Db, type: AggregateType<S, E>) {
    this.fold = foldOf(type);
    this.eventArchive = new EventArchive(db, type.collection);
    this.collection = collection(db, type.collection);
  }

  async head(id: string, causationId: string): Promise<AggregateHead<S> | undefined> {
    const found = await this.collection.findOne<FoundHead<S>>({ _id: id }, { projection: headOf([causationId]) });
    return found === null ? undefined : this.headFrom(found, causationId);
  }

  /** The same of many, in one read and in their order. */
  async heads(asked: readonly AskedHead[]): Promise<readonly (AggregateHead<S> | undefined)[]> {
    const projection = headOf(asked.map(({ causationId }) => causationId));
    const found = await this.collection
      .find<FoundHead<S>>({ _id: { $in: asked.map(({ id }) => id) } }, { projection })
      .toArray();
    const byId = new Map(found.map((row) => [row._id, row]));
    return Promise.all(
      asked.map(async ({ id, causationId }) => {
        const row = byId.get(id);
        return row && this.headFrom(row, causationId);
      }),
    );
  }

  private async headFrom(
    { _id, archived, causes, ...head }: FoundHead<S>,
    causationId: string,
  ): Promise<AggregateHead<S>> {
    const isLive = causes.includes(causationId);
    if (archived === undefined || isLive) return { ...head, seen: isLive };
    return { ...head, seen: await this.eventArchive.holds(_id, causationId) };
  }

  async isAt(id: string, version: number | undefined): Promise<boolean> {
    // A write that changes nothing is matched on the newest data, and waits until a majority has what came before it.
    const filter = version === undefined ? { _id: id } : { _id: id, version };
    const { matchedCount } = await this.collection.updateOne(filter, { $max: { version: 0 } });
    return matchedCount > 0 === (version !== undefined);
  }

  async find(id: string): Promise<ListedDocument<S> | undefined> {
    const found = await this.collection.findOne({ _id: id }, { projection: { version: 1, state: 1 } });
    return found === null ? undefined : listed(found);
  }

  async history(id: string): Promise<readonly StoredEvent[]> {
    const live = await this.live(id);
    if (live === undefined) return [];
    if (live.archived === undefined) return live.events;
    return [...(await this.archived(id, live.archived.events)), ...live.events];
  }

  async live(id: string): Promise<LiveHistory | undefined> {
    const projection = { version: 1, history: 1, archived: 1, erasures: 1 };
    const found = await this.collection.findOne({ _id: id }, { projection });
    if (found === null) return undefined;
    const { version, history, archived, erasures = 0 } = found;
    return { version, events: history, erasures, ...(archived && { archived }) };
  }

  archived(id: string, count: number): Promise<readonly StoredEvent[]> {
    return this.eventArchive.events(id, count);
  }

  async snapshot(id: string, version: number): Promise<S | undefined> {
    return (await this.eventArchive.snapshot(id, version, this.fold)) as S | undefined;
  }

  async archive({ id, live, events, snapshot }: ArchiveCut<S>): Promise<boolean> {
    const before = live.archived?.events ?? 0;
    const last = events.at(-1);
    if (last === undefined) return false;
    await this.eventArchive.copy({
      aggregate: id,
      copiedAt: live.version,
      first: before,
      events,
      snapshot: snapshot as object,
      fold: this.fold,
    });
    const archived: Archived = { events: before + events.length, version: last.version, lastHash: last.hash };
    // By version, not by number: saves may add events behind them at the same time.
    const update = { $pull: { history: { version: { $lte: last.version } } }, $set: { archived } };
    const done = await this.collection.updateOne(asSeen(id, live), update);
    return done.modifiedCount === 1;
  }

  async erase({ id, live, events, state, claims, dueAt, waiting, erased }: ErasedDocument<S>): Promise<boolean> {
    const unchanged = { ...asSeen(id, live), version: live.version };
    const found = await this.collection.findOne(unchanged, { projection: { out: 1 } });
    if (found === null) return false;
    // Path by path: a whole new outbox would be published again.
    const paths = found.out.flatMap((event, i) =>
      erasedValues(event, erased).map(([path, value]) => [`out.${i}.${path}`, value] as const),
    );
    const { version, erasures } = live;
    const made = { history: events, state, claims, version: version + 1, erasures: erasures + 1 };
    const update = {
      ...setting({ ...made, ...Object.fromEntries(paths) }, { dueAt, waiting }),
      $currentDate: { ts: { $type: 'timestamp' } },
    };
    const done = await this.collection.updateOne(unchanged, update);
    return done.matchedCount === 1;
  }

  eraseArchived(id: string, version: number, erased: Erased): Promise<void> {
    return this.eventArchive.erase(id, version, erased);
  }

  async overgrown(limit: number): Promise<readonly string[]> {
    const rows = await this.collection
      .find({ version: { $gt: 0 }, ...OVERGROWN }, { projection: { _id: 1 } })
      .limit(limit)
      .toArray();
    return rows.map(({ _id }) => _id);
  }

  insert(document: AggregateDocument<S>): Promise<boolean> {
    return this.insertOne(document);
  }

  private async insertOne(document: AggregateDocument<S>): Promise<boolean> {
    try {
      await this.collection.insertOne(timed(document));
      return true;
    } catch (error) {
      if (isDuplicateId(error)) return false;
      throw claimTaken(error) ?? error;
    }
  }

  /** The same of many at once. Each is written by itself. @returns what `insert` promises, in their order */
  async insertAll(documents: readonly AggregateDocument<S>[]): Promise<readonly Promise<boolean>[]> {
    const refused = await refusedOf(this.collection.insertMany(documents.map(timed), UNORDERED));
    // A bulk does not say which key was taken.
    return documents.map((document, i) => (refused.has(i) ? this.insertOne(document) : Promise.resolve(true)));
  }

  update(change: AggregateChange<S>): Promise<boolean> {
    return this.updateOne(change);
  }

  private async updateOne(change: AggregateChange<S>): Promise<boolean> {
    const { filter, update } = updateOf(change);
    try {
      const done = await this.collection.updateOne(filter, update);
      return done.matchedCount === 1;
    } catch (error) {
      throw claimTaken(error) ?? error;
    }
  }

  /**
   * The same of many at once. Each is written by itself.
   * @returns what `update` promises, in their order. When one was not written, false may be said of all: a caller that
   * tries again finds its own cause.
   */
  async updateAll(changes: readonly AggregateChange<S>[]): Promise<readonly Promise<boolean>[]> {
    let matched = 0;
    const writing = this.collection
      .bulkWrite(
        changes.map((change) => ({ updateOne: updateOf(change) })),
        UNORDERED,
      )
      .then((result) => (matched = result.matchedCount));
    const refused = await refusedOf(writing);
    const isEach = refused.size === 0 && matched === changes.length;
    return changes.map((change, i) => (refused.has(i) ? this.updateOne(change) : Promise.resolve(isEach)));
  }

  async list(query: ListQuery): Promise<readonly ListedDocument<S>[]> {
    const direction = query.descending ? -1 : 1;
    const rows = await this.collection
      .find(filterOf(query), { projection: { version: 1, state: 1 }, ...READ_AT_MOST })
      .sort(query.sortBy === '_id' ? { _id: direction } : { [query.sortBy]: direction, _id: direction })
      .limit(query.limit)
      .toArray();
    return rows.map(listed);
  }

  async due(until: Date, limit: number): Promise<readonly { readonly id: string; readonly dueAt: Date }[]> {
    const rows = await this.collection
      .find<{ readonly _id: string; readonly dueAt: Date }>({ dueAt: { $lte: until } }, { projection: { dueAt: 1 } })
      .sort({ dueAt: 1, _id: 1 })
      .limit(limit)
      .toArray();
    return rows.map((row) => ({ id: row._id, dueAt: row.dueAt }));
  }
}

/** Timestamp(0, 0) is replaced by the server's own time of the write. */
const timed = <S>(document: AggregateDocument<S>): Stored<S> => ({
  ...document,
  ts: new mongoose.mongo.Timestamp({ t: 0, i: 0 }),
});

function updateOf<S>(change: AggregateChange<S>) {
  const { id, fromVersion, state, events, out, claims, dueAt, waiting, untold, sequences, causationId } = change;
  const set = { state, version: fromVersion + 1, out, claims, sequences };
  return {
    filter: { _id: id, version: fromVersion, 'history.causationId': { $ne: causationId } },
    update: {
      ...setting(set, { dueAt, waiting }),
      $push: { history: { $each: events }, ...(untold.length > 0 && { untold: { $each: untold } }) },
      $currentDate: { ts: { $type: 'timestamp' } },
    },
  };
}

/** Places of the writes in a bulk that met a key that was there already. @throws whatever else went wrong */
async function refusedOf(writing: Promise<unknown>): Promise<ReadonlySet<number>> {
  try {
    await writing;
    return new Set();
  } catch (error) {
    const places = duplicatesOf(error);
    if (places === undefined) throw error;
    return places;
  }
}

/** Neither cut nor erased since; `null` stands for a field that is not there. */
const asSeen = (id: string, { archived, erasures }: LiveHistory): object => ({
  _id: id,
  'archived.events': archived?.events ?? null,
  erasures: erasures === 0 ? null : erasures,
});
/** Sets what is there, and takes out what is not. */
function setting(set: object, optional: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(optional);
  const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const absent = entries.filter(([, value]) => value === undefined).map(([name]) => [name, ''] as const);
  return { $set: { ...set, ...given }, ...(absent.length > 0 && { $unset: Object.fromEntries(absent) }) };
}

const listed = <S>(row: Stored<S>): ListedDocument<S> => ({ id: row._id, version: row.version, state: row.state });

const condition = (filter: FieldFilter): unknown => {
  if (typeof filter !== 'object') return { $eq: filter };
  if ('in' in filter) return { $in: [...filter.in] };
  if ('exists' in filter) return { $exists: filter.exists };
  if ('not' in filter) return { $ne: filter.not };
  if ('absentOrAfter' in filter) return { $not: { $lte: filter.absentOrAfter } };
  return {
    ...(filter.gte !== undefined && { $gte: filter.gte }),
    ...(filter.lte !== undefined && { $lte: filter.lte }),
  };
};

const conditionsOf = (where: Where): object[] =>
  Object.entries(where).map(([path, filter]) => ({ [path]: condition(filter) }));

/** `$or` and `$and` take no empty list. */
const allOf = (conditions: readonly object[]): object => (conditions.length === 0 ? {} : { $and: conditions });
const oneOf = (alternatives: readonly Where[]): object =>
  alternatives.length === 0 ? { _id: { $in: [] } } : { $or: alternatives.map((where) => allOf(conditionsOf(where))) };

function filterOf({ where, anyOf, sortBy, descending, after }: ListQuery): object {
  const conditions = conditionsOf(where);
  if (anyOf !== undefined) conditions.push(oneOf(anyOf));
  if (after !== undefined) {
    const beyond = descending ? '$lt' : '$gt';
    conditions.push(
      sortBy === '_id'
        ? { _id: { [beyond]: after.id } }
        : { $or: [{ [sortBy]: { [beyond]: after.value } }, { [sortBy]: after.value, _id: { [beyond]: after.id } }] },
    );
  }
  return allOf(conditions);
}

interface DuplicateKey {
  readonly keyPattern?: Record<string, unknown>;
  readonly keyValue?: Record<string, unknown>;
}

const duplicateKey = (error: unknown): DuplicateKey | undefined =>
  isDuplicateKey(error) ? (error as DuplicateKey) : undefined;

const isDuplicateId = (error: unknown): boolean => '_id' in (duplicateKey(error)?.keyPattern ?? {});

function claimTaken(error: unknown): ClaimTaken | undefined {
  const duplicate = duplicateKey(error);
  if (duplicate === undefined || !('claims' in (duplicate.keyPattern ?? {}))) return undefined;
  const key = duplicate.keyValue?.['claims'];
  return new ClaimTaken(typeof key === 'string' ? key : undefined);
}
