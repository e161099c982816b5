import type mongoose from 'mongoose';
import type { ConsumedOffsets } from '../broker/record.js';
import { DURABLE } from '../store/durability.js';

interface OffsetRow {
  readonly _id: string;
  readonly next: mongoose.mongo.Long | number | bigint;
}

export const consumedKey = (group: string, topic: string, partition: number): string =>
  `${group}|${topic}/${partition}`;

/** '}' is the character after '|': every partition of this group. */
const ofGroup = (group: string) => ({ _id: { $gte: `${group}|`, $lt: `${group}}` } });

const rows = (db: mongoose.mongo.Db) => db.collection<OffsetRow>('consumed_offsets', DURABLE);

export async function consumedOffsets(db: mongoose.mongo.Db, group: string): Promise<ConsumedOffsets> {
  const found = await rows(db).find(ofGroup(group)).toArray();
  return Object.fromEntries(found.map(({ _id, next }) => [_id.slice(group.length + 1), BigInt(next.toString())]));
}

/** Offsets only grow: an instance that was overtaken writes a lower one. */
export async function noteConsumed(db: mongoose.mongo.Db, key: string, next: string): Promise<void> {
  await rows(db).updateOne({ _id: key }, { $max: { next: BigInt(next) } }, { upsert: true });
}

export async function forgetConsumed(db: mongoose.mongo.Db, group: string): Promise<void> {
  await rows(db).deleteMany(ofGroup(group));
}
