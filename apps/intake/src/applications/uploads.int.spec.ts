import { connect } from 'node:net';
import { Readable } from 'node:stream';
import type mongoose from 'mongoose';
import { devToken } from '#common/http/dev-tokens.http.js';
import { newId } from '#common/kernel/ids.js';
import { databaseOf } from '#testing/notes.js';
import { personas } from '#testing/personas.js';
import type { Answer } from '#testing/service-client.js';
import type { ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying, form, type Shown } from '../testing/applying.js';
import { ApplicationDocuments } from './application-documents.js';
import { SweepDocuments } from './document-sweep.mongo.js';

const KIB = 1024;
const DRAFTS_MAX = 20;
const BY_APPLICATION = 50 * KIB;
const BY_DAY = 200 * KIB;
const TYPES = ['SLA', 'PRICE_TABLE', 'OPERATION_PLAN', 'SUPPORT_PLAN', 'SERVICE_DESCRIPTION', 'FUSION_PROOF'] as const;
const basis = 'small quotas for this spec';
const policy = {
  rows: [
    { key: 'intake.applicationBytesMax', from: '2025-01-01', value: BY_APPLICATION, basis },
    { key: 'intake.supplierBytesPerDayMax', from: '2025-01-01', value: BY_DAY, basis },
  ],
} as const;

const pdf = (bytes: number, text = 'x') =>
  Buffer.concat([Buffer.from(`%PDF-1.4\n${text}\n`), Buffer.alloc(bytes, 'x')], bytes);

interface UploadDay {
  readonly _id: string;
  readonly bytes: number;
  readonly inFlight: readonly { readonly fileId: string }[];
}

describeWithServers('Uploads of a supplier', () => {
  let service: ServiceUnderTest;
  let story: Applying;
  let db: mongoose.mongo.Db;
  let day = 4;

  beforeAll(async () => {
    story = await Applying.start(policy);
    service = story.under;
    db = databaseOf(service.database);
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  // Each test has a day of its own, and with it the whole quota of a day; nothing is left of the test before.
  beforeEach(async () => {
    await story.client.clock(`2025-08-${String(++day).padStart(2, '0')} 09:00`);
    const { items } = (await story.supplier.get('/v1/applications?limit=100&status=DRAFT')).view as unknown as {
      items: Shown[];
    };
    for (const { id, version } of items)
      await story.supplier.post(`/v1/applications/${id}/withdrawal`, { reason: '끝' }, { ifMatch: version });
    await db.collection('documents.files').deleteMany({});
    await db.collection('documents.chunks').deleteMany({});
  });

  const draft = async (name = newId()): Promise<Shown> =>
    (await story.supplier.post('/v1/applications', form(name))).view;
  const stored = async () => {
    const files = await db.collection('documents.files').find().toArray();
    return files.map(({ length }) => length as number).sort((a, b) => a - b);
  };
  const chunks = () => db.collection('documents.chunks').countDocuments();
  const days = () => db.collection<UploadDay>('upload_days');
  const today = () => days().findOne({ _id: `1234567890/2025-08-${String(day).padStart(2, '0')}` });
  const counted = async () => {
    const row = await today();
    return [row?.bytes ?? 0, row?.inFlight.length ?? 0];
  };
  const sweep = () => service.service.app.get(SweepDocuments).run();
  const outcomesOf = (answers: readonly { readonly outcome: string }[]) =>
    Object.fromEntries(
      [...new Set(answers.map(({ outcome }) => outcome))]
        .sort()
        .map((outcome) => [outcome, answers.filter((one) => one.outcome === outcome).length]),
    );

  /** Sends the head of a request and no byte of its body. @returns the first line of the answer */
  async function announce(path: string, headers: Record<string, string> = {}): Promise<string> {
    const { hostname, port } = new URL(service.service.url);
    const { token } = await devToken(personas.supplier);
    const all = {
      host: 'x',
      authorization: `Bearer ${token}`,
      'content-type': 'application/pdf',
      'content-length': String(10 * KIB),
      ...headers,
    };
    const socket = connect(Number(port), hostname);
    try {
      return await new Promise((resolve, reject) => {
        socket.on('error', reject).on('data', (data) => resolve(data.toString().split('\r\n', 1)[0] ?? ''));
        socket.setTimeout(5_000, () => reject(new Error('no answer before the body')));
        const given = Object.entries(all).filter(([, value]) => value !== '');
        const lines = given.map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(`PUT ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
      });
    } finally {
      socket.destroy();
    }
  }

  it('S5: are refused before a byte of the body is sent: by type, status, version and quota', async () => {
    const { id } = await draft();
    const path = `/v1/applications/${id}/documents/SLA`;
    expect(await announce(`/v1/applications/${id}/documents/UNKNOWN`)).toContain('422');
    expect(await announce(path, { 'if-match': '"99"' })).toContain('412');
    expect(await announce(path, { 'content-length': String(BY_APPLICATION + 1) })).toContain('507');
    expect(await announce(`/v1/applications/${newId()}/documents/SLA`)).toContain('404');
    const { version } = await story.read(id);
    await story.supplier.post(`/v1/applications/${id}/withdrawal`, { reason: '끝' }, { ifMatch: version });
    expect(await announce(path)).toContain('409');
    expect([await stored(), await chunks(), await counted()]).toEqual([[], 0, [0, 0]]);
  });

  it('S4: break off when the store holds other bytes, and are counted', async () => {
    const { id, version } = await draft();
    const path = `/v1/applications/${id}/documents/SLA`;
    const body = pdf(8 * KIB);
    const { token } = await devToken(personas.supplier);
    const headers = { authorization: `Bearer ${token}` };
    const url = `${service.service.url}${path}`;
    const put = { ...headers, 'content-type': 'application/pdf', 'if-match': `"${version}"` };
    expect((await fetch(url, { method: 'PUT', headers: put, body })).status).toBe(200);
    const whole = await fetch(url, { headers });
    expect((await whole.arrayBuffer()).byteLength).toBe(body.length);
    body[500] = 0;
    await db.collection('documents.chunks').updateMany({}, { $set: { data: body } });
    const taken = await fetch(url, { headers })
      .then(
        (answer) => answer.arrayBuffer().then((bytes) => (answer.ok ? bytes.byteLength : 0)),
        () => 0,
      )
      .catch(() => 0);
    expect(taken).toBeLessThan(body.length);
    const metrics = await (await fetch(`${service.service.opsUrl}/metrics`)).text();
    expect(metrics).toMatch(/documents_altered_total\{[^}]*\} 1\n/);
  });

  it('S5: leave nothing behind when the command is refused after the body', async () => {
    const { id, version } = await draft();
    const path = `/v1/applications/${id}/documents/SLA`;
    const { hostname, port } = new URL(service.service.url);
    const { token } = await devToken(personas.supplier);
    const socket = connect(Number(port), hostname);
    const answered = new Promise<string>((resolve) => socket.on('data', (data) => resolve(data.toString())));
    const body = pdf(8 * KIB);
    socket.write(
      `PUT ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/pdf\r\n` +
        `content-length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, 5 * KIB));
    await eventually(async () => expect(await counted()).toEqual([0, 1]));
    // The application ends while its document is on its way.
    await story.supplier.post(`/v1/applications/${id}/withdrawal`, { reason: '끝' }, { ifMatch: version });
    socket.write(body.subarray(5 * KIB));
    expect(await answered).toContain('APPLICATION_NOT_DRAFT');
    socket.destroy();
    await eventually(async () => expect([await stored(), await chunks(), await counted()]).toEqual([[], 0, [0, 0]]));
  });

  it('S5: of a draft replace each other: the replaced file goes at once, and the day counts both', async () => {
    const { id } = await draft();
    for (const size of [20, 30, 40]) expect((await story.attach(id, 'SLA', pdf(size * KIB))).status).toBe(200);
    expect(await stored()).toEqual([40 * KIB]);
    expect(await counted()).toEqual([90 * KIB, 0]);
    // 10 KiB are left, or 50 for another one of the same type.
    expect((await story.attach(id, 'PRICE_TABLE', pdf(11 * KIB))).outcome).toBe('507 APPLICATION_STORAGE_FULL');
    expect((await story.attach(id, 'SLA', pdf(50 * KIB))).status).toBe(200);
  });

  it('S5: are kept once under one Idempotency-Key, also when the draft has moved on', async () => {
    const { id } = await draft();
    const attach = (size: number, key: string) =>
      story.supplier.put(`/v1/applications/${id}/documents/SLA`, pdf(size * KIB), {
        key,
        headers: { 'content-type': 'application/pdf' },
      });
    const key = newId();
    const [one, two] = await Promise.all([attach(10, key), attach(10, key)]);
    expect([one.status, two.status, one.view.version]).toEqual([200, 200, two.view.version]);
    expect((await attach(20, newId())).status).toBe(200);
    expect((await attach(10, key)).view.version).toBe(one.view.version);
    expect((await attach(11, key)).outcome).toBe('422 IDEMPOTENCY_KEY_REUSED');
    expect([await stored(), await counted()]).toEqual([[20 * KIB], [30 * KIB, 0]]);
  });

  it('S5: that run at once, twenty of them, take exactly what the day has room for', async () => {
    const drafts = await Promise.all(Array.from({ length: DRAFTS_MAX }, () => draft()));
    const answers = await Promise.all(drafts.map(({ id }) => story.attach(id, 'SLA', pdf(30 * KIB))));
    // Those in flight have their room: one that finds none may be refused although another one fails later.
    expect(outcomesOf(answers)).toEqual({ '200': 6, '429 UPLOADS_EXHAUSTED': 14 });
    expect([await stored(), await counted()]).toEqual([Array(6).fill(30 * KIB), [180 * KIB, 0]]);
    const refused = answers.find(({ status }) => status === 429);
    // Until midnight in Seoul.
    expect(refused?.headers.get('retry-after')).toBe(String(15 * 3_600));
    await story.client.clock(`2025-08-${String(++day).padStart(2, '0')} 09:00`);
    const again = drafts[answers.findIndex(({ status }) => status === 429)];
    expect((await story.attach(again?.id ?? '', 'SLA', pdf(30 * KIB))).status).toBe(200);
  });

  it('S5: that run at once, twenty of them, take exactly what an application has room for', async () => {
    const { id } = await draft();
    // All twenty have room in the day, also when they come one by one and replace each other.
    const size = 9 * KIB;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => story.attach(id, TYPES[n % TYPES.length] ?? '', pdf(size, String(n)))),
    );
    expect(Object.keys(outcomesOf(answers)).sort()).toEqual(['200', '507 APPLICATION_STORAGE_FULL']);
    const { documents } = await story.read(id);
    const bytes = documents.map((one) => one.bytes);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(BY_APPLICATION);
    expect(await stored()).toEqual(bytes);
    expect((await counted())[1]).toBe(0);
    // What was refused has left no trace: the room that is left can be used to the last byte.
    const free = TYPES.find((type) => !documents.some((one) => one.type === type)) ?? '';
    const left = BY_APPLICATION - bytes.length * size;
    expect((await story.attach(id, free, pdf(left + 1))).outcome).toBe('507 APPLICATION_STORAGE_FULL');
    expect((await story.attach(id, free, pdf(left))).status).toBe(200);
  });

  it('S5: of unknown length have the room of the largest document held for them', async () => {
    const { id } = await draft();
    const chunked = await announce(`/v1/applications/${id}/documents/SLA`, {
      'content-length': '',
      'transfer-encoding': 'chunked',
    });
    expect(chunked).toContain('507');
  });

  it('S5: whose process died are counted by what became of them', async () => {
    const { id } = await draft();
    expect((await story.attach(id, 'SLA', pdf(10 * KIB))).status).toBe(200);
    const [row] = await db.collection('documents.files').find().toArray();
    const lost = await service.service.app
      .get(ApplicationDocuments)
      .save(Readable.from([pdf(20 * KIB)]), 'application/pdf');
    // As a crash leaves them: one after its command, one before it, one that has only just begun.
    const at = new Date(Date.now() - 2 * 3_600_000);
    const crashed = [
      { fileId: String(row?._id), subject: id, bytes: 10 * KIB, at },
      { fileId: lost.fileId, subject: id, bytes: 20 * KIB, at },
      { fileId: '0123456789abcdef01234567', subject: id, bytes: KIB, at: new Date() },
    ];
    await days().updateOne({ _id: (await today())?._id ?? '' }, { $set: { bytes: 0, inFlight: crashed } });
    // 39 KiB would not fit with the lost upload, so what lapsed is looked at first.
    expect((await story.attach(id, 'PRICE_TABLE', pdf(39 * KIB))).status).toBe(200);
    expect([await stored(), await counted()]).toEqual([
      [10 * KIB, 39 * KIB],
      [49 * KIB, 1],
    ]);
  });

  it('S5: are swept when no application stands on them, however they came to be there', async () => {
    const { id } = await draft();
    expect((await story.attach(id, 'SLA', pdf(10 * KIB))).status).toBe(200);
    await service.service.app.get(ApplicationDocuments).save(Readable.from([pdf(7 * KIB)]), 'application/pdf');
    // A replaced document of a draft whose removal failed.
    const replaced = await service.service.app
      .get(ApplicationDocuments)
      .save(Readable.from([pdf(8 * KIB)]), 'application/pdf');
    await db.collection('applications').updateOne(
      { _id: id as never, 'history.type': 'DocumentAttached' },
      {
        $set: { 'history.$.data.document.fileId': replaced.fileId },
      },
    );
    await sweep();
    expect(await stored()).toEqual([7 * KIB, 8 * KIB, 10 * KIB]);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await db.collection('documents.files').updateMany({}, { $set: { uploadDate: yesterday } });
    await sweep();
    expect(await stored()).toEqual([10 * KIB]);
  });

  it('S5: belong to twenty drafts at most, also when more begin at once', async () => {
    const begin = (n: number) => story.supplier.post('/v1/applications', form(`초안 ${n} ${newId()}`));
    const answers = await Promise.all(Array.from({ length: DRAFTS_MAX + 5 }, (_, n) => begin(n)));
    expect(outcomesOf(answers)).toEqual({ '201': DRAFTS_MAX, '429 DRAFTS_TOO_MANY': 5 });
    const [begun] = answers.filter(({ status }) => status === 201) as [Answer<Shown>];
    const { id, version } = begun.view;
    await story.supplier.post(`/v1/applications/${id}/withdrawal`, { reason: '끝' }, { ifMatch: version });
    expect((await begin(99)).status).toBe(201);
    expect((await begin(100)).outcome).toBe('429 DRAFTS_TOO_MANY');
  });
});
