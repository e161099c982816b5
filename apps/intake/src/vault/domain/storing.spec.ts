import { sampleSupplier } from '#common/events/definitions/samples.js';
import { specification, type Decide } from '#testing/specification.js';
import { vaultDocumentType } from '../vault-document.type.js';
import { eraseDocument, keptBytes, storeDocument, storeVersion, vaultKey, versionOf } from './storing.js';
import type { VaultDocumentEvent } from './vault-document.events.js';
import type { VaultDocumentState } from './vault-document.state.js';

type Act = Decide<VaultDocumentState, VaultDocumentEvent>;

const supplier = {
  facts: sampleSupplier,
  details: { representative: '대표', address: '서울', contact: null },
  registeredAt: '2025-08-04T00:00:00.000Z',
  verifiedAt: '2025-08-04T00:00:00.000Z',
  people: [],
  changes: [],
  declarations: [],
  debarments: [],
};
const fileOf = (fileId: string, bytes: number) => ({
  fileId,
  sha256: 'a'.repeat(64),
  contentType: 'application/pdf',
  bytes,
  name: `${fileId}.pdf`,
});
const store =
  (no = 0, by: Parameters<typeof storeDocument>[0]['supplier'] = supplier): Act =>
  (_, moment) =>
    storeDocument({ documentId: 'doc-1', supplier: by, no, file: fileOf('first', 10) }, moment);
const version =
  (fileId: string, bytes = 10): Act =>
  (state, moment) =>
    storeVersion(state, { file: fileOf(fileId, bytes) }, moment);

const empty = specification(vaultDocumentType, '2025-08-05');
const stored = empty.given(store());

describe('A document in the vault of a supplier', () => {
  it('is stored by a verified supplier, as many as its quota', () => {
    const { verifiedAt: _not, ...unverified } = supplier;
    empty.when(store(0, unverified)).thenRefused('SUPPLIER_NOT_VERIFIED');
    const most = empty.moment.policy['intake.vaultDocumentsMax'];
    empty.when(store(most - 1)).thenEvents('DocumentStored');
    empty.when(store(most)).thenRefused('VAULT_FULL');
  });

  it('keeps its earlier versions, which count all together', () => {
    const twice = stored.given(version('second', 20));
    expect(twice.state.versions.map(({ n, fileId }) => [n, fileId])).toEqual([
      [1, 'first'],
      [2, 'second'],
    ]);
    expect(keptBytes(twice.state)).toBe(30);
    expect([versionOf(twice.state).fileId, versionOf(twice.state, 1).fileId]).toEqual(['second', 'first']);
    expect(() => versionOf(twice.state, 3)).toThrow(/NOT_FOUND/);
    const room = empty.moment.policy['intake.applicationBytesMax'] - 30;
    twice.when(version('third', room)).thenEvents('DocumentVersionStored');
    twice.when(version('third', room + 1)).thenRefused('VAULT_STORAGE_FULL');
  });

  it('is erased once, frees its number, and takes no more versions', () => {
    const erased = stored.given(eraseDocument);
    erased.when(eraseDocument).thenEvents();
    erased.when(version('second')).thenRefused('DOCUMENT_ERASED');
    expect(() => versionOf(erased.state)).toThrow(/DOCUMENT_ERASED/);
    expect(vaultDocumentType.documents?.kept(erased.state)).toEqual([]);
    expect(vaultDocumentType.claims?.(stored.state).map(({ key }) => key)).toEqual([vaultKey(stored.state)]);
    expect(vaultDocumentType.claims?.(erased.state)).toEqual([]);
  });
});
