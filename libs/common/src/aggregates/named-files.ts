import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent } from './aggregate-type.js';
import { collection } from '../store/collection.js';
import type { DocumentStore } from '../store/files.js';

/** Those of these files that an aggregate of the type stands on. */
export async function namedFiles<S, E extends DomainEvent>(
  db: mongoose.mongo.Db,
  { collection: name, documents }: AggregateType<S, E>,
  fileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (documents === undefined || fileIds.length === 0) return new Set();
  const filter = { [documents.fileIdPath]: { $in: fileIds } };
  const rows = await collection<{ readonly state: S }>(db, name)
    .find(filter, { projection: { state: 1 } })
    .toArray();
  const all = rows.flatMap(({ state }) => documents.kept(state).map(({ fileId }) => fileId));
  return new Set(all.filter((fileId) => fileIds.includes(fileId)));
}

/** Removes those of these files that no aggregate of the type stands on. */
export async function removeUnnamed<S, E extends DomainEvent>(
  db: mongoose.mongo.Db,
  type: AggregateType<S, E>,
  files: DocumentStore,
  fileIds: readonly string[],
): Promise<void> {
  const named = await namedFiles(db, type, fileIds);
  await files.remove(fileIds.filter((fileId) => !named.has(fileId)));
}
