import { isUtf8 } from 'node:buffer';
import type mongoose from 'mongoose';
import { DURABLE, OPERATION_TIMEOUT_MS } from '../aggregates/mongo-documents.js';
import type { EventPublisher } from '../relay/event-publisher.js';
import type { ConsumedRecord } from './consumer-group.js';

export interface DeadLetterCause {
  /** Stable: `SCHEMA_INVALID`, `WRONG_HASH`, a refusal's code, an error's name. */
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
}

export interface OperatorMark {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** An event that could not be handled, whole and with its cause; kept until it is redriven or discarded. */
export interface DeadLetter extends DeadLetterCause {
  readonly _id: string;
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
  /** Where `value` could not hold it: it is no text. */
  readonly valueBase64?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly subject?: string;
  readonly sequence?: number;
  readonly at: Date;
  /** `REDRIVING`: an operator handed it in again, and the partition's owner has not executed it yet. */
  readonly state: 'OPEN' | 'REDRIVING' | 'REDRIVEN' | 'DISCARDED';
  /** Who handed it in again last, and why. */
  readonly redrive?: OperatorMark;
  readonly discard?: OperatorMark;
  /** Ids of the operators' acts that changed it, oldest first. */
  readonly acts?: readonly string[];
  /** The dead-letter topic has it too. */
  readonly announced?: boolean;
}

export const deadLetterTopic = (topic: string, service: string): string => `${topic}.dlq.${service}`;

/** Neither redriven nor discarded yet, whatever group they belong to. */
export const openDeadLetters = (db: mongoose.mongo.Db): Promise<number> =>
  db.collection('dead_letters', { timeoutMS: OPERATION_TIMEOUT_MS }).countDocuments({ state: 'OPEN' });

/** Two places: the store, for operators, and a topic, for whoever watches from outside. */
export class DeadLetters {
  private readonly rows: mongoose.mongo.Collection<DeadLetter>;

  constructor(
    db: mongoose.mongo.Db,
    private readonly service: string,
    private readonly group: string,
    private readonly publisher: EventPublisher,
  ) {
    this.rows = db.collection('dead_letters', { ...DURABLE, timeoutMS: OPERATION_TIMEOUT_MS });
  }

  /** Idempotent by place: a batch that is read again buries nothing twice. Store and topic both have it when this resolves. */
  async bury(record: ConsumedRecord, cause: DeadLetterCause, at: Date): Promise<void> {
    const headers = textHeaders(record);
    const { topic, partition, offset } = record;
    const letter: DeadLetter = {
      _id: `${this.group}/${topic}/${partition}/${offset}`,
      group: this.group,
      topic,
      partition,
      offset,
      key: record.key?.toString('utf8') ?? null,
      value: record.value?.toString('utf8') ?? null,
      ...(record.value !== null && !isUtf8(record.value) && { valueBase64: record.value.toString('base64') }),
      headers,
      ...(headers['ce_type'] !== undefined && { type: headers['ce_type'] }),
      ...(headers['ce_subject'] !== undefined && { subject: headers['ce_subject'] }),
      ...(Number(headers['ce_sequence']) > 0 && { sequence: Number(headers['ce_sequence']) }),
      ...cause,
      at,
      state: 'OPEN',
    };
    const { _id, ...rest } = letter;
    const buried = await this.rows.findOneAndUpdate(
      { _id },
      { $setOnInsert: rest },
      { upsert: true, returnDocument: 'after' },
    );
    if (buried?.announced === true) return;
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
}

function textHeaders(record: ConsumedRecord): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(record.headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) headers[name] = first.toString();
  }
  return headers;
}
