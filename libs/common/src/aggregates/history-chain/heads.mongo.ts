import mongoose from 'mongoose';
import { operationTimeOf } from '../../store/operation-time.js';
import { Timestamp } from '../../store/timestamps.js';
import type { Head } from './merkle.js';

const BATCH = 1_000;
/** `ts` is assigned before its write commits; no write waits longer than the bound of one store operation. */
const TS_BEFORE_COMMIT_S = 10;

/** A head when the scan read it, and whether it may have moved since an earlier scan. */
export interface ScannedHead extends Head {
  readonly changed: boolean;
}

/** The store's time, in seconds: a scan that starts at it sees every write committed before it. */
export async function storeSeconds(db: mongoose.mongo.Db): Promise<number> {
  return Timestamp.secondsOf(await operationTimeOf(db));
}

/**
 * The heads of every history, in the order of (collection, id). Writes go on during the scan: each head is a true one,
 * and a history that moves after it was read has a `ts` by which the next scan lists it again.
 * @param from seconds of the store at which this scan began
 * @param since seconds at which the scan before it began; without it every head counts as changed
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
              // All events of a history may be in the archive.
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
