import type { Operations } from '#common/service/service-map.js';
import { DownloadContractDocumentHttp } from './download-contract-document/download-contract-document.http.js';
import { DownloadSignatureHttp } from './download-signature/download-signature.http.js';
import { ExportContractDocumentHttp } from './export-contract-document/export-contract-document.http.js';
import { ReadContractDocumentHttp } from './read-contract-document/read-contract-document.http.js';

/** What can be asked of the contract document (계약서). */
export const documentOperations: Operations = {
  downloadContractDocument: [DownloadContractDocumentHttp],
  readContractDocument: [ReadContractDocumentHttp],
  downloadSignature: [DownloadSignatureHttp],
  exportContractDocument: [ExportContractDocumentHttp],
};
