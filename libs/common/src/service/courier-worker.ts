import type mongoose from 'mongoose';
import { ChannelAway } from '../notices/channel.js';
import type { Courier } from '../notices/courier.js';
import { whileLeading } from '../store/leader.js';
import { Lease } from '../store/lease.js';
import { INSTANCE } from './instance.js';
import type { Worker } from './worker.js';

const LEASE_MS = 60_000;
const LOOK_EVERY_MS = 2_000;

type Log = (level: 'warn', message: string, context?: object) => void;

/** Lets the courier of one instance work, apart from all chores: a mail server that hangs holds up nothing else. */
export class CourierWorker implements Worker {
  private readonly stopping = new AbortController();
  private readonly lease: Lease;
  private running: Promise<void> | undefined;

  constructor(
    db: mongoose.mongo.Db,
    private readonly courier: Courier,
    private readonly log: Log,
  ) {
    this.lease = new Lease(db, 'courier', INSTANCE, LEASE_MS);
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private run(): Promise<void> {
    const { signal } = this.stopping;
    // Of an error by the channel the code is enough: its text may name an address.
    const onFailure = (error: unknown) =>
      this.log(
        'warn',
        'notices could not be carried, will try again',
        error instanceof ChannelAway ? { channelAway: error.message } : { error },
      );
    return whileLeading(this.lease, { stopping: signal, everyMs: LOOK_EVERY_MS, onFailure }, async (leads) => {
      const mayGoOn = async (): Promise<boolean> => !signal.aborted && (await leads());
      if (await mayGoOn()) await this.courier.turn(mayGoOn);
    });
  }
}
