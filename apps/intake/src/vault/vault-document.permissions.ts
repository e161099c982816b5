import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import { ownAs } from '../suppliers/own-as.js';
import type { VaultDocumentState } from './domain/vault-document.state.js';

/** What the relations look at; a document that is only begun has no more. */
type Owned = Pick<VaultDocumentState, 'businessNumber'>;

const own = relation<Owned>(
  'own organisation',
  (document, caller) => document.businessNumber === caller.org,
  ({ org }) => (org === undefined ? undefined : { 'state.businessNumber': org }),
);

/** Papers of applications are the work of editors; a person with any other function, or none, reads. */
const editing = ownAs<Owned>('EDITOR', ({ businessNumber }) => businessNumber);

const readers = { SUPPLIER: own, AUDITOR: any };

/** A vault is its supplier's; the auditor reads it, and others read what an application refers to. */
export const vaultDocumentPermissions = permissionsOn<Owned>({
  resource: 'document',
  seenThrough: 'getDocument',
  operations: {
    storeDocument: { SUPPLIER: editing },
    storeDocumentVersion: { SUPPLIER: editing },
    listDocuments: readers,
    getDocument: readers,
    getDocumentHistory: readers,
    downloadStoredDocument: readers,
    eraseDocument: { SUPPLIER: editing },
  },
});
