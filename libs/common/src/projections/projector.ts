import type mongoose from 'mongoose';
import type { Kafka } from 'kafkajs';
import { DURABLE } from '../store/durability.js';
import { isDuplicateKey } from '../store/errors.js';
import { delayAfter, type Backoff } from '../kernel/backoff.js';
import type { EventDefinition } from '../events/define-event.js';
import { ConsumerGroup, groupIdOf, type ConsumerState, type RecordBatch } from '../broker/consumer-group.js';
import { offsetAfter, type ConsumedRecord } from '../broker/record.js';
import { causeOf, failureOf, Unreadable } from '../broker/failures.js';
import { isKeyedByOther, readData, readMeta, refuseOtherVersion } from '../inbox/delivery/read-record.js';
import { SecondReadings } from '../inbox/poison/second-readings.js';
import type { ProofCheck } from '../events/proofs/proof-check.js';
import type { DeadLetters } from '../inbox/dead-letters/dead-letters.js';
import type { UnprovenLetters } from '../inbox/dead-letters/unproven-letters.js';
import { consumedKey, noteConsumed } from './consumed-offsets.js';
import type { Copy } from './copies.js';
import { RECORD_PLACE, type Projection, type RecordPlace } from './projection.js';
import { RowRuns, type RowWrite } from './row-runs.js';

const BACKOFF: Backoff = { firstMs: 100, mostMs: 2_000 };

export interface ProjectorOptions {
  readonly kafka: Kafka;
  readonly db: mongoose.mongo.Db;
  readonly service: string;
  readonly projection: Projection;
  /** The rows it writes and the group it reads with. */
  readonly copy: Copy;
  readonly topicPrefix: string;
  readonly deadLetters: DeadLetters;
  readonly proofs: Pick<ProofCheck, 'whyUnproven'>;
  readonly unproven: Pick<UnprovenLetters, 'add'>;
  readonly now: () => Date;
  /** Ids of events whose effect is durable now. */
  readonly onApplied?: (eventIds: readonly string[]) => void;
  /** The second reading of a record had other bytes than the first. */
  readonly onMisread?: (record: ConsumedRecord) => void;
  readonly onState: (state: ConsumerState, why?: unknown) => void;
}

/**
 * Keeps one read model up to date: whole batches, one write per row, all of them in one round trip. A batch that is
 * delivered again changes nothing. Its offset is stored after the rows, so readers know how fresh the rows are. Several
 * instances share the partitions; an instance that was paused writes only what is there already.
 */
export class Projector {
  private readonly group: ConsumerGroup;
  private readonly definitions: ReadonlyMap<string, EventDefinition>;
  private readonly readings = new SecondReadings((record) => this.options.onMisread?.(record));
  private failures = 0;

  constructor(private readonly options: ProjectorOptions) {
    const { kafka, projection, copy, topicPrefix, onState } = options;
    this.definitions = new Map(projection.consumes.map((definition) => [definition.type, definition]));
    const topics = [...new Set(projection.consumes.map((definition) => topicPrefix + definition.topic))];
    this.group = new ConsumerGroup({
      kafka,
      groupId: groupIdOf(topicPrefix, copy.group),
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
      batch.rest(delayAfter(++this.failures, BACKOFF));
      return first.offset;
    }
  }

  private async write(batch: RecordBatch): Promise<string> {
    const { db, copy, onApplied } = this.options;
    const rows = new RowRuns();
    const applied: string[] = [];
    let next = batch.records[0]?.offset ?? batch.highWatermark;
    for (const record of batch.records) {
      this.readings.compare(record);
      const unproven = await this.options.proofs.whyUnproven(record);
      if (unproven === undefined ? this.needsReading(batch, record) : this.readings.needs(record, batch.records)) break;
      if (unproven !== undefined) {
        await this.options.unproven.add(record, unproven);
      } else if (!(await this.take(record, batch, rows, applied))) {
        break;
      }
      next = offsetAfter(record);
    }
    for (const writes of rows.rounds()) await this.writeRows(writes);
    await noteConsumed(db, consumedKey(copy.group, batch.topic, batch.partition), next);
    onApplied?.(applied);
    return next;
  }

  /** @returns false when the record has to be fetched once more */
  private async take(record: ConsumedRecord, batch: RecordBatch, rows: RowRuns, applied: string[]): Promise<boolean> {
    try {
      const id = this.fold(rows, record);
      if (id !== undefined) applied.push(id);
    } catch (error) {
      if (error instanceof Unreadable && this.readings.needs(record, batch.records)) return false;
      await this.options.deadLetters.add(record, causeOf(error, 1), this.options.now());
    }
    return true;
  }

  /** It can be read, but a damaged key or type may make it something else than it was. */
  private needsReading({ records }: RecordBatch, record: ConsumedRecord): boolean {
    if (isKeyedByOther(record)) return this.readings.needs(record, records);
    const type = record.headers?.['ce_type']?.toString();
    if (type === undefined || this.definitions.has(type)) return false;
    return this.readings.needsForType(record, records);
  }

  private async writeRows(rows: readonly RowWrite[]): Promise<void> {
    const { db, copy } = this.options;
    const collection = db.collection<{ _id: string; sequence: number }>(copy.collection, DURABLE);
    const writes = rows.map(({ id, sequence, set }) => ({
      updateOne: {
        filter: { _id: id, sequence: { $lt: sequence } },
        update: { $set: { ...set, sequence } },
        upsert: true,
      },
    }));
    // Unordered: in an ordered write the first duplicate would drop every row behind it. A second write, because the
    // instance that lost the race for a new row may have the later sequence.
    const write = () => collection.bulkWrite(writes, { ordered: false });
    await write().catch((error: unknown) => {
      requireDuplicates(error);
      return write().catch(requireDuplicates);
    });
  }

  private fold(rows: RowRuns, record: ConsumedRecord): string | undefined {
    const meta = readMeta(record);
    const definition = this.definitions.get(meta.type);
    if (definition === undefined) refuseOtherVersion(meta.type, this.definitions.keys());
    const { projection } = this.options;
    const set = definition && projection.project({ definition, meta, data: readData(record, meta, definition) });
    if (set !== undefined) {
      const row = projection.keepsPlace === true ? { ...set, [RECORD_PLACE]: placeOf(record) } : set;
      return rows.add(meta.subject, meta.sequence, row) ? meta.id : undefined;
    }
    rows.pass(meta.subject, meta.sequence);
    return undefined;
  }
}

const placeOf = ({ partition, offset }: ConsumedRecord): RecordPlace => ({ partition, offset: Number(offset) });

/** The guard did not match, and the upsert met the row: it is further already, or was inserted at this moment. */
function requireDuplicates(error: unknown): void {
  const { writeErrors } = error as { writeErrors?: { code: number }[] | { code: number } };
  const errors = writeErrors === undefined ? [] : Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  if (errors.length === 0 || !errors.every(isDuplicateKey)) throw error;
}
