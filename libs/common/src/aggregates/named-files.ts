import type mongoose from 'mongoose';
import { collection } from '../store/collection.js';
import type { DocumentStore } from '../store/files.js';
import { UploadDays } from '../store/upload-days.js';
import type { AnyType } from './verification/check-document.js';

type TypeWithFiles = Pick<AnyType, 'collection' | 'documents'>;

/**
 * Those of these files that an aggregate of one of the types stands on, or is about to. Commands that are about to are
 * looked for first: one that ends in between is found among the aggregates.
 */
export async function namedFiles(
  db: mongoose.mongo.Db,
  types: readonly TypeWithFiles[],
  fileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (fileIds.length === 0) return new Set();
  const named = new Set(await new UploadDays(db).referredTo(fileIds));
  for (const { collection: name, documents } of types) {
    if (documents === undefined) continue;
    const rows = await collection<{ readonly state: object }>(db, name)
      .find({ [documents.fileIdPath]: { $in: fileIds } }, { projection: { state: 1 } })
      .toArray();
    for (const { fileId } of rows.flatMap(({ state }) => documents.kept(state))) named.add(fileId);
  }
  return new Set(fileIds.filter((fileId) => named.has(fileId)));
}

/** Removes those of these files that no aggregate of the types stands on. All types that share the files are given. */
export async function removeUnnamed(
  db: mongoose.mongo.Db,
  types: readonly TypeWithFiles[],
  files: DocumentStore,
  fileIds: readonly string[],
): Promise<void> {
  const named = await namedFiles(db, types, fileIds);
  await files.remove(fileIds.filter((fileId) => !named.has(fileId)));
}
