import type mongoose from 'mongoose';
import { DURABLE } from '../../store/durability.js';
import type { ConsumedRecord } from '../../broker/record.js';
import type { EventRef } from '../../broker/event-ref.js';
import { markInFlight, NOT_IN_FLIGHT, type InFlight } from '../delivery/in-flight.js';
import { toStored, type StoredRecord } from '../delivery/stored-record.js';

/**
 * `GAP`: its predecessor has not come. `NOT_THERE_YET`: what it refers to has not. `BEHIND`: its predecessor is parked.
 */
export type ParkedWhy = 'GAP' | 'NOT_THERE_YET' | 'BEHIND';

/** An event that waits for another one, whole. Its subject's position stays before it until then. */
export interface ParkedEvent extends StoredRecord, EventRef, Partial<InFlight> {
  readonly _id: string;
  readonly group: string;
  readonly type?: string;
  readonly why: ParkedWhy;
  /** What its handler reported last. */
  readonly cause?: string;
  readonly attempts: number;
  /** When it was parked; wall clock. */
  readonly at: Date;
}

/** Collections and indexes of every inbox; safe to repeat. */
export async function ensureInboxIndexes(db: mongoose.mongo.Db): Promise<void> {
  await db.collection('parked_events').createIndex({ group: 1, topic: 1, partition: 1 });
  // Read every second by every inbox, and nearly always empty.
  await db
    .collection('dead_letters')
    .createIndex({ group: 1, status: 1 }, { partialFilterExpression: { status: 'REDRIVING' } });
}

/** How many events wait, in all groups together. */
export const parkedEvents = (db: mongoose.mongo.Db): Promise<number> => db.collection('parked_events').countDocuments();

/** Events that a group has parked until something else arrives. */
export class ParkedEvents {
  private readonly rows: mongoose.mongo.Collection<ParkedEvent>;

  constructor(
    db: mongoose.mongo.Db,
    private readonly group: string,
  ) {
    this.rows = db.collection('parked_events', DURABLE);
  }

  /** Idempotent by subject and sequence: a batch that is read again parks nothing twice. Durable when this resolves. */
  async park(record: ConsumedRecord, place: EventRef, why: ParkedWhy, cause?: string): Promise<void> {
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

  /** The events parked on one partition. */
  async eventsOn(topic: string, partition: number): Promise<readonly EventRef[]> {
    const projection = { _id: 0, subject: 1, sequence: 1, eventId: 1 };
    return this.rows.find<EventRef>({ group: this.group, topic, partition }, { projection }).toArray();
  }

  /** Marks one as in flight. @returns undefined when another instance has settled it */
  async take(topic: string, subject: string, sequence: number): Promise<ParkedEvent | undefined> {
    const found = await this.rows.findOneAndUpdate(
      { _id: this.id(topic, subject, sequence) },
      [markInFlight(), { $set: { attempts: { $add: ['$attempts', 1] } } }],
      { returnDocument: 'after' },
    );
    return found ?? undefined;
  }

  /** It goes on waiting; `cause` when what it refers to is not there yet. */
  async putBack({ _id }: ParkedEvent, cause?: string): Promise<void> {
    await this.rows.updateOne(
      { _id },
      {
        $set: { ...NOT_IN_FLIGHT, ...(cause !== undefined && { why: 'NOT_THERE_YET' as const, cause }) },
      },
    );
  }

  /** Call only after its position is durable. */
  async remove(topic: string, subject: string, sequence: number): Promise<void> {
    await this.rows.deleteOne({ _id: this.id(topic, subject, sequence) });
  }

  private id(topic: string, subject: string, sequence: number): string {
    return `${this.group}|${topic}|${subject}|${sequence}`;
  }
}
