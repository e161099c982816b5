import type mongoose from 'mongoose';
import type { Day } from '../kernel/day.js';
import { unavailable } from '../kernel/errors.js';
import { collection, type TypedCollection } from './collection.js';
import { isDuplicateKey } from './errors.js';

/** An upload before its first byte. */
export interface Upload {
  /** The account its bytes count on, such as a business number. */
  readonly account: string;
  readonly day: Day;
  readonly fileId: string;
  /** What it will belong to, such as an application. */
  readonly subject: string;
  /** As announced, or the most that is taken. */
  readonly bytes: number;
  /** A file that is there already, and that the command is about to refer to: it has none of its own. */
  readonly refersTo?: string;
}

/** How much may still be taken. */
export interface Room {
  /** Of an account in a day, in bytes. */
  readonly dayBytesMax: number;
  /** What the subject has room for, in bytes, before its uploads in flight. */
  readonly subjectBytesLeft: number;
}

/** An upload of which it is not known whether it was kept: its process died, or lost the store. */
export interface LapsedUpload extends Upload {
  readonly at: Date;
}

type InFlight = Omit<LapsedUpload, 'account' | 'day'>;

interface UploadDay {
  readonly _id: string;
  readonly account: string;
  readonly day: Day;
  /** Bytes that were kept. */
  readonly bytes: number;
  readonly inFlight: readonly InFlight[];
}

/** Each further one means that another upload was settled in the meantime. */
const TRIES = 20;

const idOf = ({ account, day }: Pick<Upload, 'account' | 'day'>): string => `${account}/${day}`;

/**
 * What each account has uploaded per day. An upload is held before its first byte and settled after its command, each
 * in one write: uploads that run at the same time cannot exceed a quota together, and each counts once. What was never
 * settled is found as lapsed.
 */
export class UploadDays {
  private readonly days: TypedCollection<UploadDay>;

  constructor(db: mongoose.mongo.Db) {
    this.days = collection(db, 'upload_days');
  }

  /**
   * @returns which quota has no room for it; undefined when it is held
   * @throws Refusal 503 when others come and go faster than this one can be decided
   */
  async hold(upload: Upload, room: Room): Promise<'day' | 'subject' | undefined> {
    for (let tries = 0; tries < TRIES; tries++) {
      if (await this.push(upload, room)) return undefined;
      const found = await this.days.findOne({ _id: idOf(upload) });
      if (found === null) await this.open(upload);
      else {
        const lacks = lackOf(found, upload, room);
        if (lacks !== undefined) return lacks;
        // Uploads in flight were settled in between: now there may be room.
      }
    }
    throw unavailable('CONTENTION', 'Too many uploads at once: try again.');
  }

  /** Ends an upload; a second time has no effect. @param bytes that were kept: 0 when nothing was */
  async settle(upload: Pick<Upload, 'account' | 'day' | 'fileId'>, bytes: number): Promise<void> {
    const { fileId } = upload;
    const update = { $pull: { inFlight: { fileId } }, $inc: { bytes } };
    await this.days.updateOne({ _id: idOf(upload), 'inFlight.fileId': fileId }, update);
  }

  /** Uploads held before an instant (wall clock) and not settled since. */
  async lapsed(before: Date, account?: string): Promise<readonly LapsedUpload[]> {
    const filter = { 'inFlight.at': { $lt: before }, ...(account !== undefined && { account }) };
    const rows = await this.days.find(filter).toArray();
    return rows.flatMap(({ account: of, day, inFlight }) =>
      inFlight.filter(({ at }) => at < before).map((one) => ({ ...one, account: of, day })),
    );
  }

  /** Those of these files that a command is about to refer to. */
  async referredTo(fileIds: readonly string[]): Promise<readonly string[]> {
    const filter = { 'inFlight.refersTo': { $in: [...fileIds] } };
    const rows = await this.days.find(filter, { projection: { inFlight: 1 } }).toArray();
    return rows.flatMap(({ inFlight }) => inFlight.flatMap(({ refersTo }) => refersTo ?? []));
  }

  /** Removes settled days before this one. */
  async forget(before: Day): Promise<void> {
    await this.days.deleteMany({ day: { $lt: before }, inFlight: { $size: 0 } });
  }

  private async open(upload: Upload): Promise<void> {
    const { account, day } = upload;
    try {
      await this.days.insertOne({ _id: idOf(upload), account, day, bytes: 0, inFlight: [] });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  private async push(upload: Upload, { dayBytesMax, subjectBytesLeft }: Room): Promise<boolean> {
    const { fileId, subject, bytes, refersTo } = upload;
    const ofSubject = { $filter: { input: '$inFlight', cond: { $eq: ['$$this.subject', { $literal: subject }] } } };
    const bytesOfSubject = { $sum: { $map: { input: ofSubject, in: '$$this.bytes' } } };
    const hasRoom = {
      $and: [
        { $lte: [{ $add: ['$bytes', { $sum: '$inFlight.bytes' }, bytes] }, dayBytesMax] },
        { $lte: [{ $add: [bytesOfSubject, bytes] }, subjectBytesLeft] },
      ],
    };
    const one: InFlight = { fileId, subject, bytes, ...(refersTo !== undefined && { refersTo }), at: new Date() };
    const done = await this.days.updateOne({ _id: idOf(upload), $expr: hasRoom }, { $push: { inFlight: one } });
    return done.modifiedCount === 1;
  }
}

/** Where neither has room, tomorrow would not help. */
function lackOf(day: UploadDay, { subject, bytes }: Upload, room: Room): 'day' | 'subject' | undefined {
  const ofSubject = day.inFlight.filter((one) => one.subject === subject);
  if (sum(ofSubject) + bytes > room.subjectBytesLeft) return 'subject';
  return day.bytes + sum(day.inFlight) + bytes > room.dayBytesMax ? 'day' : undefined;
}

const sum = (uploads: readonly InFlight[]): number => uploads.reduce((bytes, one) => bytes + one.bytes, 0);
