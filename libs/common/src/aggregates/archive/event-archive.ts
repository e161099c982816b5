import mongoose from 'mongoose';
import type { StoredEvent } from '../../events/stored-event.js';
import { withoutPersonalData, type Erased } from '../erasure/erasure.js';
import { DURABLE } from '../../store/durability.js';
import { isDuplicateKey } from '../../store/errors.js';

/** Rows in one request. */
const AT_ONCE = 200;

/** An event that has left its document; or, under the aggregate's own id, the state at the cut. */
export interface ArchiveRow {
  readonly _id: string;
  readonly aggregate: string;
  /** Version of the document it was copied from; grows with every erasure. */
  readonly copiedAt: number;
  /** Place in the whole history, from 0; on events. */
  readonly n?: number;
  readonly event?: StoredEvent;
  /** State after the event of `version`, the last before a cut; on the snapshot. */
  readonly snapshot?: object;
  readonly version?: number;
  /** Version of the fold that made the snapshot. */
  readonly fold?: number;
}

/** Events on their way into the archive. */
export interface ArchiveCopy {
  readonly aggregate: string;
  /** Version of the document they are copied from. */
  readonly copiedAt: number;
  /** Place of the first of them in the whole history, from 0. */
  readonly first: number;
  readonly events: readonly StoredEvent[];
  /** State after the last of them. */
  readonly snapshot: object;
  /** Version of the fold that made it. */
  readonly fold: number;
}

/**
 * `<collection>_history`. A row may lie here although its event is still live: a crash came before the trim. So callers
 * say how many events have left the document, and only those count.
 */
export class EventArchive {
  private readonly rows: mongoose.mongo.Collection<ArchiveRow>;

  constructor(db: mongoose.mongo.Db, collection: string) {
    this.rows = db.collection<ArchiveRow>(`${collection}_history`, DURABLE);
  }

  async createIndexes(): Promise<void> {
    await this.rows.createIndexes([{ key: { aggregate: 1, n: 1 } }, { key: { aggregate: 1, 'event.causationId': 1 } }]);
  }

  /** Events `0 … below - 1` of the aggregate, in order. */
  async events(aggregate: string, below: number): Promise<readonly StoredEvent[]> {
    const all: StoredEvent[] = [];
    for await (const page of this.pages(aggregate, below)) all.push(...page);
    return all;
  }

  /** The same in pages, each read by itself: a caller that takes long over one page does not let the next time out. */
  async *pages(
    aggregate: string,
    below: number,
    { session, onlyPublished = false }: { session?: mongoose.mongo.ClientSession; onlyPublished?: boolean } = {},
  ): AsyncGenerator<readonly StoredEvent[]> {
    for (let first = 0; first < below; first += AT_ONCE) {
      const n = { $gte: first, $lt: Math.min(first + AT_ONCE, below) };
      const filter = { aggregate, n, ...(onlyPublished && { 'event.sequence': { $gt: 0 } }) };
      const rows = await this.rows
        .find(filter as mongoose.mongo.Filter<ArchiveRow>, { projection: { event: 1 }, ...(session && { session }) })
        .sort({ n: 1 })
        .toArray();
      yield rows.flatMap(({ event }) => (event === undefined ? [] : [event]));
    }
  }

  /** Whether this cause changed the aggregate, as far as the archive knows. */
  async holds(aggregate: string, causationId: string): Promise<boolean> {
    const filter = { aggregate, 'event.causationId': causationId } as mongoose.mongo.Filter<ArchiveRow>;
    return (await this.rows.findOne(filter, { projection: { _id: 1 } })) !== null;
  }

  /** The state after that version, if the newest cut was there and the same version of the fold made it. */
  async snapshot(aggregate: string, version: number, fold: number): Promise<object | undefined> {
    return (await this.rows.findOne({ _id: aggregate, version, fold }))?.snapshot;
  }

  /** All rows of the aggregate, copies of live events and the state at the cut included. */
  rowsOf(aggregate: string): Promise<readonly ArchiveRow[]> {
    return this.rows.find({ aggregate }).toArray();
  }

  /** Aggregates that have rows here. */
  async *aggregates(): AsyncGenerator<string> {
    const groups = this.rows.aggregate<{ _id: string }>([{ $group: { _id: '$aggregate' } }]);
    for await (const { _id } of groups) yield _id;
  }

  /** Repeatable: the same events go into the same rows. */
  async copy({ aggregate, copiedAt, first, events, snapshot, fold }: ArchiveCopy): Promise<void> {
    const version = events.at(-1)?.version ?? 0;
    const rows = events.map((event, i): ArchiveRow => ({ _id: event.id, aggregate, copiedAt, n: first + i, event }));
    const all = [...rows, { _id: aggregate, aggregate, copiedAt, version, snapshot, fold }];
    for (let from = 0; from < all.length; from += AT_ONCE) await this.write(all.slice(from, from + AT_ONCE));
  }

  /** Also in copies whose cut never came. An older document can no longer write over the rows erased here. */
  async erase(aggregate: string, version: number, erased: Erased): Promise<void> {
    const cursor = this.rows.find({ aggregate, event: { $exists: true } }, { timeoutMode: 'iteration' });
    for await (const { _id, event } of cursor) {
      if (event === undefined) continue;
      const update = { $set: { event: withoutPersonalData(event, erased), copiedAt: version } };
      await this.rows.updateOne({ _id, copiedAt: { $lte: version } }, update);
    }
    // The state at the cut is rebuilt from the events when it is needed, and stored again by the next cut.
    const none = { $set: { aggregate, copiedAt: version, version: 0 }, $unset: { snapshot: '' as const } };
    await this.rows.updateOne({ _id: aggregate, copiedAt: { $lte: version } }, none);
  }

  /**
   * Overwrites rows copied from an older document, never newer ones: an archiver that was paused during an erasure must
   * not bring back what was erased.
   */
  private async write(rows: readonly ArchiveRow[]): Promise<void> {
    const writes = rows.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id, copiedAt: { $lte: rest.copiedAt } }, update: { $set: rest }, upsert: true },
    }));
    try {
      await this.rows.bulkWrite(writes, { ordered: false });
    } catch (error) {
      if (!isOnlyNewerRows(error)) throw error;
    }
  }
}

/** An upsert whose filter excludes a newer row tries to insert a second one, and fails at the id. */
function isOnlyNewerRows(error: unknown): boolean {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return false;
  const errors = [error.writeErrors].flat();
  const failed = error.result.getWriteConcernError();
  return failed === undefined && errors.length > 0 && errors.every(isDuplicateKey);
}
