import mongoose from 'mongoose';
import { randomBytes } from 'node:crypto';
import { collection, type TypedCollection } from './collection.js';
import { isDuplicateKey } from './errors.js';

/** A key of 256 bits, and the name by which what it sealed refers to it. */
export interface SealingKey {
  /** Eight hex digits. */
  readonly id: string;
  readonly secret: Buffer;
}

/** Keys that seal what a service hands out and takes back. */
export interface SealingKeys {
  /** The one to seal with. */
  newest(): Promise<SealingKey>;
  /** Undefined when it was rotated out, or never was. */
  find(id: string): Promise<SealingKey | undefined>;
}

export const newSealingKey = (): SealingKey => ({ id: randomBytes(4).toString('hex'), secret: randomBytes(32) });

const DAY_MS = 86_400_000;
/** A key seals for this long. The one before it still opens, so what was sealed holds for 30 days at least. */
const ROTATE_AFTER_MS = 30 * DAY_MS;
const KEPT = 2;
/** How long what was read is believed (ms). */
const FRESH_MS = 60_000;
/** Asking for unknown keys reads the store no more often than this (ms). */
const REREAD_MS = 1_000;

interface StoredKeys {
  readonly _id: string;
  readonly keys: readonly { readonly id: string; readonly secret: mongoose.mongo.Binary; readonly since: Date }[];
}

/**
 * The keys of one purpose, in the service's own store: every instance and every restart has the same ones. They protect
 * against callers; a reader of the store sees what they seal anyway.
 */
export class StoredSealingKeys implements SealingKeys {
  private readonly collection: TypedCollection<StoredKeys>;
  private known: StoredKeys['keys'] = [];
  private readAt = -Infinity;

  constructor(
    db: mongoose.mongo.Db,
    private readonly purpose: string,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.collection = collection(db, 'sealing_keys');
  }

  async newest(): Promise<SealingKey> {
    if (performance.now() - this.readAt > FRESH_MS) await this.read();
    let newest = this.known.at(-1);
    if (newest === undefined || this.now().getTime() - newest.since.getTime() > ROTATE_AFTER_MS) {
      await this.add(newest?.id);
      await this.read();
      newest = this.known.at(-1);
    }
    if (newest === undefined) throw new Error(`There is no key for ${this.purpose}, although one was just made.`);
    return asKey(newest);
  }

  async find(id: string): Promise<SealingKey | undefined> {
    const known = this.knownAs(id);
    if (known !== undefined || performance.now() - this.readAt < REREAD_MS) return known;
    await this.read();
    return this.knownAs(id);
  }

  private knownAs(id: string): SealingKey | undefined {
    const found = this.known.find((key) => key.id === id);
    return found && asKey(found);
  }

  private async read(): Promise<void> {
    this.known = (await this.collection.findOne({ _id: this.purpose }))?.keys ?? [];
    this.readAt = performance.now();
  }

  /** Unless another instance was faster: only the key behind which this one was decided may be the last. */
  private async add(last: string | undefined): Promise<void> {
    const { id, secret } = newSealingKey();
    const made = { id, secret: new mongoose.mongo.Binary(secret), since: this.now() };
    const behind =
      last === undefined ? { 'keys.0': { $exists: false } } : { $expr: { $eq: [{ $last: '$keys.id' }, last] } };
    try {
      await this.collection.updateOne(
        { _id: this.purpose, ...behind },
        { $push: { keys: { $each: [made], $slice: -KEPT } } },
        { upsert: last === undefined },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

const asKey = ({ id, secret }: StoredKeys['keys'][number]): SealingKey => ({ id, secret: Buffer.from(secret.buffer) });

/** Keys that end with the process, for an application without a store. */
export function keysOfProcess(): SealingKeys {
  const key = newSealingKey();
  return {
    newest: async () => key,
    find: async (id) => (id === key.id ? key : undefined),
  };
}
