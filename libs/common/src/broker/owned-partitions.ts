import { Mutex } from 'async-mutex';
import type { EventRef } from './event-ref.js';
import { partitionKey } from './record.js';
import { settlesWithin } from '../kernel/settles-within.js';

/** Topic → its partitions that this instance was given. */
export type Assignment = Readonly<Record<string, readonly number[]>>;

/** The parked events of one subject, and the tries of its first one. */
interface ParkedSubject {
  /** Sequence → event id. */
  readonly events: Map<number, string>;
  /** Tries in a row that did not help. */
  tries: number;
  /** When the last one was: monotonic, ms. */
  triedAt: number;
}

/** The result of the work; or, when it was not started, what resolves as soon as its turn would have come. */
export type InTurn<T> = { readonly result: T } | { readonly behind: Promise<unknown> };

/** One partition, as this instance knows it. Its batches, parked events and redriven dead letters take turns. */
export class Partition {
  /** By subject. Undefined until it was read from the store; from then on only this instance parks anything here. */
  parked: Map<string, ParkedSubject> | undefined;
  private readonly mutex = new Mutex();
  /** Set while a call has given up and its turn has not come yet. */
  private behind: Promise<unknown> | undefined;

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(work);
  }

  /**
   * Like `inTurn`, but gives up after `ms`: `work` is then not started, and `behind` resolves when its turn would have
   * come. Until that, later calls give up at once: what has the turn takes long.
   */
  async inTurnWithin<T>(ms: number, work: () => Promise<T>): Promise<InTurn<T>> {
    if (this.behind !== undefined) return { behind: this.behind };
    // `behind` needs the place in the queue after the time is up, so `withTimeout` of async-mutex does not fit.
    const turn = this.mutex.acquire();
    if (!(await settlesWithin(turn, ms))) {
      this.behind = turn.then((release) => {
        this.behind = undefined;
        return release();
      });
      return { behind: this.behind };
    }
    const release = await turn;
    try {
      return { result: await work() };
    } finally {
      release();
    }
  }

  setParked(places: readonly EventRef[]): void {
    this.parked = new Map();
    for (const place of places) this.noteParked(place);
  }

  noteParked({ subject, sequence, eventId }: EventRef): void {
    const known = this.parked?.get(subject);
    if (known !== undefined) known.events.set(sequence, eventId);
    else this.parked?.set(subject, { events: new Map([[sequence, eventId]]), tries: 0, triedAt: -Infinity });
  }

  noteSettled(subject: string, sequence: number): void {
    const known = this.parked?.get(subject);
    known?.events.delete(sequence);
    if (known?.events.size === 0) this.parked?.delete(subject);
  }
}

/** The partitions of this instance. Only their owner hands parked events and dead letters in again. */
export class OwnedPartitions {
  private readonly known = new Map<string, Partition>();
  private owned: readonly Partition[] = [];

  assign(assignment: Assignment): void {
    this.owned = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => this.at(topic, partition)),
    );
    // Another instance may have owned one of them in the meantime, and parked something.
    for (const partition of this.owned) partition.parked = undefined;
  }

  all(): readonly Partition[] {
    return this.owned;
  }

  owns(partition: Partition): boolean {
    return this.owned.includes(partition);
  }

  at(topic: string, partition: number): Partition {
    const name = partitionKey({ topic, partition });
    const known = this.known.get(name) ?? new Partition(topic, partition);
    this.known.set(name, known);
    return known;
  }
}
