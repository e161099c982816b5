import mongoose from 'mongoose';
import { createHash } from 'node:crypto';
import { pipeline, Transform, type Readable } from 'node:stream';
import { DURABLE } from './durability.js';
import { HEAD_BYTES, typeByHead, typeByInside, type Container } from './content/content-type.js';
import { NoScanner, type Scan, type Verdict, type VirusScanner } from './content/virus-scanner.js';
import type { RandomAccess } from './content/random-access.js';
import { HttpRefusal, invalid, notFound } from '../kernel/errors.js';
import { DOCUMENT_BYTES_MAX, tooLarge, type DocumentType } from '../kernel/document-types.js';

/** What a command refers to: the document by its hash, never its content. */
export interface SavedDocument {
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: DocumentType;
}

export interface OpenDocument extends SavedDocument {
  readonly stream: Readable;
}

export interface SweepResult {
  readonly files: number;
  /** Uploads that ended midway and left chunks without a file. */
  readonly remnants: number;
}

/** What the store holds of a file, read and hashed. */
export interface HashedFile {
  readonly sha256: string;
  readonly bytes: number;
  /** Hash and length that the store recorded with the upload. */
  readonly recorded: string;
  readonly length: number;
}

/** The bytes in the store are not those that were uploaded. */
export class DocumentAltered extends Error {}

const CHUNK_BYTES = 1024 * 1024;
/** Of every file: its name is in the aggregate that names it. */
const FILE_NAME = 'document';
const SWEEP_BATCH = 200;
/** The client went away; the store is fine. */
const INTERRUPTED: ReadonlySet<unknown> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'ABORT_ERR']);

interface FileMetadata {
  sha256: string;
  contentType: DocumentType;
}

export interface SaveOptions {
  /** 413 beyond; 50 MiB unless said otherwise. */
  readonly bytesMax?: number;
  /** From `newFileId`; a new one unless said otherwise. */
  readonly fileId?: string;
}

export const newFileId = (): string => new mongoose.mongo.ObjectId().toHexString();

/** Large bodies, in GridFS: stored before the command that refers to them, swept when no command ever did. */
export class DocumentStore {
  private readonly bucket: mongoose.mongo.GridFSBucket;
  private readonly files: mongoose.mongo.Collection;
  private readonly chunks: mongoose.mongo.Collection;

  /**
   * @param onAltered for a file whose bytes turned out to be others while it was read
   * @param scanner asked about every document before it is kept; none unless given
   */
  constructor(
    db: mongoose.mongo.Db,
    bucketName = 'documents',
    private readonly onAltered: (fileId: string) => void = () => undefined,
    private readonly scanner: VirusScanner = new NoScanner(),
  ) {
    const { writeConcern } = DURABLE;
    this.bucket = new mongoose.mongo.GridFSBucket(db, { bucketName, chunkSizeBytes: CHUNK_BYTES, writeConcern });
    this.files = db.collection(`${bucketName}.files`, DURABLE);
    this.chunks = db.collection(`${bucketName}.chunks`, DURABLE);
  }

  /**
   * Streams a document into the store; on any failure nothing of it stays.
   * @throws Refusal 413 when too large, 415 when not of the declared type, 422 when empty or infected, 503 without the
   * scanner
   */
  async save(stream: Readable, declared: string, options: SaveOptions = {}): Promise<SavedDocument> {
    const { bytesMax = DOCUMENT_BYTES_MAX, fileId = newFileId() } = options;
    const metadata: FileMetadata = { sha256: '', contentType: 'application/pdf' };
    const upload = this.bucket.openUploadStreamWithId(new mongoose.mongo.ObjectId(fileId), FILE_NAME, { metadata });
    upload.on('error', () => undefined); // reported by the write it belongs to
    const seen: Seen = { bytes: 0 };
    let scan: Scan | undefined;
    try {
      for await (const chunk of inspected(stream, declared, bytesMax, metadata, seen)) {
        // Not before the first bytes are known to be a document's.
        scan ??= this.scanner.begin();
        await Promise.all([scan.write(chunk), written(upload, chunk)]);
      }
      ensureClean(await scan?.verdict());
      await ended(upload);
      if (seen.container !== undefined) await this.lookInside(fileId, seen, declared, metadata);
      return { fileId, ...metadata, bytes: seen.bytes };
    } catch (error) {
      // What cannot be removed now is left to the sweep; the first error is the one to report.
      await (upload.writableFinished ? this.remove([fileId]) : upload.abort()).catch(() => undefined);
      throw INTERRUPTED.has((error as { code?: unknown }).code) ? interrupted() : error;
    } finally {
      scan?.abandon();
    }
  }

  /** The type of a container, by its inside: it can be read only once it is stored. */
  private async lookInside(fileId: string, { container, bytes }: Seen, declared: string, metadata: FileMetadata) {
    if (container === undefined) return;
    const contentType = await typeByInside(container, this.reading(fileId, bytes), declared);
    if (contentType === metadata.contentType) return;
    metadata.contentType = contentType;
    const id = new mongoose.mongo.ObjectId(fileId);
    await this.files.updateOne({ _id: id }, { $set: { 'metadata.contentType': contentType } });
  }

  /** A stored file, chunk by chunk; the last one stays in memory. */
  private reading(fileId: string, size: number): RandomAccess {
    const id = new mongoose.mongo.ObjectId(fileId);
    let last: { readonly n: number; readonly data: Uint8Array } | undefined;
    const chunk = async (n: number): Promise<Uint8Array> => {
      if (last?.n !== n) last = { n, data: bytesIn((await this.chunks.findOne({ files_id: id, n }))?.['data']) };
      return last.data;
    };
    const read = async (from: number, length: number): Promise<Buffer> => {
      const parts: Uint8Array[] = [];
      const end = Math.min(from + length, size);
      for (let at = from; at < end;) {
        const n = Math.floor(at / CHUNK_BYTES);
        parts.push((await chunk(n)).subarray(at - n * CHUNK_BYTES, end - n * CHUNK_BYTES));
        at = (n + 1) * CHUNK_BYTES;
      }
      return Buffer.concat(parts);
    };
    return { size, read };
  }

  /** Reads a document and keeps nothing: a repeat is told by its hash. @throws Refusal as `save` */
  async identify(stream: Readable, declared: string): Promise<Pick<SavedDocument, 'sha256' | 'bytes'>> {
    const metadata: FileMetadata = { sha256: '', contentType: 'application/pdf' };
    const seen: Seen = { bytes: 0 };
    try {
      const chunks = inspected(stream, declared, DOCUMENT_BYTES_MAX, metadata, seen);
      while (!(await chunks.next()).done);
      return { sha256: metadata.sha256, bytes: seen.bytes };
    } catch (error) {
      throw INTERRUPTED.has((error as { code?: unknown }).code) ? interrupted() : error;
    }
  }

  /** Of a file; 0 when it is not there. */
  async bytesOf(fileId: string): Promise<number> {
    const file = await this.files.findOne({ _id: new mongoose.mongo.ObjectId(fileId) }, { projection: { length: 1 } });
    return (file?.['length'] as number | undefined) ?? 0;
  }

  /** Removes files, chunks included. A file that is not there is no error: two may remove the same one. */
  async remove(fileIds: readonly string[]): Promise<void> {
    const ids = fileIds.filter(mongoose.mongo.ObjectId.isValid).map((id) => new mongoose.mongo.ObjectId(id));
    if (ids.length === 0) return;
    await this.files.deleteMany({ _id: { $in: ids } });
    await this.chunks.deleteMany({ files_id: { $in: ids } });
  }

  /**
   * Its stream fails with `DocumentAltered` before its last bytes when they are not what was uploaded: a reader that
   * waits for the announced length never takes an altered document for whole.
   * @param named hash by the aggregate that names it; that of the upload unless said otherwise
   * @throws Refusal 404
   */
  async open(fileId: string, named?: Pick<SavedDocument, 'sha256'>): Promise<OpenDocument> {
    const id = mongoose.mongo.ObjectId.isValid(fileId) ? new mongoose.mongo.ObjectId(fileId) : undefined;
    const file = id === undefined ? null : await this.files.findOne({ _id: id });
    if (id === undefined || file === null) throw notFound('document', fileId);
    const { sha256, contentType } = file['metadata'] as FileMetadata;
    const checked = comparing(named?.sha256 ?? sha256, () => this.onAltered(fileId));
    // Errors, also that a chunk is missing, end the checked stream, which is the one that is read.
    const stream = pipeline(this.bucket.openDownloadStream(id), checked, () => undefined);
    return { fileId, sha256, contentType, bytes: file['length'] as number, stream };
  }

  /** Reads and hashes a file as it is in the store; undefined when it is not there. */
  async hashed(fileId: string): Promise<HashedFile | undefined> {
    const id = new mongoose.mongo.ObjectId(fileId);
    const file = await this.files.findOne({ _id: id });
    if (file === null) return undefined;
    const hash = createHash('sha256');
    let [bytes, chunks] = [0, 0];
    let inOrder = true;
    for await (const chunk of this.chunks.find({ files_id: id }, { sort: { n: 1 } })) {
      inOrder &&= chunk['n'] === chunks++;
      const buffer = bytesIn(chunk['data']);
      hash.update(buffer);
      bytes += buffer.length;
    }
    const metadata = (file['metadata'] ?? {}) as Partial<FileMetadata>;
    const { sha256 } = metadata;
    const isOurs = Object.keys(metadata).sort().join() === 'contentType,sha256' && file['filename'] === FILE_NAME;
    // A driver reads no chunks that are out of order or of another size than recorded.
    const isReadable = isOurs && inOrder && file['chunkSize'] === CHUNK_BYTES;
    const recorded = isReadable ? (sha256 ?? '') : '';
    return { sha256: hash.digest('hex'), bytes, recorded, length: Number(file['length']) };
  }

  /** Every file, and chunks without one. */
  async *all(): AsyncGenerator<{ readonly fileId: string; readonly since: Date | undefined }> {
    for await (const { _id, uploadDate } of this.files.find({}, { projection: { uploadDate: 1 } }))
      yield { fileId: String(_id), since: uploadDate as Date | undefined };
    const orphans = this.chunks.aggregate<{ _id: unknown; first: mongoose.mongo.ObjectId }>([
      { $group: { _id: '$files_id', first: { $min: '$_id' } } },
      { $lookup: { from: this.files.collectionName, localField: '_id', foreignField: '_id', as: 'file' } },
      { $match: { file: { $size: 0 } } },
    ]);
    for await (const { _id, first } of orphans) yield { fileId: String(_id), since: first.getTimestamp() };
  }

  /**
   * Removes files, chunks included, that nothing refers to.
   * @param olderThan younger files may belong to a command that is still under way
   */
  async sweep(
    referenced: (fileIds: readonly string[]) => Promise<ReadonlySet<string>>,
    olderThan: Date,
  ): Promise<SweepResult> {
    let files = 0;
    const old = this.files.find({ uploadDate: { $lt: olderThan } }, { projection: { _id: 1 }, batchSize: SWEEP_BATCH });
    for await (const ids of inBatches(old)) {
      const kept = await referenced(ids.map((id) => id.toHexString()));
      const unnamed = ids.map((id) => id.toHexString()).filter((id) => !kept.has(id));
      await this.remove(unnamed);
      files += unnamed.length;
    }
    return { files, remnants: await this.sweepRemnants(olderThan) };
  }

  /** An interrupted upload has chunks and no file. The ids of chunks contain their age. */
  private async sweepRemnants(olderThan: Date): Promise<number> {
    const youngest = mongoose.mongo.ObjectId.createFromTime(Math.floor(olderThan.getTime() / 1000));
    const orphans = this.chunks.aggregate<{ _id: mongoose.mongo.ObjectId }>([
      { $match: { _id: { $lt: youngest }, n: 0 } },
      { $lookup: { from: this.files.collectionName, localField: 'files_id', foreignField: '_id', as: 'file' } },
      { $match: { file: { $size: 0 } } },
      { $project: { _id: '$files_id' } },
    ]);
    let remnants = 0;
    for await (const ids of inBatches(orphans)) {
      await this.chunks.deleteMany({ files_id: { $in: ids } });
      remnants += ids.length;
    }
    return remnants;
  }
}

/** Of a chunk; none where it holds something else. */
const bytesIn = (data: unknown): Uint8Array => (data instanceof mongoose.mongo.Binary ? data.buffer : new Uint8Array());

/** Passes bytes on, the last ones only when all together have that hash. */
function comparing(sha256: string, onAltered: () => void): Transform {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, held);
      held = chunk;
    },
    flush(done) {
      if (hash.digest('hex') === sha256) return done(null, held);
      onAltered();
      return done(new DocumentAltered('The document in the store is not the one that was uploaded.'));
    },
  });
}

type Upload = mongoose.mongo.GridFSBucketWriteStream;

/** Waits until the chunk is stored: a write still under way would outlive the removal of its document. */
const written = (upload: Upload, chunk: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    upload.write(chunk, (error) => (error ? reject(error) : resolve()));
  });

const ended = (upload: Upload): Promise<void> =>
  new Promise((resolve, reject) => {
    upload.once('error', reject);
    upload.end(() => resolve());
  });

/** What is known of a document once it was read. */
interface Seen {
  bytes: number;
  /** Absent for a document that is none. */
  container?: Container;
}

/** Passes a document on, counted and hashed; nothing is passed on before its first bytes are known. */
async function* inspected(
  stream: Readable,
  declared: string,
  bytesMax: number,
  metadata: FileMetadata,
  seen: Seen,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const look = async (first: Buffer): Promise<void> => {
    const { type, container } = await typeByHead(first, declared);
    metadata.contentType = type;
    if (container !== undefined) seen.container = container;
  };
  let head: Buffer | undefined = Buffer.alloc(0);
  // The request stream has to stay open: the refusal is answered on the same socket.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    seen.bytes += chunk.length;
    if (seen.bytes > bytesMax) throw tooLarge();
    hash.update(chunk);
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    await look(head);
    yield head;
    head = undefined;
  }
  if (seen.bytes === 0) throw invalid('DOCUMENT_EMPTY', 'The document has no content.');
  if (head !== undefined) {
    await look(head);
    yield head;
  }
  metadata.sha256 = hash.digest('hex');
}

/** @throws Refusal 422 DOCUMENT_INFECTED */
function ensureClean(verdict: Verdict | undefined): void {
  if (verdict === undefined || verdict.clean) return;
  throw invalid('DOCUMENT_INFECTED', `The virus scanner found ${verdict.signature} in the document: it was not kept.`);
}

const interrupted = (): HttpRefusal =>
  new HttpRefusal(400, 'UPLOAD_INTERRUPTED', 'The document ended before its announced length: send it again.');

async function* inBatches(
  documents: AsyncIterable<{ readonly _id: mongoose.mongo.ObjectId }>,
): AsyncGenerator<readonly mongoose.mongo.ObjectId[]> {
  let batch: mongoose.mongo.ObjectId[] = [];
  for await (const { _id } of documents) {
    batch.push(_id);
    if (batch.length < SWEEP_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
