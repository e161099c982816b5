import type mongoose from 'mongoose';
import { DURABLE } from '../../store/durability.js';
import { isDuplicateKey } from '../../store/errors.js';

/** The id of an event that is no longer remembered, or was never met. */
export const NO_ID = '';

/** The last event of one subject on one topic that a group has handled, skipped or dead-lettered. */
export interface Position {
  readonly sequence: number;
  readonly eventId: string;
  /** Earlier events may be missing: the group met the subject with this one first, or began anew (1). */
  readonly since?: number;
}

/** Of a subject whose first event, for this group, is a later one: the topic has forgotten those before it. */
export const justBefore = ({ sequence }: { readonly sequence: number }): Position => ({
  sequence: sequence - 1,
  eventId: NO_ID,
  since: sequence,
});

interface PositionRow extends Position {
  readonly _id: string;
}

const SUBJECTS_AT_ONCE = 1_000;

const keyOf = (group: string, topic: string, subject: string): string => `${group}|${topic}|${subject}`;

/** Positions of a consumer group; written in bulk before the offset is committed. */
export class Positions {
  private readonly rows: mongoose.mongo.Collection<PositionRow>;

  constructor(
    db: mongoose.mongo.Db,
    private readonly group: string,
  ) {
    this.rows = db.collection('inbox_positions', DURABLE);
  }

  async load(topic: string, subjects: readonly string[]): Promise<Map<string, Position>> {
    const ids = new Map(subjects.map((subject) => [keyOf(this.group, topic, subject), subject]));
    const found = await this.rows.find({ _id: { $in: [...ids.keys()] } }).toArray();
    return new Map(found.map(({ _id, sequence, eventId }) => [ids.get(_id) ?? _id, { sequence, eventId }]));
  }

  /** Positions only grow: an instance that lost its partition and writes late changes nothing. */
  async advance(topic: string, moved: ReadonlyMap<string, Position>): Promise<void> {
    if (moved.size === 0) return;
    const writes = [...moved].map(([subject, { sequence, eventId, since }]) => ({
      updateOne: {
        filter: { _id: keyOf(this.group, topic, subject) },
        update: [
          {
            $set: {
              // An id that began with a dollar sign would be read as the name of a field.
              eventId: {
                $cond: [{ $gt: [sequence, { $ifNull: ['$sequence', 0] }] }, { $literal: eventId }, '$eventId'],
              },
              sequence: { $max: ['$sequence', sequence] },
              ...(since !== undefined && { since: { $ifNull: ['$since', since] } }),
            },
          },
        ],
        upsert: true,
      },
    }));
    await this.write(writes);
  }

  /**
   * The group waits for number 1 of these subjects, where it has never met the subject or met it with a later event.
   * What it has met from number 1 on stays as it is: it lacks nothing. Only while the group has no members.
   * @returns how many begin anew
   */
  async beginAgain(topic: string, subjects: readonly string[]): Promise<number> {
    // `since` stays: should a run end before all events are sent, the next one begins anew as well.
    const start = { sequence: 0, eventId: NO_ID, since: { $ifNull: ['$since', 1] } };
    let begun = 0;
    for await (const ids of this.lacking(topic, subjects)) {
      await this.write(ids.map((_id) => ({ updateOne: { filter: { _id }, update: [{ $set: start }], upsert: true } })));
      begun += ids.length;
    }
    return begun;
  }

  /** How many of these subjects would begin anew. */
  async countLacking(topic: string, subjects: readonly string[]): Promise<number> {
    let count = 0;
    for await (const ids of this.lacking(topic, subjects)) count += ids.length;
    return count;
  }

  /** Ids of the rows, stored or not, of subjects whose earlier events the group may lack. */
  private async *lacking(topic: string, subjects: readonly string[]): AsyncGenerator<readonly string[]> {
    for (let from = 0; from < subjects.length; from += SUBJECTS_AT_ONCE) {
      const ids = subjects.slice(from, from + SUBJECTS_AT_ONCE).map((subject) => keyOf(this.group, topic, subject));
      const known = await this.rows.find({ _id: { $in: ids }, since: { $exists: false } }).toArray();
      const whole = new Set(known.map(({ _id }) => _id));
      yield ids.filter((id) => !whole.has(id));
    }
  }

  private async write(writes: readonly mongoose.mongo.AnyBulkWriteOperation<PositionRow>[]): Promise<void> {
    if (writes.length === 0) return;
    try {
      await this.rows.bulkWrite(writes, { ordered: false });
    } catch (error) {
      // Another instance inserted one of these rows at the same moment. Now it exists, and the write updates it.
      if (!isDuplicateKey(error)) throw error;
      await this.rows.bulkWrite(writes, { ordered: false });
    }
  }
}
