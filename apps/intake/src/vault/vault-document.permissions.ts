import { permissionsOn, relation } from '#common/auth/permissions.js';
import type { VaultDocumentState } from './domain/vault-document.state.js';

const own = relation<VaultDocumentState>(
  'own organisation',
  (document, caller) => document.businessNumber === caller.org,
  ({ org }) => (org === undefined ? undefined : { 'state.businessNumber': org }),
);

/** A vault is its supplier's alone; others read what an application refers to. */
export const vaultDocumentPermissions = permissionsOn<VaultDocumentState>({
  resource: 'document',
  seenThrough: 'getDocument',
  operations: {
    storeDocument: { SUPPLIER: own },
    storeDocumentVersion: { SUPPLIER: own },
    listDocuments: { SUPPLIER: own },
    getDocument: { SUPPLIER: own },
    downloadStoredDocument: { SUPPLIER: own },
    eraseDocument: { SUPPLIER: own },
  },
});
