import mongoose from 'mongoose';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { compoundFileOf, officeOf, zipOf } from '#testing/document-samples.js';
import { testDatabase, type TestDatabase } from '#testing/stores.js';
import { DocumentAltered, DocumentStore } from './files.js';

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_500_000, 'x'), Buffer.from('\n%%EOF')]);
const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010806000000' +
    '1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082',
  'hex',
);

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const streamOf = (content: Buffer, step = 60_000): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(content.length / step) }, (_, n) => content.subarray(n * step, (n + 1) * step)),
  );

describe('A document store in GridFS', () => {
  let database: TestDatabase;
  let store: DocumentStore;
  const db = (): mongoose.mongo.Db => {
    if (database.connection.db === undefined) throw new Error('not connected');
    return database.connection.db;
  };
  const left = async () => ({
    files: await db().collection('documents.files').countDocuments(),
    chunks: await db().collection('documents.chunks').countDocuments(),
  });
  const inAnHour = () => new Date(Date.now() + 3_600_000);
  const nothing = async () => new Set<string>();

  beforeAll(async () => {
    database = await testDatabase('documents');
    store = new DocumentStore(db());
  });
  afterEach(async () => {
    await db().collection('documents.files').deleteMany({});
    await db().collection('documents.chunks').deleteMany({});
  });
  afterAll(() => database.drop());

  it('gives back what it took', async () => {
    const saved = await store.save(streamOf(PDF), 'application/pdf');
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    expect(saved).toMatchObject({ sha256, bytes: PDF.length, contentType: 'application/pdf' });
    const { stream, ...opened } = await store.open(saved.fileId);
    expect(opened).toEqual(saved);
    expect(Buffer.concat((await stream.toArray()) as Buffer[]).equals(PDF)).toBe(true);
  });

  it('S4: hands out an altered document never whole, and says so', async () => {
    const altered: string[] = [];
    const watching = new DocumentStore(db(), 'documents', (fileId) => altered.push(fileId));
    const { fileId } = await store.save(streamOf(PDF), 'application/pdf');
    const chunks = db().collection<{ n: number; data: mongoose.mongo.Binary }>('documents.chunks');
    const first = await chunks.findOne({ n: 0 });
    const bytes = Buffer.from(first?.data.buffer ?? []);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await chunks.updateOne({ n: 0 }, { $set: { data: new mongoose.mongo.Binary(bytes) } });
    const { stream } = await watching.open(fileId);
    let taken = 0;
    stream.on('data', (chunk: Buffer) => (taken += chunk.length));
    const failure = await new Promise((resolve) => stream.once('error', resolve));
    expect(failure).toBeInstanceOf(DocumentAltered);
    expect(taken).toBeLessThan(PDF.length);
    expect(altered).toEqual([fileId]);
    // The hash that the upload recorded may have been altered too: the one of the aggregate counts.
    const { sha256 } = (await store.hashed(fileId)) ?? { sha256: '' };
    const files = db().collection('documents.files');
    await files.updateOne({}, { $set: { 'metadata.sha256': sha256 } });
    const named = await watching.open(fileId, { sha256: createHash('sha256').update(PDF).digest('hex') });
    await expect(named.stream.toArray()).rejects.toBeInstanceOf(DocumentAltered);
  });

  it('finds out the type of what is declared as octets, byte by byte if need be', async () => {
    expect(await store.save(streamOf(PNG, 1), 'application/octet-stream')).toMatchObject({ contentType: 'image/png' });
  });

  it('R-19: looks inside a container that is larger than one chunk', async () => {
    const filling = randomBytes(2_500_000);
    const office = officeOf(`${DOCX}.main+xml`, [{ name: 'word/media/image1.png', content: filling }]);
    const saved = await store.save(streamOf(office), 'application/octet-stream');
    expect(saved.contentType).toBe(DOCX);
    expect((await store.open(saved.fileId)).contentType).toBe(DOCX);
    expect(await store.hashed(saved.fileId)).toMatchObject({ sha256: saved.sha256, recorded: saved.sha256 });
    const macros = officeOf(`${DOCX}.main+xml`, [
      { name: 'word/media/image1.png', content: filling },
      { name: 'word/vbaProject.bin', content: 'x' },
    ]);
    const before = await left();
    await expect(store.save(streamOf(macros), DOCX)).rejects.toMatchObject({ code: 'DOCUMENT_TYPE_MISMATCH' });
    expect(await left()).toEqual(before);
  });

  it.each<[string, Buffer, string, string]>([
    ['a PNG declared as PDF', PNG, 'application/pdf', 'DOCUMENT_TYPE_MISMATCH'],
    ['a PDF declared as JPEG', PDF, 'image/jpeg', 'DOCUMENT_TYPE_MISMATCH'],
    [
      'a page declared as PDF',
      Buffer.from('<html><script>1</script></html>'),
      'application/pdf',
      'DOCUMENT_TYPE_MISMATCH',
    ],
    ['octets of no known type', Buffer.from('MZ hello'), 'application/octet-stream', 'DOCUMENT_TYPE_MISMATCH'],
    [
      'a zip file declared as HWPX',
      zipOf([{ name: 'a', content: 'a' }]),
      'application/hwp+zip',
      'DOCUMENT_TYPE_MISMATCH',
    ],
    ['a compound file that is no HWP', compoundFileOf('Workbook', PNG), 'application/x-hwp', 'DOCUMENT_TYPE_MISMATCH'],
    ['nothing', Buffer.alloc(0), 'application/pdf', 'DOCUMENT_EMPTY'],
  ])('refuses %s and keeps nothing', async (_, content, declared, code) => {
    const kind = code === 'DOCUMENT_EMPTY' ? 'invalid' : 'unsupported';
    await expect(store.save(streamOf(content), declared)).rejects.toMatchObject({ kind, code });
    expect(await left()).toEqual({ files: 0, chunks: 0 });
  });

  it('refuses what grows too large, and removes what was stored of it', async () => {
    await expect(store.save(streamOf(PDF), 'application/pdf', { bytesMax: 2_000_000 })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
    });
    expect(await left()).toEqual({ files: 0, chunks: 0 });
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield PDF;
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    );
    await expect(store.save(broken, 'application/pdf')).rejects.toMatchObject({
      status: 400,
      code: 'UPLOAD_INTERRUPTED',
    });
    expect(await left()).toEqual({ files: 0, chunks: 0 });
  });

  it.each(['nonsense', '0123456789abcdef01234567'])('has no document %s', async (id) => {
    await expect(store.open(id)).rejects.toMatchObject({ kind: 'hidden' });
  });

  it('sweeps what nothing refers to, chunks included, and spares the young', async () => {
    const kept = await store.save(streamOf(PDF), 'application/pdf');
    await store.save(streamOf(PNG), 'image/png');
    expect(await store.sweep(nothing, new Date(Date.now() - 3_600_000))).toEqual({ files: 0, remnants: 0 });
    expect(await store.sweep(async () => new Set([kept.fileId]), inAnHour())).toEqual({ files: 1, remnants: 0 });
    expect(await left()).toEqual({ files: 1, chunks: 3 });
  });

  it('sweeps the chunks of an upload that was killed', async () => {
    const { fileId } = await store.save(streamOf(PDF), 'application/pdf');
    await db().collection('documents.files').deleteMany({});
    expect(fileId).toHaveLength(24);
    expect(await store.sweep(nothing, inAnHour())).toEqual({ files: 0, remnants: 1 });
    expect(await left()).toEqual({ files: 0, chunks: 0 });
  });
});
