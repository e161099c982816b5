import type { DeadLetterCause } from '../../broker/failures.js';
import type mongoose from 'mongoose';
import { DURABLE } from '../../store/durability.js';
import type { EventPublisher } from '../../broker/publisher.js';
import type { ConsumedRecord } from '../../broker/record.js';
import { markInFlight, NOT_IN_FLIGHT, type InFlight } from '../delivery/in-flight.js';
import { eventRefOf } from '../../broker/event-ref.js';
import { toStored, type StoredRecord } from '../delivery/stored-record.js';

export interface OperatorMark {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** An event that could not be handled, whole and with its cause. It stays here after it was redriven or discarded. */
export interface DeadLetter extends DeadLetterCause, StoredRecord, Partial<InFlight> {
  readonly _id: string;
  readonly group: string;
  readonly type?: string;
  readonly subject?: string;
  readonly sequence?: number;
  readonly at: Date;
  /** `REDRIVING`: an operator wants it handed in again, and the partition's owner has not done so yet. */
  readonly status: 'OPEN' | 'REDRIVING' | 'REDRIVEN' | 'DISCARDED';
  /** The last operator that redrove it, and why. */
  readonly redrive?: OperatorMark;
  readonly redrivenAt?: Date;
  readonly discard?: OperatorMark;
  /** It was not handed in again, because this earlier letter of its subject failed again. */
  readonly heldBackBy?: string;
  /** Ids of the operators' acts that changed it, oldest first. */
  readonly acts?: readonly string[];
  /** The dead-letter topic has it too. */
  readonly announced?: boolean;
}

export type WantedLetter = Pick<DeadLetter, '_id' | 'topic' | 'partition' | 'subject' | 'sequence'>;

/** Letters read in one look; the rest comes with the next. */
const WANTED_AT_ONCE = 500;

export const deadLetterTopic = (topic: string, service: string): string => `${topic}.dlq.${service}`;

/** Letters without a decision, in all groups together. */
export const openDeadLetters = (db: mongoose.mongo.Db): Promise<number> =>
  db.collection('dead_letters').countDocuments({ status: 'OPEN' });

/** Dead letters go to the store, for operators, and to a topic, for watchers outside the service. */
export class DeadLetters {
  private readonly rows: mongoose.mongo.Collection<DeadLetter>;

  constructor(
    db: mongoose.mongo.Db,
    private readonly service: string,
    private readonly group: string,
    private readonly publisher: EventPublisher,
  ) {
    this.rows = db.collection('dead_letters', DURABLE);
  }

  /**
   * Idempotent by offset: a batch that is read again adds nothing twice. Store and topic both have the letter when this
   * resolves.
   */
  async add(record: ConsumedRecord, cause: DeadLetterCause, at: Date): Promise<void> {
    const stored = toStored(record);
    const { topic, partition, offset, headers } = stored;
    const event = eventRefOf(record);
    const letter: DeadLetter = {
      _id: `${this.group}/${topic}/${partition}/${offset}`,
      group: this.group,
      ...stored,
      ...(headers['ce_type'] !== undefined && { type: headers['ce_type'] }),
      ...(headers['ce_subject'] !== undefined && { subject: headers['ce_subject'] }),
      ...(event !== undefined && { sequence: event.sequence }),
      ...cause,
      at,
      status: 'OPEN',
    };
    const { _id, ...rest } = letter;
    const added = await this.rows.findOneAndUpdate(
      { _id },
      { $setOnInsert: rest },
      { upsert: true, returnDocument: 'after' },
    );
    if (added?.announced === true) return;
    await this.publisher.publish([
      {
        topic: deadLetterTopic(topic, this.service),
        key: record.key,
        value: record.value,
        headers: {
          ...record.headers,
          dlq_reason: cause.reason,
          dlq_error: cause.error.slice(0, 1_000),
          dlq_attempts: String(cause.attempts),
          dlq_topic: topic,
          dlq_partition: String(partition),
          dlq_offset: offset,
          dlq_at: at.toISOString(),
        },
      },
    ]);
    await this.rows.updateOne({ _id }, { $set: { announced: true } });
  }

  /** Letters of these partitions that operators want redriven, each subject's in order, without their values. */
  async wanted(partitions: readonly { readonly topic: string; readonly partition: number }[]): Promise<WantedLetter[]> {
    if (partitions.length === 0) return [];
    const places = partitions.map(({ topic, partition }) => ({ topic, partition }));
    return this.rows
      .find<WantedLetter>(
        { group: this.group, status: 'REDRIVING', $or: places },
        { projection: { topic: 1, partition: 1, subject: 1, sequence: 1 } },
      )
      .sort({ topic: 1, subject: 1, sequence: 1, _id: 1 })
      .limit(WANTED_AT_ONCE)
      .toArray();
  }

  /** Marks one as in flight. @returns undefined when it is no longer wanted */
  async takeAgain(id: string): Promise<DeadLetter | undefined> {
    const found = await this.rows.findOneAndUpdate({ _id: id, status: 'REDRIVING' }, [markInFlight()], {
      returnDocument: 'after',
    });
    return found ?? undefined;
  }

  /** Stores the outcome; an empty one leaves the letter to be tried again. It is no longer in flight. */
  async settle(id: string, outcome: Partial<Omit<DeadLetter, '_id'>>): Promise<void> {
    await this.rows.updateOne({ _id: id, status: 'REDRIVING' }, { $set: { ...NOT_IN_FLIGHT, ...outcome } });
  }
}
