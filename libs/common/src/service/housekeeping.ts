import type mongoose from 'mongoose';
import { whileLeading } from '../store/leader.js';
import { Lease } from '../store/lease.js';

const LEASE_MS = 10_000;
const LOOK_EVERY_MS = 2_000;

/** Work that no request waits for. It may run twice at once: a turn longer than the lease is not cut short. */
export interface Chore {
  readonly name: string;
  /** From the end of one turn to the next (ms, real time); the first comes at once. */
  readonly everyMs: number;
  run(stopping: AbortSignal): Promise<void>;
}

export interface HousekeepingOptions {
  readonly db: mongoose.mongo.Db;
  readonly instance: string;
  readonly chores: readonly Chore[];
  readonly log: (level: 'info' | 'warn' | 'error', message: string, context?: object) => void;
}

/** Runs a service's chores in sequence, on one of its instances. A chore that fails is tried again at its next turn. */
export class Housekeeping {
  private readonly stopping = new AbortController();
  private readonly lease: Lease;
  private readonly next = new Map<string, number>();
  private running: Promise<void> | undefined;

  constructor(private readonly options: HousekeepingOptions) {
    this.lease = new Lease(options.db, 'housekeeping', options.instance, LEASE_MS);
  }

  start(): void {
    this.running ??= this.loop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private loop(): Promise<void> {
    const { chores, log } = this.options;
    const onFailure = (error: unknown) => log('warn', 'housekeeping could not run, will try again', { error });
    const leading = { stopping: this.stopping.signal, everyMs: LOOK_EVERY_MS, onFailure };
    return whileLeading(this.lease, leading, async (leads) => {
      for (const chore of chores) {
        if (!(await leads())) return;
        await this.turn(chore);
      }
    });
  }

  private async turn(chore: Chore): Promise<void> {
    if (this.stopping.signal.aborted || (this.next.get(chore.name) ?? 0) > performance.now()) return;
    try {
      await chore.run(this.stopping.signal);
    } catch (error) {
      this.options.log('warn', 'a chore failed, will try again', { chore: chore.name, error });
    }
    this.next.set(chore.name, performance.now() + chore.everyMs);
  }
}
