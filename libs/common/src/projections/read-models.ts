import type mongoose from 'mongoose';
import { consumedOffsets } from './consumed-offsets.js';
import type { ConsumedOffsets } from '../broker/record.js';
import type { Copies } from './copies.js';
import type { Projection } from './projection.js';

/** A read model is read as the majority has it. */
const READ = { readConcern: { level: 'majority' } } as const;

/** A service's read models for those who read them; ask for it in the reader's constructor. */
export class ReadModels {
  constructor(
    private readonly db: mongoose.mongo.Db,
    private readonly copies: Copies,
  ) {}

  /** A rebuild may move the rows: ask for each request anew, it costs nothing. */
  async rows<R extends object>(projection: Projection): Promise<mongoose.mongo.Collection<R>> {
    const { collection } = await this.copies.current(projection);
    return this.db.collection<R>(collection, READ);
  }

  /** How far the rows have come that `rows` gives. */
  async consumedOffsets(projection: Projection): Promise<ConsumedOffsets> {
    const { group } = await this.copies.current(projection);
    return consumedOffsets(this.db, group);
  }
}
