import { setTimeout as sleep } from 'node:timers/promises';
import type mongoose from 'mongoose';
import { Lease, LeaseLost } from '../store/lease.js';

const LEASE_MS = 10_000;
const LOOK_EVERY_MS = 2_000;

/** Work that no request waits for. It may run twice at once: a turn longer than the lease is not cut short. */
export interface Chore {
  readonly name: string;
  /** Real time from the end of one turn to the next; the first is at once. */
  readonly everyMs: number;
  run(stopping: AbortSignal): Promise<void>;
}

export interface HousekeepingOptions {
  readonly db: mongoose.mongo.Db;
  readonly instance: string;
  readonly chores: readonly Chore[];
  readonly log: (level: 'info' | 'warn' | 'error', message: string, context?: object) => void;
}

/** Runs a service's chores one after another on one of its instances; one that fails is tried again at its next turn. */
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

  private async loop(): Promise<void> {
    const { chores, log } = this.options;
    const { signal } = this.stopping;
    let epoch: number | undefined;
    while (!signal.aborted) {
      try {
        for (const chore of chores) {
          epoch = await this.hold(epoch);
          if (epoch === undefined) break;
          await this.turn(chore);
        }
      } catch (error) {
        log('warn', 'housekeeping could not run, will try again', { error });
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    if (epoch !== undefined) await this.lease.release(epoch).catch(() => undefined);
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

  private async hold(epoch: number | undefined): Promise<number | undefined> {
    if (epoch === undefined) return (await this.lease.acquire())?.epoch;
    try {
      await this.lease.renew(epoch);
      return epoch;
    } catch (error) {
      if (error instanceof LeaseLost) return undefined;
      throw error;
    }
  }
}
