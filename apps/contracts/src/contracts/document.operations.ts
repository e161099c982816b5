import type { Operations } from '#common/service/service-map.js';
import { DownloadContractDocumentHttp } from './download-contract-document/download-contract-document.http.js';
import { DownloadSignatureHttp } from './download-signature/download-signature.http.js';
import { DownloadUsageCertificateHttp } from './download-usage-certificate/download-usage-certificate.http.js';
import { ExportContractDocumentHttp } from './export-contract-document/export-contract-document.http.js';
import { IssueUsageCertificateHttp } from './issue-usage-certificate/issue-usage-certificate.http.js';
import { ReadContractDocumentHttp } from './read-contract-document/read-contract-document.http.js';

/** What can be asked of the contract document (계약서) and of use certificates (이용실적증명). */
export const documentOperations: Operations = {
  downloadContractDocument: [DownloadContractDocumentHttp],
  readContractDocument: [ReadContractDocumentHttp],
  downloadSignature: [DownloadSignatureHttp],
  exportContractDocument: [ExportContractDocumentHttp],
  issueUsageCertificate: [IssueUsageCertificateHttp],
  downloadUsageCertificate: [DownloadUsageCertificateHttp],
};
