import { Refusal } from './errors.js';

/** Content types of documents; the content must be what is declared. */
export const DOCUMENT_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
/** The type is left to detection; it still has to be one of the above. */
export const OCTETS = 'application/octet-stream';

export const DOCUMENT_BYTES_MAX = 50 * 1024 * 1024;

export const tooLarge = (): Refusal =>
  new Refusal('too-large', 'DOCUMENT_TOO_LARGE', `A document has at most ${DOCUMENT_BYTES_MAX / 1024 / 1024} MiB.`);
