import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { DOCUMENT_TYPES, type DocumentType } from '../../kernel/document-types.js';
import type { RandomAccess } from './random-access.js';

/** First bytes of a zip file: those of its first entry. */
export const ZIP = Buffer.from('504b0304', 'hex');

/** What a zip file turned out to be: one of our types, or words for the refusal. */
export type PackageType = { readonly type: DocumentType } | { readonly found: string };

/** A document has some hundred parts. */
const ENTRIES_MAX = 10_000;
const MIMETYPE_BYTES_MAX = 200;
const CONTENT_TYPES_BYTES_MAX = 512 * 1024;
const PIECE_BYTES = 64 * 1024;

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
/** Of the main part of each kind of Office document. */
const MAIN_PARTS = ['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'] as const;
const mainPart = (kind: (typeof MAIN_PARTS)[number]): string => `"${OFFICE}${kind}.main+xml"`;

const MACRO_PARTS = /(^|\/)(vbaProject[^/]*\.bin|macrosheets\/.*)$/i;
const MACRO_TYPES = /macroEnabled|vbaProject|macrosheet/i;
/** Would let a part of the list be written in characters that are not searched for. */
const HIDDEN = /&|<!/;

/**
 * Reads the directory of a zip file and at most one small entry of it, whatever the entries claim to inflate to: a bomb
 * does not go off.
 */
export async function typeOfPackage(file: RandomAccess): Promise<PackageType> {
  const reader = new Reader(file);
  try {
    return await identify(reader, file.size);
  } catch (error) {
    // The store that is away is no mistake of the document.
    if (reader.failure !== undefined) throw reader.failure;
    if (error instanceof Error) return { found: `a zip file that cannot be read (${error.message})` };
    throw error;
  }
}

async function identify(reader: Reader, size: number): Promise<PackageType> {
  const zip = await yauzl.fromRandomAccessReaderPromise(reader, size, { autoClose: false });
  if (zip.entryCount > ENTRIES_MAX) return { found: `a zip file of ${zip.entryCount} entries` };
  let mimetype: yauzl.Entry | undefined;
  let contentTypes: yauzl.Entry | undefined;
  let hasMacros = false;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === 'mimetype') mimetype ??= entry;
    if (entry.fileName === '[Content_Types].xml') contentTypes ??= entry;
    hasMacros ||= MACRO_PARTS.test(entry.fileName);
  }
  if (contentTypes !== undefined) {
    return officeType((await read(zip, contentTypes, CONTENT_TYPES_BYTES_MAX)) ?? '', hasMacros);
  }
  const named = mimetype && (await read(zip, mimetype, MIMETYPE_BYTES_MAX))?.trim();
  const type = DOCUMENT_TYPES.find((one) => one === named);
  return type === undefined ? { found: named === undefined ? 'a zip file' : `a zip file of ${named}` } : { type };
}

function officeType(contentTypes: string, hasMacros: boolean): PackageType {
  if (hasMacros || MACRO_TYPES.test(contentTypes)) return { found: 'an Office document with macros' };
  const mains = HIDDEN.test(contentTypes) ? [] : MAIN_PARTS.filter((one) => contentTypes.includes(mainPart(one)));
  const type = DOCUMENT_TYPES.find((one) => mains.length === 1 && one === `${OFFICE}${mains[0]}`);
  return type === undefined ? { found: 'an Office package of another kind' } : { type };
}

/** An entry as text; undefined for one that is larger. What it inflates to beyond its claim is an error. */
async function read(zip: yauzl.ZipFile, entry: yauzl.Entry, bytesMax: number): Promise<string | undefined> {
  if (Math.max(entry.uncompressedSize, entry.compressedSize) > bytesMax) return undefined;
  return text(await zip.openReadStreamPromise(entry));
}

class Reader extends yauzl.RandomAccessReader {
  failure: unknown;

  constructor(private readonly file: RandomAccess) {
    super();
  }

  override read(into: Buffer, at: number, length: number, from: number, done: (error: Error | null) => void): void {
    const copy = async (): Promise<void> => done(await this.copied(into, at, length, from));
    void copy();
  }

  /** @returns why it failed; null when it did not, as the library wants it */
  private async copied(into: Buffer, at: number, length: number, from: number): Promise<Error | null> {
    try {
      const bytes = await this.bytes(from, length);
      bytes.copy(into, at);
      return bytes.length === length ? null : new Error('it ends too early');
    } catch (error) {
      return error as Error;
    }
  }

  override _readStreamForRange(from: number, end: number): Readable {
    return Readable.from(this.pieces(from, end));
  }

  private async *pieces(from: number, end: number): AsyncGenerator<Buffer> {
    for (let at = from; at < end; at += PIECE_BYTES) yield await this.bytes(at, Math.min(PIECE_BYTES, end - at));
  }

  private async bytes(from: number, length: number): Promise<Buffer> {
    try {
      return await this.file.read(from, length);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
