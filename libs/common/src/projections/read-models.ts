import type mongoose from 'mongoose';
import { consumedOffsets } from './consumed-offsets.js';
import type { ConsumedOffsets } from '../broker/record.js';
import type { Copies } from './copies.js';
import type { Projection } from './projection.js';

/** Read models are read as the majority of the store has them. */
const READ = { readConcern: { level: 'majority' } } as const;

/** A service's read models, for its readers. Injectable. */
export class ReadModels {
  constructor(
    private readonly db: mongoose.mongo.Db,
    private readonly copies: Copies,
  ) {}

  /** A rebuild may move the rows: ask again for each request, it costs nothing. */
  async rows<R extends object>(projection: Projection): Promise<mongoose.mongo.Collection<R>> {
    const { collection } = await this.copies.current(projection);
    return this.db.collection<R>(collection, READ);
  }

  /** The offsets the rows of `rows` are made from. */
  async consumedOffsets(projection: Projection): Promise<ConsumedOffsets> {
    const { group } = await this.copies.current(projection);
    return consumedOffsets(this.db, group);
  }
}
