import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, full, gone, notFound, wrongState, type Refusal } from '#common/kernel/errors.js';
import type { SupplierState } from '../../suppliers/domain/supplier.state.js';
import type { StoredFile, VaultDocumentEvent } from './vault-document.events.js';
import type { VaultDocumentState, VaultVersion } from './vault-document.state.js';

/** Two documents that begin at the same time cannot take the same number. */
export const vaultKey = ({ businessNumber, no }: Pick<VaultDocumentState, 'businessNumber' | 'no'>): string =>
  `vault:${businessNumber}:${no}`;

/** @throws Refusal 409 SUPPLIER_NOT_VERIFIED */
export function ensureMayStore({ facts, verifiedAt }: SupplierState): void {
  ensure(verifiedAt !== undefined, () =>
    wrongState('SUPPLIER_NOT_VERIFIED', `${facts.name} has to be verified by its business number before it stores.`),
  );
}

/** A supplier stores a document for its applications; its quota is a number of documents. */
export function storeDocument(
  input: {
    readonly documentId: string;
    readonly supplier: SupplierState;
    readonly no: number;
    readonly file: StoredFile;
  },
  { policy }: Moment,
): readonly VaultDocumentEvent[] {
  const { documentId, supplier, no, file } = input;
  ensureMayStore(supplier);
  const most = policy['intake.vaultDocumentsMax'];
  ensure(no < most, () => vaultFull(most));
  return [{ type: 'DocumentStored', data: { documentId, businessNumber: supplier.facts.businessNumber, no, file } }];
}

export const vaultFull = (most: number): Refusal =>
  full('VAULT_FULL', `A supplier keeps at most ${most} documents: erase one of them first.`);

/** A new version; the earlier ones stay, because applications may refer to them. */
export function storeVersion(
  document: VaultDocumentState,
  { file }: { readonly file: StoredFile },
  moment: Moment,
): readonly VaultDocumentEvent[] {
  ensureRoom(document, file.bytes, moment);
  return [{ type: 'DocumentVersionStored', data: { file } }];
}

/** @throws Refusal 410 when it was erased, 507 when its versions have no room for so many bytes */
export function ensureRoom(document: VaultDocumentState, bytes: number, { policy }: Moment): void {
  ensureKept(document);
  const bytesMax = policy['intake.applicationBytesMax'];
  ensure(keptBytes(document) + bytes <= bytesMax, () => documentFull(bytesMax));
}

export const documentFull = (bytesMax: number): Refusal =>
  full('VAULT_STORAGE_FULL', `The versions of one document have at most ${bytesMax} bytes together.`);

export const keptBytes = ({ versions }: VaultDocumentState): number =>
  versions.reduce((bytes, version) => bytes + version.bytes, 0);

/** @throws Refusal 410 DOCUMENT_ERASED */
export function ensureKept({ erasedAt, id }: VaultDocumentState): void {
  ensure(erasedAt === undefined, () =>
    gone('DOCUMENT_ERASED', `Document ${id} was erased on ${dayOf(new Date(erasedAt ?? ''))}.`),
  );
}

/** The newest version unless said otherwise. @throws Refusal 404, and 410 when the document was erased */
export function versionOf(document: VaultDocumentState, n?: number): VaultVersion {
  ensureKept(document);
  const version = n === undefined ? document.versions.at(-1) : document.versions.find((one) => one.n === n);
  if (version === undefined) throw notFound('version', `${n} of document ${document.id}`);
  return version;
}

/** Once; its type, size and hash stay. */
export function eraseDocument({ erasedAt }: VaultDocumentState): readonly VaultDocumentEvent[] {
  return erasedAt === undefined ? [{ type: 'VaultDocumentErased', data: { ground: 'REQUEST' } }] : [];
}
