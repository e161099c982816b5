import type mongoose from 'mongoose';
import type { Projection } from './projection.js';

/**
 * The rows of a read model and the consumer group that brings them up to date: the two belong together for life. So the
 * progress of a copy is always in its own group's offsets, whichever copy is read.
 */
export interface Copy {
  readonly collection: string;
  readonly group: string;
}

/** The live copy of a read model, in `projection_pointers`; without a row it is the first copy. */
export interface PointerRow extends Copy {
  /** The projection's name. */
  readonly _id: string;
  /** Copies made so far. A name is never used twice, so a process that comes late cannot write into a newer copy. */
  readonly revision: number;
  /** Being filled next to the live copy. */
  readonly candidate?: Candidate;
  readonly retired: readonly RetiredCopy[];
}

export interface Candidate extends Copy {
  /** `SWITCH`: to replace the live copy. `COMPARE`: to be compared with it, and dropped. */
  readonly purpose: 'SWITCH' | 'COMPARE';
}

export interface RetiredCopy extends Copy {
  /** By the store's clock. */
  readonly at: Date;
}

/** Longest an answer about the live copy is used. Retired copies live much longer (`RETIRED_FOR_MS`). */
const KNOWN_FOR_MS = 1_000;

export const POINTERS = 'projection_pointers';

export const groupOf = (service: string, projection: Pick<Projection, 'name'>): string =>
  `${service}.${projection.name}`;

export const firstCopy = (service: string, projection: Projection): Copy => ({
  collection: projection.collection,
  group: groupOf(service, projection),
});

/**
 * Where a service's read models are now: one small read a second at most, for all callers. The age of an answer counts
 * from before the question, by this process's monotonic clock, so a process that was paused asks again first. While
 * the store is away this fails, as every read does: the last answer is no substitute.
 */
export class Copies {
  private known = new Map<string, Copy>();
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly db: mongoose.mongo.Db,
    private readonly service: string,
  ) {}

  async current(projection: Projection): Promise<Copy> {
    if (performance.now() - this.askedAt > KNOWN_FOR_MS) await (this.asking ??= this.ask());
    return this.known.get(projection.name) ?? firstCopy(this.service, projection);
  }

  private async ask(): Promise<void> {
    const askedAt = performance.now();
    try {
      const rows = await this.db
        .collection<PointerRow>(POINTERS, { readConcern: { level: 'majority' } })
        .find({}, { projection: { collection: 1, group: 1 } })
        .toArray();
      this.known = new Map(rows.map(({ _id, collection, group }) => [_id, { collection, group }]));
      this.askedAt = askedAt;
    } finally {
      this.asking = undefined;
    }
  }
}
