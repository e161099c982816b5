import { Mutex } from 'async-mutex';
import type mongoose from 'mongoose';
import type { Intent } from '../aggregates/aggregate-type.js';
import { systemActor } from '../kernel/actor.js';
import { delayAfter, type Backoff } from '../kernel/backoff.js';
import type { Clock } from '../kernel/clock.js';
import { derivedId } from '../kernel/ids.js';
import { whileLeading } from '../store/leader.js';
import { Lease } from '../store/lease.js';
import { SandboxClock } from './business-clock.js';

const LEASE_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
const AT_ONCE = 100;
const BACKOFF: Backoff = { firstMs: 1_000, mostMs: 60_000 };
/** Turns of one aggregate at one due instant. One that needs more would never stop being due. */
const SAME_INSTANT_MAX = 10;

/** What happens when an aggregate falls due. */
export interface DueHandler {
  /** Aggregates whose `dueAt` has come, earliest first. */
  due(until: Date, limit: number): Promise<readonly { readonly id: string; readonly dueAt: Date }[]>;
  /** Turns what is due into an ordinary command; must move or clear `dueAt`. */
  onDue(intent: Intent): Promise<unknown>;
}

export interface TimersOptions {
  readonly service: string;
  readonly instance: string;
  readonly db: mongoose.mongo.Db;
  readonly clock: Clock;
  readonly handlers: readonly DueHandler[];
  readonly log: (level: 'info' | 'warn' | 'error', message: string, context?: object) => void;
  /** Told after every turn, also by an instance that is not the active one, which has none. */
  readonly onTurn?: (turn: TimersTurn) => void;
}

/** What operators watch: a deadline that does not act waits in silence otherwise. */
export interface TimersTurn {
  /** Aggregates whose timer failed and is tried again. */
  readonly failing: number;
  /** No timer could run: the store was away. */
  readonly stopped: boolean;
}

interface Due {
  readonly handler: DueHandler;
  readonly id: string;
  readonly dueAt: Date;
}

/**
 * Deadlines that act by themselves, independent of traffic. One instance per service is active. Each due aggregate is
 * handled on its own, and one that fails backs off alone. Handling one twice is harmless: the cause is derived from the
 * aggregate, its due instant and the turn at that instant, so the store refuses a second effect.
 */
export class Timers {
  private readonly stopping = new AbortController();
  private readonly lease: Lease;
  /** Aggregates whose timer failed: how often in a row, and until when they rest (monotonic, ms). */
  private readonly resting = new Map<string, { readonly tries: number; readonly until: number }>();
  private running: Promise<void> | undefined;
  /** Turns and moves of the clock, one at a time. */
  private readonly mutex = new Mutex();

  constructor(private readonly options: TimersOptions) {
    this.lease = new Lease(options.db, 'timers', options.instance, LEASE_MS);
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.mutex.waitForUnlock();
  }

  /**
   * Moves the sandbox clock. What falls due on the way is handled first, in order, each at its due instant. Moves wait
   * for one another.
   */
  advance(to: Date): Promise<void> {
    const { clock } = this.options;
    if (!(clock instanceof SandboxClock)) throw new TypeError('Only a sandbox clock can be moved.');
    return this.mutex.runExclusive(() => this.walk(clock, to));
  }

  private async walk(clock: SandboxClock, to: Date): Promise<void> {
    await clock.refresh();
    while (clock.isSet) {
      const next = (await this.dueBy(to))[0];
      if (next === undefined) break;
      if (next.dueAt > clock.now()) await clock.set(next.dueAt);
      if (!(await this.fire(next))) this.rest(next);
    }
    await clock.set(to);
  }

  private run(): Promise<void> {
    const { clock, log } = this.options;
    const { onTurn = () => undefined } = this.options;
    const onFailure = (error: unknown) => {
      log('warn', 'timers could not run, will try again', { error });
      onTurn({ failing: this.resting.size, stopped: true });
    };
    const leading = { stopping: this.stopping.signal, everyMs: LOOK_EVERY_MS, onFailure };
    return whileLeading(this.lease, leading, async (leads) => {
      if (clock instanceof SandboxClock) await clock.refresh();
      if (await leads()) await this.mutex.runExclusive(() => this.turn());
      else this.resting.clear();
      onTurn({ failing: this.resting.size, stopped: false });
    });
  }

  private async turn(): Promise<void> {
    for (const due of await this.dueBy(this.options.clock.now())) {
      if (this.stopping.signal.aborted) return;
      if (!(await this.fire(due))) this.rest(due);
    }
  }

  private async dueBy(until: Date): Promise<readonly Due[]> {
    // Aggregates that back off are due the longest: they must not crowd the others out of the page.
    const limit = AT_ONCE + this.resting.size;
    const lists = await Promise.all(
      this.options.handlers.map(async (handler) =>
        (await handler.due(until, limit)).map((row) => ({ handler, ...row })),
      ),
    );
    const rows = lists.flat();
    if (lists.every((list) => list.length < limit)) this.forgetOthers(rows);
    const now = performance.now();
    return rows
      .filter(({ id }) => (this.resting.get(id)?.until ?? 0) <= now)
      .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  }

  /** What is no longer due, by another act, fails no longer either. */
  private forgetOthers(due: readonly Due[]): void {
    const ids = new Set(due.map(({ id }) => id));
    for (const id of this.resting.keys()) if (!ids.has(id)) this.resting.delete(id);
  }

  private async fire(due: Due): Promise<boolean> {
    const { handler, id, dueAt } = due;
    const { service, log } = this.options;
    try {
      const actor = systemActor(`${service}.timers`);
      for (let turn = 1; ; turn++) {
        await handler.onDue({ id, actor, causationId: derivedId('due', id, dueAt.toISOString(), String(turn)) });
        if (!(await this.isStillDue(due))) break;
        if (turn === SAME_INSTANT_MAX) throw new Error('it is still due after its timer ran');
      }
      this.resting.delete(id);
      return true;
    } catch (error) {
      log('error', 'a timer failed', { id, dueAt, error });
      return false;
    }
  }

  /** Two deadlines of one aggregate may fall due at one instant: each has its own turn, and its own cause. */
  private async isStillDue({ handler, id, dueAt }: Due): Promise<boolean> {
    const rows = await handler.due(dueAt, AT_ONCE + this.resting.size);
    return rows.some((row) => row.id === id && row.dueAt <= dueAt);
  }

  private rest({ id }: Due): void {
    const tries = (this.resting.get(id)?.tries ?? 0) + 1;
    this.resting.set(id, { tries, until: performance.now() + delayAfter(tries, BACKOFF) });
  }
}
