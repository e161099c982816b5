import { createHash } from 'node:crypto';
import type mongoose from 'mongoose';
import { canonicalJson } from '../kernel/canonical-json.js';
import { RECORD_PLACE, type RecordPlace } from './projection.js';

interface Row {
  readonly _id: string;
  readonly sequence: number;
  readonly [RECORD_PLACE]?: RecordPlace;
}

export interface CopyComparison {
  /** SHA-256 over all rows by id as canonical JSON: equal exactly when all rows are. */
  readonly live: string;
  readonly rebuilt: string;
  readonly rows: number;
  /** Rows at the same sequence with different fields: traffic does not explain these. */
  readonly different: number;
  /** Rows that only one copy has, or that are further in one: in flight while events keep coming. */
  readonly apart: number;
  /** Ids of the first such rows. */
  readonly examples: readonly string[];
}

const EXAMPLES = 10;

/** Reads both copies once, side by side in the order of their ids; memory does not grow with their size. */
export async function compareCopies(db: mongoose.mongo.Db, live: string, rebuilt: string): Promise<CopyComparison> {
  const hashes = [createHash('sha256'), createHash('sha256')] as const;
  const open = (collection: string) =>
    db
      .collection<Row>(collection, { readConcern: { level: 'majority' } })
      .find({})
      .sort({ _id: 1 })
      .batchSize(1_000);
  const cursors = [open(live), open(rebuilt)] as const;
  const counts = { rows: 0, different: 0, apart: 0 };
  const examples: string[] = [];
  const take = async (side: 0 | 1): Promise<(Row & { text: string }) | undefined> => {
    const row = await cursors[side].next();
    if (row === null) return undefined;
    const { [RECORD_PLACE]: _, ...facts } = row;
    const text = canonicalJson(facts);
    hashes[side].update(`${text}\n`);
    return { _id: row._id, sequence: row.sequence, text };
  };
  try {
    for (let [left, right] = [await take(0), await take(1)]; left !== undefined || right !== undefined;) {
      const [isLeft, isRight] = [isFirst(left, right), isFirst(right, left)];
      counts.rows++;
      if (left?.text !== right?.text) {
        counts[isLeft && isRight && left?.sequence === right?.sequence ? 'different' : 'apart']++;
        if (examples.length < EXAMPLES) examples.push((isLeft ? left : right)?._id ?? '');
      }
      if (isLeft) left = await take(0);
      if (isRight) right = await take(1);
    }
  } finally {
    await Promise.all(cursors.map((cursor) => cursor.close()));
  }
  const [ofLive, ofRebuilt] = hashes.map((hash) => hash.digest('hex')) as [string, string];
  return { live: ofLive, rebuilt: ofRebuilt, ...counts, examples };
}

const isFirst = (one: Row | undefined, other: Row | undefined): boolean =>
  one !== undefined && (other === undefined || one._id <= other._id);
