import type mongoose from 'mongoose';
import { collection, type TypedCollection } from './collection.js';
import { isDuplicateKey } from './errors.js';

/** Another instance holds the lease now. An instance that gets this error must stop its work at once. */
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
 * One active instance per service, for work that must not run twice at once. Time is the store's own (`$$NOW`): no two
 * machines' clocks are compared. The epoch grows with every take-over. Guarded writes carry it, so an instance that was
 * paused and wakes up cannot write over its successor.
 */
export class Lease<Extra extends object = object> {
  private readonly rows: TypedCollection<LeaseRow & Extra>;

  constructor(
    db: mongoose.mongo.Db,
    private readonly name: string,
    private readonly owner: string,
    private readonly leaseMs: number,
  ) {
    this.rows = collection(db, 'leases');
  }

  /** The row with its new epoch, or undefined while another instance holds the lease. */
  async acquire(): Promise<(LeaseRow & Partial<Extra>) | undefined> {
    const free = { _id: this.name, $expr: { $lte: [{ $ifNull: ['$expiresAt', '$$NOW'] }, '$$NOW'] } };
    const take = {
      owner: this.owner,
      epoch: { $add: [{ $ifNull: ['$epoch', 0] }, 1] },
      expiresAt: { $add: ['$$NOW', this.leaseMs] },
    };
    return (await this.take(free, take)) ?? ((await this.isNew()) ? this.take(free, take) : undefined);
  }

  private async take(free: object, take: object): Promise<(LeaseRow & Partial<Extra>) | undefined> {
    return (await this.rows.findOneAndUpdate(free, [{ $set: take }], { returnDocument: 'after' })) ?? undefined;
  }

  /** Makes the row on the very first start. `acquire` cannot upsert it: the filter of an upsert may hold no `$expr`. */
  private async isNew(): Promise<boolean> {
    try {
      const row = { $setOnInsert: { epoch: 0, owner: '', expiresAt: new Date(0) } };
      const made = await this.rows.updateOne({ _id: this.name }, row, { upsert: true });
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

  /** Writes to the lease's own row, by its holder only. @throws LeaseLost */
  note(epoch: number, extra: Partial<Extra>): Promise<void> {
    return this.guarded(epoch, { $set: extra });
  }

  /** Lets a successor take over at once. */
  async release(epoch: number): Promise<void> {
    await this.rows.updateOne(this.held(epoch), [{ $set: { expiresAt: '$$NOW' } }]);
  }

  private async guarded(epoch: number, update: object | readonly object[]): Promise<void> {
    const done = await this.rows.updateOne(this.held(epoch), update);
    if (done.matchedCount === 0) throw new LeaseLost(this.name, epoch);
  }

  private held(epoch: number): object {
    return { _id: this.name, owner: this.owner, epoch };
  }
}
