import type { Fact } from '#common/aggregates/fact.js';
import type { VaultVersion } from './vault-document.state.js';

export type StoredFile = Omit<VaultVersion, 'n' | 'storedAt'>;

/** None of them leaves the service. */
export type VaultDocumentEvent =
  | Fact<
      'DocumentStored',
      { readonly documentId: string; readonly businessNumber: string; readonly no: number; readonly file: StoredFile }
    >
  | Fact<'DocumentVersionStored', { readonly file: StoredFile }>
  | Fact<'VaultDocumentErased', { readonly ground: 'REQUEST' }>;
