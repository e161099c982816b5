import type mongoose from 'mongoose';
import type { Projection } from './projection.js';

/**
 * The rows of a read model and the consumer group that brings them up to date: the two belong together for life. How
 * far a copy has come is therefore always said by its own group's offsets, whichever copy readers look at.
 */
export interface Copy {
  readonly collection: string;
  readonly group: string;
}

/** Which copy of a read model holds, in `projection_pointers`; without a row it is the first one. */
export interface PointerRow extends Copy {
  /** The projection's name. */
  readonly _id: string;
  /** Copies made so far: a name is never used twice, so nobody who comes late can write into a newer copy. */
  readonly revision: number;
  /** Being filled beside the one that holds. */
  readonly candidate?: Candidate;
  readonly retired: readonly RetiredCopy[];
}

export interface Candidate extends Copy {
  /** `SWITCH` takes the place of the one that holds, `COMPARE` is only held against it. */
  readonly purpose: 'SWITCH' | 'COMPARE';
}

export interface RetiredCopy extends Copy {
  /** By the store's clock. */
  readonly at: Date;
}

/** How old an answer about the copy that holds may be. Retired copies live much longer (`RETIRED_FOR_MS`). */
const KNOWN_FOR_MS = 1_000;

export const POINTERS = 'projection_pointers';

export const groupOf = (service: string, projection: Pick<Projection, 'name'>): string =>
  `${service}.${projection.name}`;

export const firstCopy = (service: string, projection: Projection): Copy => ({
  collection: projection.collection,
  group: groupOf(service, projection),
});

/**
 * Where a service's read models lie now: one small read a second at most, whoever asks. It is judged by this process's
 * own monotonic clock from before the question, so a process that was stopped meanwhile asks again before it answers.
 * A store that is away is an error here as in every read: there is no guessing by the last answer.
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
