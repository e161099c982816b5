import type { RecordBatch } from '../../broker/consumer-group.js';
import type { EventRef } from '../../broker/event-ref.js';
import type { Partition } from '../../broker/owned-partitions.js';
import type { InboxObserver } from '../delivery/inbox-observer.js';
import { justBefore, type Position, type Positions } from '../delivery/positions.js';
import { throughOutages } from './outages.js';

export interface BatchWorkOptions {
  readonly batch: RecordBatch;
  readonly partition: Partition;
  /** Stored positions of the batch's subjects. */
  readonly known: Map<string, Position>;
  readonly positions: Pick<Positions, 'advance'>;
  readonly observer: InboxObserver;
  /** Longest a batch keeps its progress from its group (ms). */
  readonly commitEveryMs: number;
}

/** A batch being worked through: how far its subjects have come, and what of that is not stored yet. */
export class BatchWork {
  /** Subjects whose position has moved in this batch. */
  readonly touched = new Set<string>();
  private readonly unstored = new Map<string, Position>();
  /** Of those not stored yet, subjects of which a handler was given an event. */
  private readonly handled = new Set<string>();
  /** Monotonic, ms. */
  private committedAt = performance.now();

  constructor(private readonly options: BatchWorkOptions) {}

  get batch(): RecordBatch {
    return this.options.batch;
  }

  get partition(): Partition {
    return this.options.partition;
  }

  get unstoredCount(): number {
    return this.unstored.size;
  }

  position(subject: string): Position | undefined {
    return this.options.known.get(subject);
  }

  /** The event is settled: its subject's position moves to it, and is stored with those of the batch. */
  moveTo(event: EventRef): void {
    this.move(event.subject, event);
  }

  /** The event is the next one of its subject, which the group has never met. Durable when this resolves. */
  async beginAt(event: EventRef): Promise<void> {
    this.move(event.subject, justBefore(event));
    await this.storePositions();
  }

  noteHandled(subject: string): void {
    this.handled.add(subject);
  }

  hasUnstoredEffect(subject: string): boolean {
    return this.handled.has(subject);
  }

  async storePositions(): Promise<void> {
    const { batch, positions, observer } = this.options;
    await throughOutages(batch, observer, () => positions.advance(batch.topic, this.unstored));
    this.unstored.clear();
    this.handled.clear();
  }

  private move(subject: string, position: Position): void {
    this.options.known.set(subject, position);
    this.unstored.set(subject, position);
    this.touched.add(subject);
  }

  /** A full batch of slow handlers takes minutes: a successor must not have to begin at its first record. */
  async commitIfDue(next: string): Promise<void> {
    if (performance.now() - this.committedAt < this.options.commitEveryMs) return;
    await this.storePositions();
    await this.batch.commit(next);
    this.committedAt = performance.now();
  }
}
