import type { DeadLetters } from '../dead-letters/dead-letters.js';
import { failureOf, type DeadLetterCause } from '../../broker/failures.js';
import { delayAfter } from '../../kernel/backoff.js';
import type { Delivery } from '../delivery/delivery.js';
import { killsProcess } from '../delivery/in-flight.js';
import type { InboxObserver } from '../delivery/inbox-observer.js';
import type { OwnedPartitions, Partition } from '../../broker/owned-partitions.js';
import type { ParkedEvent, ParkedEvents } from './parked-events.js';
import type { Positions } from '../delivery/positions.js';
import { typeOf } from '../delivery/read-record.js';
import { fromStored } from '../delivery/stored-record.js';

/** How long the inbox waits for what is not there yet. */
export interface Patience {
  /** Between looks for subjects that can be tried again (ms). */
  readonly lookEveryMs: number;
  /** Between the first tries of a subject (ms); doubled with every try that does not help. */
  readonly firstMs: number;
  /** Longest wait between tries while the group handles other events (ms): one of them may be the awaited one. */
  readonly busyMs: number;
  /** Longest wait between tries while it handles none (ms). */
  readonly quietMs: number;
  /** An event parked for longer, by the wall clock, is dead-lettered when what it refers to is still missing (ms). */
  readonly givesUpAfterMs: number;
}

export const PATIENCE: Patience = {
  lookEveryMs: 250,
  firstMs: 100,
  busyMs: 1_000,
  quietMs: 5_000,
  givesUpAfterMs: 24 * 3_600_000,
};

/** Subjects of one partition tried per look, longest wait first: bounds the cost of a thousand parked subjects. */
const SUBJECTS_PER_LOOK = 20;

export interface UnparkingOptions {
  readonly delivery: Pick<Delivery, 'deliver'>;
  readonly positions: Pick<Positions, 'load' | 'advance'>;
  readonly parked: Pick<ParkedEvents, 'eventsOn' | 'take' | 'putBack' | 'remove'>;
  readonly deadLetters: Pick<DeadLetters, 'add'>;
  readonly owned: OwnedPartitions;
  readonly observer: InboxObserver;
  readonly now: () => Date;
  readonly patience: Patience;
  readonly deathsMax: number;
}

/**
 * Hands parked events in again, each subject's in order, while this instance owns their partition. No other event of
 * the subject comes between them: batches wait for the partition's turn, and a position moves by one event at a time.
 */
export class Unparking {
  private readonly stopping = new AbortController();
  private readonly busy = new Map<Partition, Promise<void>>();
  /** Partitions to be looked at once more: a position moved while they were busy. */
  private readonly again = new Set<Partition>();
  private timer: NodeJS.Timeout | undefined;
  /** Longest wait between tries for now (ms). */
  private cap: number;

  constructor(private readonly options: UnparkingOptions) {
    this.cap = options.patience.quietMs;
  }

  start(): void {
    this.timer ??= setInterval(() => this.look(), this.options.patience.lookEveryMs);
  }

  /** Waits for the event in flight. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await Promise.all(this.busy.values());
  }

  /** A parked event may wait for what was just handled. */
  somethingHandled(): void {
    this.cap = this.options.patience.busyMs;
  }

  /** The subject's position has moved: its next event may be a parked one. */
  moved(partition: Partition, subject: string): void {
    const waiting = partition.parked?.get(subject);
    if (waiting === undefined) return;
    waiting.tries = 0;
    waiting.triedAt = -Infinity;
    this.again.add(partition);
    this.lookAt(partition, this.cap);
  }

  private look(): void {
    const cap = this.cap;
    this.cap = this.options.patience.quietMs;
    for (const partition of this.options.owned.all()) this.lookAt(partition, cap);
  }

  private lookAt(partition: Partition, cap: number): void {
    if (this.stopping.signal.aborted || this.busy.has(partition)) return;
    this.again.delete(partition);
    if (partition.parked !== undefined && this.due(partition, cap).length === 0) return;
    const done = this.settleAll(partition, cap)
      .catch((error: unknown) => this.onFailure(partition, error))
      .finally(() => {
        this.busy.delete(partition);
        if (this.again.has(partition)) this.lookAt(partition, cap);
      });
    this.busy.set(partition, done);
  }

  private due({ parked }: Partition, cap: number): string[] {
    const now = performance.now();
    const backoff = { firstMs: this.options.patience.firstMs, mostMs: cap };
    return [...(parked ?? [])]
      .filter(([, { tries, triedAt }]) => now - triedAt >= delayAfter(tries + 1, backoff))
      .toSorted(([, one], [, other]) => one.triedAt - other.triedAt)
      .slice(0, SUBJECTS_PER_LOOK)
      .map(([subject]) => subject);
  }

  private async settleAll(partition: Partition, cap: number): Promise<void> {
    if (partition.parked === undefined) {
      await partition.inTurn(async () => {
        const { topic, partition: number } = partition;
        partition.setParked(await this.options.parked.eventsOn(topic, number));
      });
    }
    for (const subject of this.due(partition, cap)) await partition.inTurn(() => this.settle(partition, subject));
  }

  /** As many of a subject's parked events as can be settled now. */
  private async settle(partition: Partition, subject: string): Promise<void> {
    const { positions, parked } = this.options;
    const { topic } = partition;
    const waiting = partition.parked?.get(subject);
    if (waiting === undefined) return;
    waiting.tries++;
    waiting.triedAt = performance.now();
    const position = (await positions.load(topic, [subject])).get(subject);
    let reached = position?.sequence ?? 0;
    while (this.isOurs(partition) && waiting.events.size > 0) {
      const sequence = Math.min(...waiting.events.keys());
      if (sequence > reached + 1) break;
      const row = sequence <= reached ? undefined : await parked.take(topic, subject, sequence);
      if (row !== undefined && !(await this.handIn(row))) break;
      if (row !== undefined) {
        await positions.advance(topic, new Map([[subject, { sequence, eventId: row.eventId }]]));
        reached = sequence;
      }
      await parked.remove(topic, subject, sequence);
      partition.noteSettled(subject, sequence);
    }
  }

  /** @returns whether it is settled: handled, skipped or dead-lettered */
  private async handIn(row: ParkedEvent): Promise<boolean> {
    const record = fromStored(row);
    const { observer, patience, parked, delivery } = this.options;
    if ((row.deaths ?? 0) >= this.options.deathsMax) return this.deadLetter(row, killsProcess(row.deaths ?? 0));
    const delivered = await delivery.deliver(record);
    switch (delivered.as) {
      case 'transient':
        observer.retry('transient', typeOf(record), row.attempts, delivered.error);
        await parked.putBack(row);
        return false;
      case 'not-there-yet':
        if (Date.now() - row.at.getTime() >= patience.givesUpAfterMs)
          return this.deadLetter(row, { ...delivered.cause, attempts: row.attempts });
        await parked.putBack(row, delivered.cause.error);
        return false;
      case 'unreadable':
      case 'refused':
        return this.deadLetter(row, delivered.cause);
      default:
        observer.outcome(delivered.as, typeOf(record));
        return true;
    }
  }

  private async deadLetter(row: ParkedEvent, cause: DeadLetterCause): Promise<true> {
    const { topic, partition, offset, subject } = row;
    this.options.observer.log('error', 'dead letter', { topic, partition, offset, subject, ...cause });
    await this.options.deadLetters.add(fromStored(row), cause, this.options.now());
    this.options.observer.outcome('dead-lettered', row.type ?? 'unknown');
    return true;
  }

  private isOurs(partition: Partition): boolean {
    return !this.stopping.signal.aborted && this.options.owned.owns(partition);
  }

  /** All of it is still in the store; the next look tries again. */
  private onFailure({ topic, partition }: Partition, error: unknown): void {
    const level = failureOf(error) === 'transient' ? 'warn' : 'error';
    this.options.observer.log(level, 'parked events could not be settled', { topic, partition, error });
  }
}
