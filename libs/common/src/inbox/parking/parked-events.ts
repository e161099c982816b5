import type mongoose from 'mongoose';
import { DURABLE } from '../../store/durability.js';
import type { ConsumedRecord } from '../../broker/record.js';
import type { EventPlace } from '../../broker/event-place.js';
import { OUT_OF_HAND, takeInHand, type InHand } from '../delivery/in-flight.js';
import { toStored, type StoredRecord } from '../delivery/stored-record.js';

/**
 * `GAP` the one before it has not come · `NOT_THERE_YET` what it refers to has not · `BEHIND` the one before it is
 * parked.
 */
export type ParkedWhy = 'GAP' | 'NOT_THERE_YET' | 'BEHIND';

/** An event that waits for another one, whole; its subject's position stays before it meanwhile. */
export interface ParkedEvent extends StoredRecord, EventPlace, Partial<InHand> {
  readonly _id: string;
  readonly group: string;
  readonly type?: string;
  readonly why: ParkedWhy;
  /** What its handler said last. */
  readonly cause?: string;
  readonly attempts: number;
  /** Since when; wall clock. */
  readonly at: Date;
}

/** Collections and indexes of every inbox; safe to repeat. */
export async function ensureInboxIndexes(db: mongoose.mongo.Db): Promise<void> {
  await db.collection('parked_events').createIndex({ group: 1, topic: 1, partition: 1 });
  // Looked at every second by every inbox, and nearly always empty.
  await db
    .collection('dead_letters')
    .createIndex({ group: 1, state: 1 }, { partialFilterExpression: { state: 'REDRIVING' } });
}

/** How many events wait, whatever group they belong to. */
export const parkedEvents = (db: mongoose.mongo.Db): Promise<number> => db.collection('parked_events').countDocuments();

/** What a group has put aside until something else arrives. */
export class ParkedEvents {
  private readonly rows: mongoose.mongo.Collection<ParkedEvent>;

  constructor(
    db: mongoose.mongo.Db,
    private readonly group: string,
  ) {
    this.rows = db.collection('parked_events', DURABLE);
  }

  /** Idempotent by place: a batch that is read again parks nothing twice. Durable when this resolves. */
  async park(record: ConsumedRecord, place: EventPlace, why: ParkedWhy, cause?: string): Promise<void> {
    const stored = toStored(record);
    const type = stored.headers['ce_type'];
    const row: Omit<ParkedEvent, '_id'> = {
      group: this.group,
      ...stored,
      ...place,
      ...(type !== undefined && { type }),
      why,
      ...(cause !== undefined && { cause }),
      attempts: why === 'NOT_THERE_YET' ? 1 : 0,
      at: new Date(),
    };
    await this.rows.updateOne(
      { _id: this.id(record.topic, place.subject, place.sequence) },
      { $setOnInsert: row },
      { upsert: true },
    );
  }

  /** The places parked on one partition. */
  async placesOn(topic: string, partition: number): Promise<readonly EventPlace[]> {
    const projection = { _id: 0, subject: 1, sequence: 1, eventId: 1 };
    return this.rows.find<EventPlace>({ group: this.group, topic, partition }, { projection }).toArray();
  }

  /** Takes one in hand and answers with it; undefined when another instance has settled it. */
  async take(topic: string, subject: string, sequence: number): Promise<ParkedEvent | undefined> {
    const found = await this.rows.findOneAndUpdate(
      { _id: this.id(topic, subject, sequence) },
      [takeInHand(), { $set: { attempts: { $add: ['$attempts', 1] } } }],
      { returnDocument: 'after' },
    );
    return found ?? undefined;
  }

  /** Back where it was; `cause` when what it refers to is not there yet. */
  async putBack({ _id }: ParkedEvent, cause?: string): Promise<void> {
    await this.rows.updateOne(
      { _id },
      {
        $set: { ...OUT_OF_HAND, ...(cause !== undefined && { why: 'NOT_THERE_YET' as const, cause }) },
      },
    );
  }

  /** Only after its position is durable. */
  async remove(topic: string, subject: string, sequence: number): Promise<void> {
    await this.rows.deleteOne({ _id: this.id(topic, subject, sequence) });
  }

  private id(topic: string, subject: string, sequence: number): string {
    return `${this.group}|${topic}|${subject}|${sequence}`;
  }
}
