import { fileTypeFromBuffer } from 'file-type';
import { DOCUMENT_TYPES, meantBy, OCTETS, TAKEN, type DocumentType } from '../../kernel/document-types.js';
import { Refusal } from '../../kernel/errors.js';
import { COMPOUND_FILE, headOfStream } from './compound-file.js';
import type { RandomAccess } from './random-access.js';
import { typeOfPackage, ZIP, type PackageType } from './zip-package.js';

/** Bytes that are enough to detect the type of a file, or what kind of container it is. */
export const HEAD_BYTES = 4_100;
/** Readers of PDF look for its mark among so many bytes: mail gateways and scanners write lines before it. */
const PDF_MARK_WITHIN = 1_024;
const PDF_MARK = '%PDF-';

/** What the first bytes say. */
export interface Head {
  /** That of the document; of a container, the one that it was declared as, until its inside has been read. */
  readonly type: DocumentType;
  /** Tells by its inside what it is; absent for other documents. */
  readonly container?: Container;
}

export type Container = 'zip' | 'compound';

const HWP = 'application/x-hwp';
const IN_ZIP = DOCUMENT_TYPES.filter((type) => type.includes('+zip') || type.includes('document'));

/**
 * What a document is by its first bytes.
 * @throws Refusal 415 when it is none of ours, or not what it was declared as
 */
export async function typeByHead(head: Buffer, declared: string): Promise<Head> {
  if (head.subarray(0, ZIP.length).equals(ZIP)) return inContainer('zip', IN_ZIP, declared, 'a zip file');
  if (head.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE))
    return inContainer('compound', [HWP], declared, 'a compound file such as HWP, DOC or XLS');
  const detected = (await fileTypeFromBuffer(head))?.mime ?? pdfIn(head);
  const type = DOCUMENT_TYPES.find((candidate) => candidate === detected);
  if (type === undefined || !isDeclared(declared, type)) throw mismatch(declared, detected ?? 'something unknown');
  return { type };
}

const pdfIn = (head: Buffer): DocumentType | undefined =>
  head.subarray(0, PDF_MARK_WITHIN).includes(PDF_MARK) ? 'application/pdf' : undefined;

function inContainer(
  container: Container,
  types: readonly DocumentType[],
  declared: string,
  found: string,
): Required<Head> {
  const type = types.find((candidate) => isDeclared(declared, candidate));
  if (type === undefined) throw mismatch(declared, found);
  return { type, container };
}

/**
 * What a container is by its inside.
 * @throws Refusal 415 as `typeByHead`
 */
export async function typeByInside(container: Container, file: RandomAccess, declared: string): Promise<DocumentType> {
  const inside: PackageType = container === 'zip' ? await typeOfPackage(file) : await typeOfCompound(file);
  if ('found' in inside) throw mismatch(declared, inside.found);
  if (!isDeclared(declared, inside.type)) throw mismatch(declared, inside.type);
  return inside.type;
}

/** HWP 5 names itself at the beginning of its stream `FileHeader`. Older Office files are compound files as well. */
async function typeOfCompound(file: RandomAccess): Promise<PackageType> {
  const header = await headOfStream(file, 'FileHeader');
  const isHwp = header?.toString('latin1').startsWith('HWP Document File') === true;
  return isHwp ? { type: HWP } : { found: 'a compound file that is no HWP document (perhaps DOC, XLS or PPT)' };
}

const isDeclared = (declared: string, type: DocumentType): boolean => declared === OCTETS || meantBy(declared) === type;

const mismatch = (declared: string, found: string): Refusal =>
  new Refusal(
    'unsupported',
    'DOCUMENT_TYPE_MISMATCH',
    `The document was declared as ${declared} and is ${found}: ${TAKEN}, declared as what they are.`,
  );
