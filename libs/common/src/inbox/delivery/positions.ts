import type mongoose from 'mongoose';
import { DURABLE } from '../../store/durability.js';
import { isDuplicateKey } from '../../store/errors.js';

/** The last event of one subject on one topic that a group has handled, skipped or dead-lettered. */
export interface Position {
  readonly sequence: number;
  readonly eventId: string;
}

interface PositionRow extends Position {
  readonly _id: string;
}

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
    const writes = [...moved].map(([subject, { sequence, eventId }]) => ({
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
            },
          },
        ],
        upsert: true,
      },
    }));
    try {
      await this.rows.bulkWrite(writes, { ordered: false });
    } catch (error) {
      // Another instance inserted one of these rows at the same moment. Now it exists, and the write updates it.
      if (!isDuplicateKey(error)) throw error;
      await this.rows.bulkWrite(writes, { ordered: false });
    }
  }
}
