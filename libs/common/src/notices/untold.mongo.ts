import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent } from '../aggregates/aggregate-type.js';
import type { PendingNotice } from '../aggregates/notices.js';
import { collection, type TypedCollection } from '../store/collection.js';

interface Row<S> {
  readonly _id: string;
  readonly state: S;
  readonly untold?: readonly PendingNotice[];
  readonly waiting?: { readonly tellAt?: string };
}

/** An aggregate whose notices the courier has not fetched. */
export interface UntoldAggregate {
  readonly id: string;
  readonly untold: readonly PendingNotice[];
}

/** An aggregate with a duty that has become overdue. */
export interface OverdueAggregate<S> {
  readonly id: string;
  readonly state: S;
  readonly tellAt: string;
}

/** What the aggregates of one type leave for the courier. Its notes are no saves: no version and no hash changes. */
export class Untold<S> {
  private readonly rows: TypedCollection<Row<S>>;

  constructor(
    db: mongoose.mongo.Db,
    readonly type: AggregateType<S, DomainEvent>,
  ) {
    this.rows = collection(db, type.collection);
  }

  async waiting(limit: number): Promise<readonly UntoldAggregate[]> {
    // The words of the partial index.
    const filter = { version: { $gt: 0 }, 'untold.0': { $exists: true } };
    const rows = await this.rows
      .find(filter, { projection: { untold: 1 } })
      .limit(limit)
      .toArray();
    return rows.map(({ _id, untold = [] }) => ({ id: _id, untold }));
  }

  /** These have become notices. Others that were added in the meantime stay. */
  async fetched(id: string, notices: readonly string[]): Promise<void> {
    await this.rows.updateOne({ _id: id }, { $pull: { untold: { id: { $in: notices } } } });
  }

  /** @param now business time, as text */
  async overdue(now: string, limit: number): Promise<readonly OverdueAggregate<S>[]> {
    const rows = await this.rows
      .find({ 'waiting.tellAt': { $lte: now } }, { projection: { state: 1, waiting: 1 } })
      .sort({ 'waiting.tellAt': 1 })
      .limit(limit)
      .toArray();
    return rows.map(({ _id, state, waiting }) => ({ id: _id, state, tellAt: waiting?.tellAt ?? '' }));
  }

  /** Those whose day has come were told; a save in the meantime has set another day, which stays. */
  async told(id: string, tellAt: string, next: string | undefined): Promise<void> {
    const update = next === undefined ? { $unset: { 'waiting.tellAt': '' } } : { $set: { 'waiting.tellAt': next } };
    await this.rows.updateOne({ _id: id, 'waiting.tellAt': tellAt }, update);
  }
}
