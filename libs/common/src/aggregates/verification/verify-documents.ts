import type mongoose from 'mongoose';
import { DocumentStore, type HashedFile } from '../../store/files.js';
import type { AnyType, WholeDocument } from './check-document.js';
import { documentsIn, type Broken } from './verify-histories.js';

export interface DocumentsReport {
  /** Files that were read and hashed. */
  readonly hashed: number;
  /** Files that no aggregate names yet: their command may still be under way. */
  readonly waiting: number;
  readonly invalid: readonly Broken[];
}

const STATES = { projection: { state: 1 }, sort: { _id: 1 } } as const;
/** No command is still under way for an older file. The sweep leaves it as long. */
const UNDER_WAY_MS = 24 * 3_600_000;

/** Hashes every file of the document store again, and compares it with what the aggregates name. */
export async function verifyDocuments(db: mongoose.mongo.Db, types: readonly AnyType[]): Promise<DocumentsReport> {
  const invalid: Broken[] = [];
  const store = new DocumentStore(db);
  const named = new Set<string>();
  const hashes = new Map<string, HashedFile>();
  for (const type of types) {
    const { collection, documents } = type;
    if (documents === undefined) continue;
    for await (const { _id: id, state } of documentsIn(db, collection).find({}, STATES)) {
      const kept = keptBy(documents, state);
      if (kept === undefined) invalid.push({ collection, id, path: 'state', why: 'does not say which files it keeps' });
      for (const { name, fileId, sha256, bytes } of kept ?? []) {
        named.add(fileId);
        const file = hashes.get(fileId) ?? (await store.hashed(fileId));
        const why = whyNot(file, sha256, bytes);
        if (file !== undefined) hashes.set(fileId, file);
        if (why !== undefined)
          invalid.push({ collection, id, path: `documents.${name}`, why: `file ${fileId} ${why}` });
      }
    }
  }
  let waiting = 0;
  const youngest = new Date(Date.now() - UNDER_WAY_MS);
  for await (const { fileId, since } of store.all()) {
    if (named.has(fileId)) continue;
    if (since === undefined || since > youngest) waiting++;
    else invalid.push({ collection: 'documents', id: fileId, path: '', why: 'is a file that no aggregate names' });
  }
  return { hashed: hashes.size, waiting, invalid };
}

/** @returns undefined for a state that was altered so that its type cannot read it */
function keptBy(documents: NonNullable<AnyType['documents']>, state: WholeDocument['state']) {
  try {
    return [...documents.kept(state)];
  } catch {
    return undefined;
  }
}

function whyNot(file: HashedFile | undefined, sha256: string, bytes: number): string | undefined {
  if (file === undefined) return 'is missing';
  if (file.sha256 !== sha256 || file.bytes !== bytes)
    return `was altered: SHA-256 ${file.sha256.slice(0, 12)}… of ${file.bytes} bytes in place of ${sha256.slice(0, 12)}… of ${bytes}`;
  return file.recorded === sha256 && file.length === bytes ? undefined : 'is recorded with another hash or length';
}
