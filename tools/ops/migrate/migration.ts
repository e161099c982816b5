import type mongoose from 'mongoose';
import type { KeptFormat } from '#common/kernel/format-number.js';
import type { MigrationPlace, StoreFormat } from '#common/service/format/store-format.js';
import type { ServiceMap } from '#common/service/service-map.js';

/** What a migration works on, and how it says where it has come to. */
export interface MigrationJob {
  readonly db: mongoose.mongo.Db;
  readonly map: ServiceMap;
  /** Up to where an earlier run was done. */
  readonly begun: MigrationPlace | undefined;
  readonly dryRun: boolean;
  /** The operator who asked for it. */
  readonly as: string | undefined;
  /** @throws MigrationOvertaken */
  note(place: Pick<MigrationPlace, 'collection' | 'after'>): Promise<void>;
  say(line: string): void;
}

interface Done {
  /** Documents that were changed, or would be. */
  readonly changed: number;
  /** Documents that the step could not change, each of which it named. */
  readonly left: number;
}

/**
 * A step from one format of the stores to the next. Services that read both formats may run next to it. So it
 * writes nothing that the build before cannot read, and does nothing twice. A later release has a step of its own for
 * what the build before needs no longer.
 */
export interface Migration extends KeptFormat {
  /** Of the form `what-it-brings`. */
  readonly name: string;
  readonly services: readonly ServiceMap['service'][] | 'all';
  /** Of a step that folds states again: by type, the fold that they have then. Other types have their first fold. */
  readonly folds?: Readonly<Record<string, number>>;
  run(job: MigrationJob): Promise<Done>;
}

/** Another run has brought the store to the next format. */
export class MigrationOvertaken extends Error {
  override readonly name = 'MigrationOvertaken';
}

export interface StepReport extends Done {
  readonly service: ServiceMap['service'];
  readonly name: string;
  readonly format: number;
  readonly resumed: boolean;
}

interface Run {
  readonly dryRun: boolean;
  readonly as: string | undefined;
  readonly say: (line: string) => void;
}

/**
 * Brings one store to the newest format, step by step. Two runs at once do the same work, and each step ends once.
 * @param migrations in the order of their formats
 * @throws MigrationOvertaken, and Error where no step leads on
 */
export async function migrateStore(
  { db, map, format }: { readonly db: mongoose.mongo.Db; readonly map: ServiceMap; readonly format: StoreFormat },
  migrations: readonly Migration[],
  { dryRun, as, say }: Run,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  const kept = await format.read();
  if (kept === undefined) return reports;
  const overtaken = () => new MigrationOvertaken(`The store of ${map.service} was migrated by another run.`);
  let from = kept.format;
  for (const step of migrations.filter((one) => one.format > kept.format)) {
    const at = from;
    if (step.format !== at + 1) throw new Error(`No migration leads from format ${at} to ${step.format}.`);
    const begun = kept.migration?.to === step.format ? kept.migration : undefined;
    const note: MigrationJob['note'] = async (place) => {
      if (!dryRun && !(await format.note(at, { to: step.format, ...place }))) throw overtaken();
    };
    const isAsked = step.services === 'all' || step.services.includes(map.service);
    const done = isAsked ? await step.run({ db, map, begun, dryRun, as, note, say }) : { changed: 0, left: 0 };
    reports.push({ service: map.service, name: step.name, format: step.format, ...done, resumed: begun !== undefined });
    if (!dryRun && !(await format.advance(at, step))) throw overtaken();
    from = step.format;
  }
  return reports;
}

const BATCH = 500;

/** A document as a step sees it. `version` grows with each change of an aggregate. */
export interface Migrated {
  readonly _id: string;
  readonly version?: number;
}

/**
 * Changes the documents of collections, batch by batch in the order of their ids, and notes the last id of each: a run
 * that was killed goes on after it. A document that a service changed since it was read is read again.
 * @param collections in an order that stays; a killed run goes on in the one that it was in
 * @param changeOf what holds after it, so that twice is as once; undefined where nothing is to do
 */
export async function inBatches<D extends Migrated>(
  job: MigrationJob,
  collections: readonly string[],
  changeOf: (document: D) => object | undefined,
): Promise<Done> {
  const { begun } = job;
  let changed = 0;
  for (const name of collections.slice(Math.max(0, collections.indexOf(begun?.collection ?? ''))))
    changed += await collectionInBatches(job, name, changeOf, begun?.collection === name ? begun.after : undefined);
  return { changed, left: 0 };
}

async function collectionInBatches<D extends Migrated>(
  { db, dryRun, note, say }: MigrationJob,
  name: string,
  changeOf: (document: D) => object | undefined,
  after: string | undefined,
): Promise<number> {
  const documents = db.collection<Migrated>(name, {
    writeConcern: { w: 'majority' },
    readConcern: { level: 'majority' },
  });
  let [looked, changed, last] = [0, 0, after];
  for (;;) {
    const place = last === undefined ? {} : { _id: { $gt: last } };
    const batch = await documents.find(place).sort({ _id: 1 }).limit(BATCH).toArray();
    const newest = batch.at(-1);
    if (newest === undefined) return changed;
    const writes = batch.flatMap((document) => {
      const update = changeOf(document as unknown as D);
      const { _id, version } = document;
      const filter = { _id, ...(version !== undefined && { version }) };
      return update === undefined ? [] : [{ updateOne: { filter, update } }];
    });
    const done =
      writes.length > 0 && !dryRun
        ? (await documents.bulkWrite(writes, { ordered: false })).matchedCount
        : writes.length;
    changed += done;
    // A document that moved on is in the same batch once more.
    if (done < writes.length) continue;
    looked += batch.length;
    last = newest._id;
    await note({ collection: name, after: last });
    say(`${name}: ${looked} documents looked at, ${changed} changed`);
  }
}
