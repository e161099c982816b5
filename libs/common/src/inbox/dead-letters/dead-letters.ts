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

/** An event that could not be handled, whole and with its cause; kept until it is redriven or discarded. */
export interface DeadLetter extends DeadLetterCause, StoredRecord, Partial<InFlight> {
  readonly _id: string;
  readonly group: string;
  readonly type?: string;
  readonly subject?: string;
  readonly sequence?: number;
  readonly at: Date;
  /** `REDRIVING`: an operator handed it in again, and the partition's owner has not executed it yet. */
  readonly status: 'OPEN' | 'REDRIVING' | 'REDRIVEN' | 'DISCARDED';
  /** Who handed it in again last, and why. */
  readonly redrive?: OperatorMark;
  readonly redrivenAt?: Date;
  readonly discard?: OperatorMark;
  /** Not executed, for this earlier one of its subject failed again. */
  readonly heldBackBy?: string;
  /** Ids of the operators' acts that changed it, oldest first. */
  readonly acts?: readonly string[];
  /** The dead-letter topic has it too. */
  readonly announced?: boolean;
}

export type WantedLetter = Pick<DeadLetter, '_id' | 'topic' | 'partition' | 'subject' | 'sequence'>;

/** Letters handed in again before the next look. */
const WANTED_AT_ONCE = 500;

export const deadLetterTopic = (topic: string, service: string): string => `${topic}.dlq.${service}`;

/** Neither redriven nor discarded yet, whatever group they belong to. */
export const openDeadLetters = (db: mongoose.mongo.Db): Promise<number> =>
  db.collection('dead_letters').countDocuments({ status: 'OPEN' });

/** Two places: the store, for operators, and a topic, for whoever watches from outside. */
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

  /** Idempotent by place: a batch that is read again buries nothing twice. Store and topic both have it when this resolves. */
  async add(record: ConsumedRecord, cause: DeadLetterCause, at: Date): Promise<void> {
    const stored = toStored(record);
    const { topic, partition, offset, headers } = stored;
    const place = eventRefOf(record);
    const letter: DeadLetter = {
      _id: `${this.group}/${topic}/${partition}/${offset}`,
      group: this.group,
      ...stored,
      ...(headers['ce_type'] !== undefined && { type: headers['ce_type'] }),
      ...(headers['ce_subject'] !== undefined && { subject: headers['ce_subject'] }),
      ...(place !== undefined && { sequence: place.sequence }),
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

  /** What operators want handed in again on these partitions, without their values, each subject's in order. */
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

  /** Takes one in hand and answers with it; undefined when it is not wanted any more. */
  async takeAgain(id: string): Promise<DeadLetter | undefined> {
    const found = await this.rows.findOneAndUpdate({ _id: id, status: 'REDRIVING' }, [markInFlight()], {
      returnDocument: 'after',
    });
    return found ?? undefined;
  }

  /** What came of it; nothing but that it is out of hand when it is to be tried again. */
  async settle(id: string, outcome: Partial<Omit<DeadLetter, '_id'>>): Promise<void> {
    await this.rows.updateOne({ _id: id, status: 'REDRIVING' }, { $set: { ...NOT_IN_FLIGHT, ...outcome } });
  }
}
