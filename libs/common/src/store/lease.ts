import type mongoose from 'mongoose';
import { DURABLE } from './durability.js';
import { isDuplicateKey } from './errors.js';

/** Somebody else holds the lease now: whoever thought to hold it must stop at once. */
export class LeaseLost extends Error {
  constructor(name: string, epoch: number) {
    super(`The lease ${name} of epoch ${epoch} was taken over.`);
  }
}

interface LeaseRow {
  readonly _id: string;
  readonly owner: string;
  readonly epoch: number;
  readonly expiresAt: Date;
}

/**
 * One active instance per service for what must not run twice at once. Time is the store's own (`$$NOW`): no two
 * machines' clocks are compared. The epoch grows with every take-over; guarded writes carry it, so that an instance
 * that was paused and wakes up cannot write over its successor.
 */
export class Lease<Extra extends object = object> {
  private readonly rows: mongoose.mongo.Collection<LeaseRow & Extra>;

  constructor(
    db: mongoose.mongo.Db,
    private readonly name: string,
    private readonly owner: string,
    private readonly leaseMs: number,
  ) {
    this.rows = db.collection('leases', DURABLE);
  }

  /** The row with its new epoch, or undefined while another instance holds the lease. */
  async acquire(): Promise<(LeaseRow & Partial<Extra>) | undefined> {
    const free = { _id: this.name, $expr: { $lte: [{ $ifNull: ['$expiresAt', '$$NOW'] }, '$$NOW'] } };
    const take = {
      owner: this.owner,
      epoch: { $add: [{ $ifNull: ['$epoch', 0] }, 1] },
      expiresAt: { $add: ['$$NOW', this.leaseMs] },
    };
    const taken = (await this.take(free, take)) ?? ((await this.isNew()) ? await this.take(free, take) : null);
    return taken ?? undefined;
  }

  private async take(free: object, take: object): Promise<(LeaseRow & Partial<Extra>) | null> {
    const taken = await this.rows.findOneAndUpdate(free as never, [{ $set: take }] as never, {
      returnDocument: 'after',
    });
    return taken as (LeaseRow & Partial<Extra>) | null;
  }

  /** Makes the row on the very first start: an upsert could not do it, its filter may hold no `$expr`. */
  private async isNew(): Promise<boolean> {
    try {
      const row = { $setOnInsert: { epoch: 0, owner: '', expiresAt: new Date(0) } };
      const made = await this.rows.updateOne({ _id: this.name } as never, row as never, { upsert: true });
      return made.upsertedCount === 1;
    } catch (error) {
      // Another instance made it at the same moment: it holds the lease, or the next try will.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** @throws LeaseLost */
  renew(epoch: number): Promise<void> {
    return this.guarded(epoch, [{ $set: { expiresAt: { $add: ['$$NOW', this.leaseMs] } } }]);
  }

  /** Writes beside the lease, by its holder only. @throws LeaseLost */
  note(epoch: number, extra: Partial<Extra>): Promise<void> {
    return this.guarded(epoch, { $set: extra });
  }

  /** Lets a successor take over at once. */
  async release(epoch: number): Promise<void> {
    await this.rows.updateOne(this.held(epoch), [{ $set: { expiresAt: '$$NOW' } }] as never);
  }

  private async guarded(epoch: number, update: object): Promise<void> {
    const done = await this.rows.updateOne(this.held(epoch), update as never);
    if (done.matchedCount === 0) throw new LeaseLost(this.name, epoch);
  }

  private held(epoch: number): never {
    return { _id: this.name, owner: this.owner, epoch } as never;
  }
}
