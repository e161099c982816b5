import mongoose from 'mongoose';
import { operationTimeOf } from '../../store/operation-time.js';
import { Timestamp } from '../../store/timestamps.js';
import type { Head } from './merkle.js';

const BATCH = 1_000;
/** `ts` is drawn a moment before its write commits; no write waits longer than the bound of one store operation. */
const TS_BEFORE_COMMIT_S = 10;

/** A head as it stood when the scan came by, and whether it may have moved since an earlier scan. */
export interface ScannedHead extends Head {
  readonly changed: boolean;
}

/** The store's time, in seconds: a scan that starts at it sees every write committed before. */
export async function storeSeconds(db: mongoose.mongo.Db): Promise<number> {
  return Timestamp.secondsOf(await operationTimeOf(db));
}

/**
 * The heads of every history, in the order of (collection, id). Writes go on meanwhile: each head is a true one, and
 * what moves behind the scan's back has a `ts` by which the next scan, told when this one began, lists it again.
 * @param since seconds of the store at which the scan before began; without it every head has changed
 */
export async function* scanHeads(
  db: mongoose.mongo.Db,
  collections: readonly string[],
  from: number,
  since?: number,
): AsyncGenerator<ScannedHead> {
  const unseen = new mongoose.mongo.Timestamp({ t: Math.max(0, (since ?? 0) - TS_BEFORE_COMMIT_S), i: 0 });
  const session = db.client.startSession({ causalConsistency: true });
  try {
    session.advanceOperationTime(new mongoose.mongo.Timestamp({ t: from, i: 0 }));
    for (const collection of [...collections].sort()) {
      const cursor = db
        .collection<{ _id: string }>(collection, { readConcern: { level: 'majority' } })
        .find<Omit<ScannedHead, 'collection'>>(
          {},
          {
            session,
            projection: {
              _id: 0,
              id: '$_id',
              // A history may lie in the archive to its last event.
              version: { $ifNull: [{ $last: '$history.version' }, '$archived.version'] },
              hash: { $ifNull: [{ $last: '$history.hash' }, '$archived.lastHash'] },
              changed: { $gte: ['$ts', unseen] },
            },
            sort: { _id: 1 },
            batchSize: BATCH,
          },
        );
      for await (const head of cursor) yield { collection, ...head };
    }
  } finally {
    await session.endSession();
  }
}
