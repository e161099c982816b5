import { aggregateMap } from '#common/service/service-map.js';
import { DownloadStoredDocumentHttp } from './download-stored-document/download-stored-document.http.js';
import { EraseDocumentHttp } from './erase-document/erase-document.http.js';
import { GetDocumentHistoryHttp } from './get-document-history/get-document-history.http.js';
import { GetDocumentHttp } from './get-document/get-document.http.js';
import { ListDocumentsHttp } from './list-documents/list-documents.http.js';
import { StoreDocumentVersionHttp } from './store-document-version/store-document-version.http.js';
import { StoreDocumentVersion } from './store-document-version/store-document-version.usecase.js';
import { StoreDocumentHttp } from './store-document/store-document.http.js';
import { StoreDocument } from './store-document/store-document.usecase.js';
import { vaultDocumentPermissions } from './vault-document.permissions.js';
import { vaultDocumentType } from './vault-document.type.js';
import { VaultDocuments } from './vault-documents.repository.js';
import { VaultUploads } from './vault-uploads.js';

/** Documents that suppliers keep for their applications (보관 문서). */
export const vaultDocuments = aggregateMap({
  type: vaultDocumentType,
  repository: VaultDocuments,
  operations: {
    storeDocument: [StoreDocumentHttp, StoreDocument],
    storeDocumentVersion: [StoreDocumentVersionHttp, StoreDocumentVersion],
    listDocuments: [ListDocumentsHttp],
    getDocument: [GetDocumentHttp],
    getDocumentHistory: [GetDocumentHistoryHttp],
    downloadStoredDocument: [DownloadStoredDocumentHttp],
    eraseDocument: [EraseDocumentHttp],
  },
  permissions: vaultDocumentPermissions,
  providers: [VaultUploads],
});
