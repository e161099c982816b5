import type mongoose from 'mongoose';
import type { KeptFormat } from '#common/kernel/format-number.js';
import type { StoreFormat } from '#common/service/format/store-format.js';
import type { ServiceMap } from '#common/service/service-map.js';

/** What a migration works on, and how it says where it has come to. */
export interface MigrationJob {
  readonly db: mongoose.mongo.Db;
  readonly map: ServiceMap;
  /** The place up to which an earlier run was done. */
  readonly after: string | undefined;
  readonly dryRun: boolean;
  /** The operator who asked for it. */
  readonly as: string | undefined;
  /** @throws MigrationOvertaken */
  note(after: string): Promise<void>;
  say(line: string): void;
}

/**
 * A step from one format of the stores to the next. It runs next to services that read both formats: it writes
 * nothing that the older one cannot read, and what it has done it does not do again. What the older build reads no longer is
 * a step of its own, for the release after.
 */
export interface Migration extends KeptFormat {
  /** Of the form `what-it-brings`. */
  readonly name: string;
  readonly services: readonly ServiceMap['service'][] | 'all';
  /** Of a step that folds states again: by type, the fold that they have then. Other types have their first fold. */
  readonly folds?: Readonly<Record<string, number>>;
  /** @returns how many documents were changed, or would be */
  run(job: MigrationJob): Promise<number>;
}

/** Another run has brought the store to the next format meanwhile. */
export class MigrationOvertaken extends Error {
  override readonly name = 'MigrationOvertaken';
}

export interface StepReport {
  readonly service: ServiceMap['service'];
  readonly name: string;
  readonly format: number;
  readonly changed: number;
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
  const begun = await format.read();
  if (begun === undefined) return reports;
  const overtaken = () => new MigrationOvertaken(`The store of ${map.service} was migrated by another run.`);
  let from = begun.format;
  for (const step of migrations.filter((one) => one.format > begun.format)) {
    const at = from;
    if (step.format !== at + 1) throw new Error(`No migration leads from format ${at} to ${step.format}.`);
    const after = begun.migration?.to === step.format ? begun.migration.after : undefined;
    const note = async (place: string): Promise<void> => {
      if (!dryRun && !(await format.note(at, { to: step.format, after: place }))) throw overtaken();
    };
    const isAsked = step.services === 'all' || step.services.includes(map.service);
    const changed = isAsked ? await step.run({ db, map, after, dryRun, as, note, say }) : 0;
    reports.push({ service: map.service, name: step.name, format: step.format, changed, resumed: after !== undefined });
    if (!dryRun && !(await format.advance(at, step))) throw overtaken();
    from = step.format;
  }
  return reports;
}

const BATCH = 500;

/**
 * Changes documents in the order of their ids, batch by batch, and notes the last id of each: a run that was killed goes
 * on after it. A document of the last batch may be changed twice, so a change says what holds then, and adds nothing.
 * @param changeOf undefined where nothing is to do
 */
export async function inBatches<D extends { readonly _id: string }>(
  { db, after, dryRun, note, say }: MigrationJob,
  collectionName: string,
  changeOf: (document: D) => object | undefined,
): Promise<number> {
  const documents = db.collection<D>(collectionName, { writeConcern: { w: 'majority' } });
  let [done, changed, last] = [0, 0, after];
  for (;;) {
    const filter = (last === undefined ? {} : { _id: { $gt: last } }) as mongoose.mongo.Filter<D>;
    const batch = await documents.find(filter).sort({ _id: 1 }).limit(BATCH).toArray();
    const [newest] = batch.slice(-1);
    if (newest === undefined) return changed;
    const writes = batch.flatMap((document) => {
      const update = changeOf(document as unknown as D);
      return update === undefined ? [] : [{ updateOne: { filter: { _id: document._id }, update } }];
    });
    if (writes.length > 0 && !dryRun)
      await documents.bulkWrite(writes as unknown as mongoose.mongo.AnyBulkWriteOperation<D>[], { ordered: false });
    changed += writes.length;
    done += batch.length;
    last = String(newest._id);
    await note(last);
    say(`${collectionName}: ${done} documents looked at, ${changed} changed`);
  }
}
