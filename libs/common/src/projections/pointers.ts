import type mongoose from 'mongoose';
import { DURABLE } from '../store/durability.js';
import { forgetConsumed } from './consumed-offsets.js';
import { firstCopy, POINTERS, type Candidate, type Copy, type PointerRow, type RetiredCopy } from './copies.js';
import type { Projection } from './projection.js';

/** A reader that is paused in the middle of a request finds its rows for this long (ms). */
const RETIRED_FOR_MS = 10 * 60_000;

/**
 * Makes, switches and drops the copies of one read model. Every step is one conditional write to its pointer row: two
 * rebuilds at once work on the same candidate, and only one of them switches.
 */
export class Pointer {
  private readonly rows: mongoose.mongo.Collection<PointerRow>;
  private readonly first: Copy;

  constructor(
    private readonly db: mongoose.mongo.Db,
    service: string,
    private readonly projection: Projection,
  ) {
    this.first = firstCopy(service, projection);
    this.rows = db.collection<PointerRow>(POINTERS, DURABLE);
  }

  async read(): Promise<PointerRow> {
    const first = { ...this.first, revision: 0, retired: [] };
    const row = await this.rows.findOne({ _id: this.projection.name });
    return row ?? { _id: this.projection.name, ...first };
  }

  /**
   * The candidate under way, or a new one.
   * @throws Error when a candidate of another purpose is under way
   */
  async candidate(
    purpose: Candidate['purpose'],
  ): Promise<{ readonly candidate: Candidate; readonly resumed: boolean }> {
    const _id = this.projection.name;
    const { revision: known, candidate: underWay } = await this.read();
    if (underWay !== undefined) {
      if (underWay.purpose !== purpose) throw new Error(otherPurpose(underWay));
      return { candidate: underWay, resumed: true };
    }
    const revision = known + 1;
    const { collection, group } = this.first;
    const candidate = { collection: `${collection}_r${revision}`, group: `${group}.r${revision}`, purpose };
    await this.rows.updateOne({ _id }, { $setOnInsert: { ...this.first, revision: 0, retired: [] } }, { upsert: true });
    const made = await this.rows.updateOne(
      { _id, revision: known, candidate: { $exists: false } },
      { $set: { revision, candidate } },
    );
    // Another process was first: its candidate is ours too.
    return made.matchedCount === 1 ? { candidate, resumed: false } : this.candidate(purpose);
  }

  /** From here on readers read the candidate. @returns false when it is no longer a candidate */
  async switchTo({ collection, group }: Candidate): Promise<boolean> {
    const retired = { collection: '$collection', group: '$group', at: '$$NOW' };
    const done = await this.rows.updateOne({ _id: this.projection.name, 'candidate.group': group }, [
      { $set: { retired: { $concatArrays: ['$retired', [retired]] } } },
      { $set: { collection, group } },
      { $unset: 'candidate' },
    ]);
    return done.matchedCount === 1;
  }

  /** Gives up the candidate, whichever process fills it. Its rows go at once: no reader has read them. */
  async abandon(): Promise<Candidate | undefined> {
    const before = await this.rows.findOneAndUpdate(
      { _id: this.projection.name, candidate: { $exists: true } },
      { $unset: { candidate: '' } },
    );
    if (before?.candidate !== undefined) await this.drop(before.candidate);
    return before?.candidate;
  }

  /** Drops copies retired long enough ago, by the store's clock. @returns which */
  async sweep(retiredForMs = RETIRED_FOR_MS): Promise<readonly RetiredCopy[]> {
    const _id = this.projection.name;
    const longAgo = { $lte: ['$$copy.at', { $subtract: ['$$NOW', retiredForMs] }] };
    const [found] = await this.rows
      .aggregate<{ old: RetiredCopy[] }>([
        { $match: { _id } },
        { $project: { old: { $filter: { input: '$retired', as: 'copy', cond: longAgo } } } },
      ])
      .toArray();
    const old = found?.old ?? [];
    for (const copy of old) {
      await this.drop(copy);
      await this.rows.updateOne({ _id }, { $pull: { retired: { group: copy.group } } });
    }
    return old;
  }

  /** Whether it is the live copy, the candidate or a retired copy. */
  async keeps({ group }: Copy): Promise<boolean> {
    const { group: current, candidate, retired } = await this.read();
    return [current, candidate?.group, ...retired.map((one) => one.group)].includes(group);
  }

  /** For copies the pointer no longer keeps. */
  async drop({ collection, group }: Copy): Promise<void> {
    await this.db.collection(collection).drop();
    await forgetConsumed(this.db, group);
  }
}

const otherPurpose = ({ purpose, collection }: Candidate): string =>
  purpose === 'COMPARE'
    ? `A dry run is under way (${collection}): run it again with --dry-run to finish it, or with --abandon to drop it.`
    : `A rebuild is under way (${collection}): run it again without --dry-run to finish it, or with --abandon to drop it.`;
