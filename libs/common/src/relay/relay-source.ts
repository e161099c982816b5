import mongoose from 'mongoose';
import type { StoredEvent } from '../events/stored-event.js';
import { DURABLE } from '../store/durability.js';
import { operationTimeOf } from '../store/operation-time.js';
import { EventArchive } from '../aggregates/archive/event-archive.js';

/** Its one document is written to move the stream on when nothing else is. */
export const MARKER_COLLECTION = 'relay_markers';

export type ResumeToken = mongoose.mongo.ResumeToken;

/** One commit, as the relay sees it: the published events of a save, or a marker. */
export interface Commit {
  readonly token: ResumeToken;
  readonly at: mongoose.mongo.Timestamp;
  readonly aggregateId: string;
  readonly events: readonly StoredEvent[];
  readonly marker?: number;
}

interface Change {
  readonly _id: ResumeToken;
  readonly clusterTime: mongoose.mongo.Timestamp;
  readonly documentKey: { readonly _id: string };
  readonly out?: readonly StoredEvent[];
  readonly marker?: number;
}

/** ChangeStreamHistoryLost, ChangeStreamFatalError, InvalidResumeToken; then the codes of a damaged token. */
const PLACE_LOST: ReadonlySet<unknown> = new Set([286, 280, 260, 9, 14, 15, 40_647, 40_649, 50_811]);
/** Longest the server holds back an empty answer (ms), and so the longest a stopping relay waits for one. */
const AWAIT_MS = 250;

/** The place is no longer in the oplog: events since then must be read from the documents themselves. */
export const isHistoryLost = (error: unknown): boolean => {
  if (!(error instanceof mongoose.mongo.MongoError)) return false;
  return PLACE_LOST.has(error.code) || error.hasErrorLabel('NonResumableChangeStreamError');
};

/** Reads what a service's aggregates publish, in the order they were committed. */
export class RelaySource {
  constructor(
    private readonly db: mongoose.mongo.Db,
    private readonly collections: readonly string[],
  ) {}

  /** One stream over all aggregate collections; only the outbox of each save crosses the wire. */
  watch(from: { readonly token: ResumeToken } | { readonly operationTime: mongoose.mongo.Timestamp }): CommitStream {
    const carriesOut = [
      { operationType: 'insert', 'fullDocument.out.0': { $exists: true } },
      { operationType: 'update', 'updateDescription.updatedFields.out.0': { $exists: true } },
    ];
    const pipeline = [
      {
        $match: {
          $or: [{ 'ns.coll': { $in: [...this.collections] }, $or: carriesOut }, { 'ns.coll': MARKER_COLLECTION }],
        },
      },
      {
        $project: {
          clusterTime: 1,
          documentKey: 1,
          out: { $ifNull: ['$fullDocument.out', '$updateDescription.updatedFields.out'] },
          marker: { $ifNull: ['$fullDocument.n', '$updateDescription.updatedFields.n'] },
        },
      },
    ];
    const start = 'token' in from ? { resumeAfter: from.token } : { startAtOperationTime: from.operationTime };
    return new CommitStream(
      this.db.watch<never, never>(pipeline, { ...start, readConcern: { level: 'majority' }, maxAwaitTimeMS: AWAIT_MS }),
    );
  }

  /** A time for which `published` finds every earlier commit, and `watch` from there every later one. */
  operationTime(): Promise<mongoose.mongo.Timestamp> {
    return operationTimeOf(this.db);
  }

  /**
   * Every published event of every aggregate saved since `since`, archived ones included, each aggregate's in order.
   * Reads after `operationTime`: a commit before it that is not yet on a majority must not fall between scan and
   * stream.
   */
  async *published(
    operationTime: mongoose.mongo.Timestamp,
    since: mongoose.mongo.Timestamp | undefined,
  ): AsyncGenerator<{ readonly aggregateId: string; readonly events: readonly StoredEvent[] }> {
    const session = this.db.client.startSession({ causalConsistency: true });
    try {
      session.advanceOperationTime(operationTime);
      for (const collection of this.collections) {
        const archive = new EventArchive(this.db, collection);
        const filter = since === undefined ? {} : { ts: { $gte: since } };
        const onlyPublished = { $filter: { input: '$history', cond: { $gt: ['$$this.sequence', null] } } };
        const cursor = this.db.collection(collection, { readConcern: { level: 'majority' } }).find(filter, {
          session,
          projection: { events: onlyPublished, gone: '$archived.events' },
          sort: { ts: 1 },
          batchSize: 50,
        });
        for await (const row of cursor) {
          const { _id, events, gone } = row as unknown as { _id: string; events: StoredEvent[]; gone?: number };
          if (gone !== undefined) {
            for await (const page of archive.pages(_id, gone, { session, onlyPublished: true }))
              if (page.length > 0) yield { aggregateId: _id, events: page };
          }
          if (events.length > 0) yield { aggregateId: _id, events };
        }
      }
    } finally {
      await session.endSession();
    }
  }

  /** Moves the stream on: its change arrives after everything that was committed before it. */
  async mark(n: number): Promise<void> {
    await this.db
      .collection<{ _id: string; n: number }>(MARKER_COLLECTION, DURABLE)
      .updateOne({ _id: 'marker' }, { $set: { n } }, { upsert: true });
  }
}

export class CommitStream {
  constructor(private readonly stream: mongoose.mongo.ChangeStream) {}

  async *commits(): AsyncGenerator<Commit> {
    for await (const raw of this.stream) {
      const change = raw as unknown as Change;
      yield {
        token: change._id,
        at: change.clusterTime,
        aggregateId: change.documentKey._id,
        events: (change.out ?? []).filter((event) => event.topic !== undefined),
        ...(change.marker !== undefined && change.marker !== null && { marker: change.marker }),
      };
    }
  }

  close(): Promise<void> {
    return this.stream.close();
  }
}
