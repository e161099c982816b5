import { own } from './own.js';
import { Refusal } from './errors.js';

/** Content types of documents; the content must be what is declared. */
export const DOCUMENT_TYPES = [
  'application/pdf',
  'application/x-hwp',
  'application/hwp+zip',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'image/jpeg',
  'image/png',
  'image/tiff',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
/** The type is left to detection; it still has to be one of the above. */
export const OCTETS = 'application/octet-stream';

/** Of a file of each type; for names that are given to documents without one. */
export const EXTENSIONS: Readonly<Record<DocumentType, string>> = {
  'application/pdf': 'pdf',
  'application/x-hwp': 'hwp',
  'application/hwp+zip': 'hwpx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
};

/** Other names under which browsers and office programs declare them. */
const ALSO_CALLED: Readonly<Record<string, DocumentType>> = {
  'application/x-pdf': 'application/pdf',
  'application/hwp': 'application/x-hwp',
  'application/haansofthwp': 'application/x-hwp',
  'application/vnd.hancom.hwp': 'application/x-hwp',
  'application/haansofthwpx': 'application/hwp+zip',
  'application/vnd.hancom.hwpx': 'application/hwp+zip',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/tif': 'image/tiff',
};

/** What a document may be declared as. */
export const DECLARABLE: readonly string[] = [...DOCUMENT_TYPES, ...Object.keys(ALSO_CALLED), OCTETS];

/** The type that a declaration means; the declaration itself where it is none of ours. */
export const meantBy = (declared: string): string => own(ALSO_CALLED, declared) ?? declared;

/** For the refusals: what is taken. */
export const TAKEN =
  'PDF, HWP, HWPX, ODF (odt, ods, odp), Office without macros (docx, xlsx, pptx), JPEG, PNG and TIFF are taken';

export const DOCUMENT_BYTES_MAX = 50 * 1024 * 1024;

export const tooLarge = (): Refusal =>
  new Refusal('too-large', 'DOCUMENT_TOO_LARGE', `A document has at most ${DOCUMENT_BYTES_MAX / 1024 / 1024} MiB.`);
