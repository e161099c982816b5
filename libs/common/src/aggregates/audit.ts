import type mongoose from 'mongoose';
import type { StoredEvent } from './aggregate.js';
import { findBrokenLink } from './hash-chain.js';

export interface BrokenChain {
  readonly collection: string;
  readonly id: string;
  readonly eventId: string;
  readonly why: string;
}

export interface AuditReport {
  readonly checked: number;
  readonly invalid: readonly BrokenChain[];
}

/** Walks the hash chain of every history in these collections. */
export async function verifyAuditTrails(db: mongoose.mongo.Db, collections: readonly string[]): Promise<AuditReport> {
  const invalid: BrokenChain[] = [];
  let checked = 0;
  for (const collection of collections) {
    const cursor = db
      .collection<{ _id: string; history: StoredEvent[] }>(collection)
      .find({}, { projection: { history: 1 }, batchSize: 50 });
    for await (const { _id, history } of cursor) {
      checked++;
      const broken = findBrokenLink(history);
      if (broken !== undefined) invalid.push({ collection, id: _id, eventId: broken.eventId, why: broken.why });
    }
  }
  return { checked, invalid };
}
