import { setTimeout as sleep } from 'node:timers/promises';
import type mongoose from 'mongoose';
import { SERVICES } from '../../../tools/services.js';
import type { Direct } from '../ground/ground.js';
import { Stores } from '../observe/stores.js';

export interface MonotonicReport {
  /** Writes seen. */
  readonly writes: number;
  readonly rows: number;
  /** Rows that went back to an earlier event, each with both sequences. */
  readonly backward: readonly string[];
  /** Streams that had to restart after their oplog entry was gone. The changes in between were not seen. */
  readonly blind: number;
}

interface RowChange {
  readonly _id: unknown;
  readonly ns: { readonly db: string; readonly coll: string };
  readonly documentKey: { readonly _id: string };
  readonly sequence?: number | null;
}

const KEPT = 100;
const AGAIN_AFTER_MS = 250;

/** Watches every read model during the run: no row may go back to an earlier event of its subject. */
export class MonotonicWatch {
  private readonly stores: Stores;
  private readonly stopping = new AbortController();
  private readonly sequences = new Map<string, number>();
  private readonly backward: string[] = [];
  private writes = 0;
  private blind = 0;
  private readonly streams = new Set<mongoose.mongo.ChangeStream>();
  private readonly watching: Promise<void>[];

  constructor(direct: Pick<Direct, 'mongoUrl'>) {
    this.stores = new Stores(direct);
    this.watching = SERVICES.filter(({ projections }) => projections.length > 0).map(({ service, projections }) =>
      // Every copy of a read model, also those of a rebuild.
      this.watch(
        this.stores.db(service),
        new RegExp(`^(${projections.map(({ collection }) => collection).join('|')})(_r\\d+)?$`),
      ),
    );
  }

  /** Ends the watch. @returns what was seen */
  async stop(): Promise<MonotonicReport> {
    this.stopping.abort();
    await Promise.all([...this.streams].map((stream) => stream.close().catch(() => undefined)));
    await Promise.all(this.watching);
    await this.stores.close();
    return this.seen();
  }

  /** What was seen so far. */
  seen(): MonotonicReport {
    return { writes: this.writes, rows: this.sequences.size, backward: [...this.backward], blind: this.blind };
  }

  private async watch(db: mongoose.mongo.Db, collections: RegExp): Promise<void> {
    let resumeAfter: unknown;
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow(db, collections, resumeAfter, (token) => (resumeAfter = token));
      } catch (error) {
        const { code } = error as { code?: unknown };
        if (code === 286 && !this.stopping.signal.aborted) {
          this.blind++;
          resumeAfter = undefined;
        }
        await sleep(AGAIN_AFTER_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async follow(
    db: mongoose.mongo.Db,
    collections: RegExp,
    resumeAfter: unknown,
    note: (token: unknown) => void,
  ): Promise<void> {
    const sequence = { $ifNull: ['$fullDocument.sequence', '$updateDescription.updatedFields.sequence'] };
    const stream = db.watch<never, never>(
      [
        { $match: { 'ns.coll': collections, operationType: { $in: ['insert', 'update', 'replace'] } } },
        { $project: { ns: 1, documentKey: 1, sequence } },
      ],
      resumeAfter === undefined ? {} : { resumeAfter },
    );
    this.streams.add(stream);
    try {
      for await (const raw of stream) {
        const change = raw as unknown as RowChange;
        note(change._id);
        this.see(change);
      }
    } finally {
      this.streams.delete(stream);
    }
  }

  private see({ ns, documentKey, sequence }: RowChange): void {
    this.writes++;
    if (sequence === undefined || sequence === null) return;
    const row = `${ns.db}.${ns.coll} ${documentKey._id}`;
    const before = this.sequences.get(row) ?? 0;
    if (sequence < before && this.backward.length < KEPT)
      this.backward.push(`${row}: from ${before} back to ${sequence}`);
    this.sequences.set(row, sequence);
  }
}
