import type mongoose from 'mongoose';
import { DURABLE } from '../../store/durability.js';
import type { ConsumedRecord } from '../../broker/record.js';
import type { UnprovenObserver } from '../delivery/inbox-observer.js';
import type { DeadLetters } from './dead-letters.js';

/** `UNPROVEN_LETTERS_PER_HOUR`: dead letters of unproven records that one group keeps within one hour. */
export const UNPROVEN_PER_HOUR = 100;

/** `dlq_reason` of a record that no service can be shown to have sent. */
export const UNPROVEN = 'UNPROVEN';

/** `dlq_reason` of an event whose place another event of the same producer has. */
export const CONTRADICTION = 'CONTRADICTION';

const HOUR_MS = 3_600_000;

interface HourRow {
  readonly _id: string;
  /** Hours since 1970, wall clock. */
  readonly hour: number;
  readonly letters: number;
}

export interface UnprovenLettersOptions {
  readonly group: string;
  readonly deadLetters: Pick<DeadLetters, 'add'>;
  readonly observer: UnprovenObserver;
  readonly now: () => Date;
  readonly perHour: number;
}

/**
 * What becomes of records that cannot be believed. They are dead letters, so that an operator sees what came. A client
 * that sends more of them than an hour may have must not fill the store: those are counted and left out.
 */
export class UnprovenLetters {
  private readonly rows: mongoose.mongo.Collection<HourRow>;
  /** The hour whose letters are used up, so that a flood costs no write for each of its records. */
  private full = NaN;

  constructor(
    db: mongoose.mongo.Db,
    private readonly options: UnprovenLettersOptions,
  ) {
    this.rows = db.collection('inbox_unproven', DURABLE);
  }

  /** In the store and on the dead-letter topic when this resolves, unless the hour is full. */
  async add(record: ConsumedRecord, why: string): Promise<void> {
    const { deadLetters, observer, now } = this.options;
    const isKept = await this.takePlace();
    if (isKept) await deadLetters.add(record, { reason: UNPROVEN, error: why, attempts: 1 }, now());
    observer.unproven(record, why, isKept);
  }

  private async takePlace(): Promise<boolean> {
    const { group, perHour } = this.options;
    const hour = Math.floor(Date.now() / HOUR_MS);
    if (this.full === hour) return false;
    const letters = { $cond: [{ $eq: ['$hour', hour] }, { $add: ['$letters', 1] }, 1] };
    const row = await this.rows.findOneAndUpdate({ _id: group }, [{ $set: { letters, hour } }], {
      upsert: true,
      returnDocument: 'after',
    });
    if ((row?.letters ?? 1) <= perHour) return true;
    this.full = hour;
    return false;
  }
}
