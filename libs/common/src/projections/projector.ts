import type mongoose from 'mongoose';
import type { Kafka } from 'kafkajs';
import { DURABLE, OPERATION_TIMEOUT_MS } from '../aggregates/mongo-documents.js';
import type { EventDefinition } from '../events/define-event.js';
import { ConsumerGroup, type ConsumedRecord, type ConsumerState, type RecordBatch } from '../inbox/consumer-group.js';
import { causeOf, failureOf } from '../inbox/failures.js';
import { readData, readMeta, refuseOtherVersion } from '../inbox/read-record.js';
import type { DeadLetters } from '../inbox/dead-letters.js';
import type { ProjectedEvent, Projection } from './projection.js';

const DUPLICATE_KEY = 11_000;
const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 2_000;

export interface ProjectorOptions {
  readonly kafka: Kafka;
  readonly db: mongoose.mongo.Db;
  readonly service: string;
  readonly projection: Projection;
  readonly topicPrefix: string;
  readonly deadLetters: DeadLetters;
  readonly now: () => Date;
  /** Ids of the events whose effect is durable now. */
  readonly onApplied?: (eventIds: readonly string[]) => void;
  readonly onState: (state: ConsumerState, why?: unknown) => void;
}

interface RowWrite {
  readonly sequence: number;
  readonly set: Record<string, unknown>;
}

interface OffsetRow {
  readonly _id: string;
  readonly next: mongoose.mongo.Long | number | bigint;
}

export const consumedKey = (group: string, topic: string, partition: number): string =>
  `${group}|${topic}/${partition}`;

/**
 * Keeps one read model: whole batches, one write per row, all of them in one round trip. A batch that is delivered
 * again changes nothing; where it has come is stored after the rows, so that readers can tell how fresh they are.
 */
export class Projector {
  private readonly group: ConsumerGroup;
  private readonly groupId: string;
  private readonly definitions: ReadonlyMap<string, EventDefinition>;
  private failures = 0;

  constructor(private readonly options: ProjectorOptions) {
    const { kafka, service, projection, topicPrefix, onState } = options;
    this.groupId = `${service}.${projection.name}`;
    this.definitions = new Map(projection.consumes.map((definition) => [definition.type, definition]));
    const topics = [...new Set(projection.consumes.map((definition) => topicPrefix + definition.topic))];
    this.group = new ConsumerGroup({
      kafka,
      groupId: this.groupId,
      topics,
      onState,
      onBatch: (batch) => this.apply(batch),
    });
  }

  start(): void {
    this.group.start();
  }

  stop(): Promise<void> {
    return this.group.stop();
  }

  private async apply(batch: RecordBatch): Promise<string> {
    try {
      const next = await this.write(batch);
      this.failures = 0;
      return next;
    } catch (error) {
      const [first] = batch.records;
      if (failureOf(error) !== 'transient' || first === undefined) throw error;
      batch.rest(Math.min(RETRY_FIRST_MS * 2 ** this.failures++, RETRY_MOST_MS));
      return first.offset;
    }
  }

  private async write(batch: RecordBatch): Promise<string> {
    const { db, projection, onApplied } = this.options;
    const rows = new Map<string, RowWrite>();
    const applied: string[] = [];
    for (const record of batch.records) {
      try {
        const id = this.fold(rows, record);
        if (id !== undefined) applied.push(id);
      } catch (error) {
        await this.options.deadLetters.bury(record, causeOf(error, 1), this.options.now());
      }
    }
    if (rows.size > 0) {
      const collection = db.collection<{ _id: string; sequence: number }>(projection.collection, {
        ...DURABLE,
        timeoutMS: OPERATION_TIMEOUT_MS,
      });
      const writes = [...rows].map(([_id, { sequence, set }]) => ({
        updateOne: {
          filter: { _id, sequence: { $lt: sequence } },
          update: { $set: { ...set, sequence } },
          upsert: true,
        },
      }));
      // Ordered, the first duplicate would drop every row behind it. Once more, because whoever lost to another
      // instance over a new row may have been the one that is further.
      const write = () => collection.bulkWrite(writes, { ordered: false });
      await write().catch((error: unknown) => {
        requireDuplicates(error);
        return write().catch(requireDuplicates);
      });
    }
    const last = batch.records.at(-1);
    const next = last === undefined ? batch.highWatermark : (BigInt(last.offset) + 1n).toString();
    await this.noteConsumed(batch, next);
    onApplied?.(applied);
    return next;
  }

  private fold(rows: Map<string, RowWrite>, record: ConsumedRecord): string | undefined {
    const event = this.read(record);
    const set = event && this.options.projection.project(event);
    if (event === undefined || set === undefined) return undefined;
    const { id, subject, sequence } = event.meta;
    const known = rows.get(subject);
    if (known !== undefined && known.sequence >= sequence) return undefined;
    rows.set(subject, { sequence, set: { ...known?.set, ...set } });
    return id;
  }

  private read(record: ConsumedRecord): ProjectedEvent | undefined {
    const meta = readMeta(record);
    const definition = this.definitions.get(meta.type);
    if (definition === undefined) {
      refuseOtherVersion(meta.type, this.definitions.keys());
      return undefined;
    }
    return { definition, meta, data: readData(record, meta, definition) };
  }

  private async noteConsumed(batch: RecordBatch, next: string): Promise<void> {
    await this.options.db
      .collection<OffsetRow>('consumed_offsets', { ...DURABLE, timeoutMS: OPERATION_TIMEOUT_MS })
      .updateOne(
        { _id: consumedKey(this.groupId, batch.topic, batch.partition) },
        { $max: { next: BigInt(next) } },
        { upsert: true },
      );
  }
}

/** The guard did not match and the upsert met the row: it is further already, or was made at this moment. */
function requireDuplicates(error: unknown): void {
  const { writeErrors } = error as { writeErrors?: { code: number }[] | { code: number } };
  const errors = writeErrors === undefined ? [] : Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  if (errors.length === 0 || errors.some((one) => one.code !== DUPLICATE_KEY)) throw error;
}
