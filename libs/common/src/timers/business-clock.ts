import type mongoose from 'mongoose';
import { DURABLE } from '../store/durability.js';
import { wrongState } from '../kernel/errors.js';
import type { Clock } from '../kernel/clock.js';

interface ClockRow {
  readonly _id: 'clock';
  readonly now: Date;
}

/**
 * Business time of a demonstration (`CLOCK=sandbox`): stored, and moved by an administrator, forward only. It stands
 * still between moves, and shows the wall clock until the first one.
 */
export class SandboxClock implements Clock {
  private current: Date | undefined;
  private readonly rows: mongoose.mongo.Collection<ClockRow>;

  constructor(db: mongoose.mongo.Db) {
    this.rows = db.collection<ClockRow>('clock', DURABLE);
  }

  now(): Date {
    return this.current ?? new Date();
  }

  get isSet(): boolean {
    return this.current !== undefined;
  }

  /** Another instance of the service may have moved it. */
  async refresh(): Promise<void> {
    const row = await this.rows.findOne({ _id: 'clock' });
    if (row !== null && row.now > (this.current ?? new Date(0))) this.current = row.now;
  }

  /** @throws Refusal 409 `CLOCK_BACKWARD` */
  async set(to: Date): Promise<void> {
    if (this.current !== undefined && to < this.current) {
      throw wrongState('CLOCK_BACKWARD', `The clock stands at ${this.current.toISOString()} and moves forward only.`);
    }
    await this.rows.updateOne({ _id: 'clock' }, { $max: { now: to } }, { upsert: true });
    this.current = to;
  }
}
