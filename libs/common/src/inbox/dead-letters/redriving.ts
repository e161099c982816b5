import type { ProofCheck } from '../../events/proofs/proof-check.js';
import type { DeadLetter, DeadLetters, WantedLetter } from './dead-letters.js';
import { CONTRADICTION, UNPROVEN } from './unproven-letters.js';
import type { Delivered, Delivery } from '../delivery/delivery.js';
import { eventRefOf, type EventRef } from '../../broker/event-ref.js';
import type { ConsumedRecord } from '../../broker/record.js';
import { failureOf } from '../../broker/failures.js';
import { killsProcess } from '../delivery/in-flight.js';
import type { InboxObserver } from '../delivery/inbox-observer.js';
import type { OwnedPartitions, Partition } from '../../broker/owned-partitions.js';
import { justBefore, NO_ID, type Position, type Positions } from '../delivery/positions.js';
import { typeOf } from '../delivery/read-record.js';
import { fromStored } from '../delivery/stored-record.js';

type ParkedWhy = 'GAP' | 'NOT_THERE_YET';

export interface RedrivingOptions {
  readonly delivery: Pick<Delivery, 'deliver'>;
  readonly deadLetters: Pick<DeadLetters, 'wanted' | 'takeAgain' | 'settle'>;
  readonly proofs: Pick<ProofCheck, 'whyUnproven'>;
  readonly positions: Pick<Positions, 'load' | 'advance'>;
  readonly parked: {
    park(record: ConsumedRecord, event: EventRef, why: ParkedWhy, cause?: string): Promise<void>;
  };
  readonly owned: OwnedPartitions;
  readonly observer: InboxObserver;
  readonly now: () => Date;
  readonly lookEveryMs: number;
  /** Topics, with their prefix, whose older records may be gone. */
  readonly confidential: ReadonlySet<string>;
  readonly deathsMax: number;
  /** A subject's position has moved, and some of its events may be parked. */
  readonly onMoved: (partition: Partition, subject: string) => void;
}

/**
 * Hands in the dead letters that an operator wants redriven, each subject's in order, while this instance owns their
 * partition. Their positions have passed, so only the handler checks them: it refuses a second effect of the same
 * event. A letter that fails for good is open again, and so are the later letters of its subject.
 *
 * A letter that could not be proven has moved no position. Once its key is known, it takes the place in its subject
 * that it would have taken then: next, behind a gap, or passed by a later copy of the same event.
 */
export class Redriving {
  private readonly stopping = new AbortController();
  private looking: Promise<void> | undefined;
  /** A partition with a slow handler holds up its own letters only. */
  private readonly busy = new Map<Partition, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: RedrivingOptions) {}

  start(): void {
    this.timer ??= setInterval(() => {
      if (this.options.owned.all().length === 0) return;
      this.looking ??= this.look().finally(() => (this.looking = undefined));
    }, this.options.lookEveryMs);
  }

  /** Waits for the letters in flight. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.looking;
    await Promise.all(this.busy.values());
  }

  private async look(): Promise<void> {
    try {
      const free = this.options.owned.all().filter((partition) => !this.busy.has(partition));
      const wanted = await this.options.deadLetters.wanted(free);
      for (const partition of free) {
        const letters = wanted.filter((one) => one.topic === partition.topic && one.partition === partition.partition);
        if (letters.length === 0) continue;
        const done = this.redrive(partition, letters)
          .catch((error: unknown) => this.onFailure(error))
          .finally(() => this.busy.delete(partition));
        this.busy.set(partition, done);
      }
    } catch (error) {
      this.onFailure(error);
    }
  }

  private onFailure(error: unknown): void {
    const level = failureOf(error) === 'transient' ? 'warn' : 'error';
    this.options.observer.log(level, 'dead letters could not be redriven', { error });
  }

  /** @param letters of one partition, each subject's in order */
  private async redrive(partition: Partition, letters: readonly WantedLetter[]): Promise<void> {
    const failed = new Map<string, string>();
    const waiting = new Set<string>();
    for (const letter of letters) {
      const subject = letter.subject ?? letter._id;
      if (waiting.has(subject)) continue;
      if (this.stopping.signal.aborted || !this.options.owned.owns(partition)) return;
      const heldBackBy = failed.get(subject);
      if (heldBackBy !== undefined) {
        await this.options.deadLetters.settle(letter._id, { status: 'OPEN', heldBackBy });
        continue;
      }
      const outcome = await partition.inTurn(() => this.handIn(letter, partition));
      if (outcome === 'transient') waiting.add(subject);
      if (outcome === 'failed') failed.set(subject, letter._id);
    }
  }

  private async handIn({ _id }: WantedLetter, partition: Partition): Promise<'done' | 'failed' | 'transient'> {
    const { deadLetters, observer, now, deathsMax } = this.options;
    const letter = await deadLetters.takeAgain(_id);
    if (letter === undefined) return 'done';
    const { attempts, deaths = 0 } = letter;
    if (deaths >= deathsMax) {
      await deadLetters.settle(_id, { status: 'OPEN', ...killsProcess(deaths) });
      return 'failed';
    }
    const record = fromStored(letter);
    const delivered = await this.deliver(letter, record, partition);
    if (delivered.as === 'transient') {
      observer.retry('transient', typeOf(record), attempts, delivered.error);
      await deadLetters.settle(_id, {});
      return 'transient';
    }
    if ('cause' in delivered) {
      observer.log('error', 'a redriven dead letter failed again', { letter: _id, ...delivered.cause });
      await deadLetters.settle(_id, { status: 'OPEN', ...delivered.cause, attempts: attempts + 1 });
      return 'failed';
    }
    await deadLetters.settle(_id, { status: 'REDRIVEN', redrivenAt: now() });
    observer.outcome('redriven', typeOf(record));
    return 'done';
  }

  /** Nothing is believed because it lies in the store: it came from the broker. */
  private async deliver(letter: DeadLetter, record: ConsumedRecord, partition: Partition): Promise<Delivered> {
    const why = await this.options.proofs.whyUnproven(record);
    if (why !== undefined) return { as: 'unreadable', cause: { reason: UNPROVEN, error: why, attempts: 1 } };
    return letter.reason === UNPROVEN ? this.inItsPlace(record, partition) : this.options.delivery.deliver(record);
  }

  private async inItsPlace(record: ConsumedRecord, partition: Partition): Promise<Delivered> {
    const { positions, parked, delivery, observer, onMoved } = this.options;
    const event = eventRefOf(record);
    if (event === undefined) return delivery.deliver(record);
    const { subject, sequence, eventId } = event;
    const position = await this.positionFor(event, partition);
    const reached = position?.sequence ?? 0;
    const known = position?.eventId ?? NO_ID;
    if (sequence === reached && known !== NO_ID && known !== eventId) {
      observer.contradiction(event, known);
      const error = `Number ${sequence} of ${subject} is ${known}, which came first.`;
      return { as: 'refused', cause: { reason: CONTRADICTION, error, attempts: 1 } };
    }
    if (sequence <= reached) return { as: 'skipped' };
    const park = async (why: ParkedWhy, cause?: string): Promise<Delivered> => {
      await parked.park(record, event, why, cause);
      partition.noteParked(event);
      return { as: 'skipped' };
    };
    if (sequence > reached + 1) {
      observer.gap(event, record.topic, reached + 1);
      return park('GAP');
    }
    const delivered = await delivery.deliver(record);
    if (delivered.as === 'transient') return delivered;
    if (delivered.as === 'not-there-yet') return park('NOT_THERE_YET', delivered.cause.error);
    // A refused event has had its turn, as every dead letter has.
    await positions.advance(record.topic, new Map([[subject, event]]));
    onMoved(partition, subject);
    return delivered;
  }

  /** On a topic that forgets, the first event of a subject is the next one, as it is for a batch. */
  private async positionFor(event: EventRef, { topic, parked }: Partition): Promise<Position | undefined> {
    const { positions, confidential } = this.options;
    const { subject, sequence } = event;
    const position = (await positions.load(topic, [subject])).get(subject);
    const isFirst = position === undefined && parked?.has(subject) !== true;
    if (!isFirst || sequence === 1 || !confidential.has(topic)) return position;
    const begun = justBefore(event);
    await positions.advance(topic, new Map([[subject, begun]]));
    return begun;
  }
}
