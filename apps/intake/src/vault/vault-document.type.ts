import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { eraseDocument, vaultKey } from './domain/storing.js';
import type { VaultDocumentEvent } from './domain/vault-document.events.js';
import { evolve, vaultDocumentMachine } from './domain/vault-document.evolve.js';
import type { VaultDocumentState } from './domain/vault-document.state.js';

/** Never leaves the service: the use case takes another number. */
export const VAULT_NO_TAKEN = 'VAULT_NO_TAKEN';

export const vaultDocumentType: AggregateType<VaultDocumentState, VaultDocumentEvent> = {
  name: 'document',
  collection: 'vault_documents',
  evolve,
  machines: [vaultDocumentMachine],
  publishes: [],
  personal: { DocumentStored: ['data.file.name'], DocumentVersionStored: ['data.file.name'] },
  claims: (document) =>
    document.erasedAt === undefined
      ? [{ key: vaultKey(document), code: VAULT_NO_TAKEN, detail: 'Another document was stored at the same time.' }]
      : [],
  documents: {
    fileIdPath: 'state.versions.fileId',
    kept: ({ erasedAt, versions }) =>
      erasedAt === undefined
        ? versions.map(({ n, fileId, sha256, bytes }) => ({ name: `version ${n}`, fileId, sha256, bytes }))
        : [],
    // All of its versions: they are one document.
    erase: eraseDocument,
  },
  indexed: ['state.businessNumber', 'state.versions.fileId'],
};
