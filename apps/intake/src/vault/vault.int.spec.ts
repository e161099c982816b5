import { newId } from '#common/kernel/ids.js';
import { SAMPLES } from '#testing/document-samples.js';
import { databaseOf } from '#testing/notes.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { SweepDocuments } from '../applications/document-sweep.mongo.js';
import { Applying, form } from '../testing/applying.js';
import type { VaultDocumentView } from './vault-document.view.js';

const pdf = (text: string) => Buffer.concat([SAMPLES['application/pdf'], Buffer.from(text)]);
const basis = 'small quotas for this spec';
const policy = {
  rows: [{ key: 'intake.vaultDocumentsMax', from: '2025-01-01', value: 8, basis }],
} as const;

describeWithServers('The vault of a supplier', () => {
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start(policy);
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  // Each test has the whole vault.
  beforeEach(async () => {
    const { items } = (await story.supplier.get('/v1/documents?limit=100')).view as unknown as {
      items: VaultDocumentView[];
    };
    for (const { id, version, erasedAt } of items) if (erasedAt === undefined) await erase(id, version);
  });

  const headersOf = (name?: string) => ({
    'content-type': 'application/pdf',
    ...(name !== undefined && { 'content-disposition': `attachment; filename="${name}"` }),
  });
  const store = async (text: string, name?: string) =>
    (await story.supplier.post('/v1/documents', pdf(text), { headers: headersOf(name) }))
      .view as unknown as VaultDocumentView;
  const erase = (id: string, ifMatch: number) =>
    story.supplier.post(`/v1/documents/${id}/erasure`, undefined, { ifMatch });
  const refer = (id: string, documentId: string, version?: number, type = 'SLA', n = 1) =>
    story.supplier.put(`/v1/applications/${id}/documents/${type}/${n}/reference`, {
      documentId,
      ...(version !== undefined && { version }),
    });
  const bytesAt = async (path: string, person = personas.supplier) => {
    const { status, headers } = await story.client.as(person).get(path);
    return status === 200 ? Number(headers.get('content-length')) : status;
  };
  const files = () => databaseOf(story.under.database).collection('documents.files').countDocuments();

  it('keeps documents and their versions for the supplier alone', async () => {
    const first = await store('one', 'registration.pdf');
    expect(first.versions).toMatchObject([{ n: 1, name: 'registration.pdf', bytes: pdf('one').length }]);
    const path = `/v1/documents/${first.id}`;
    const put = await story.supplier.put(`${path}/content`, pdf('second'), { headers: headersOf() });
    expect(put.status).toBe(200);
    expect([await bytesAt(`${path}/content`), await bytesAt(`${path}/content?version=1`)]).toEqual([
      pdf('second').length,
      pdf('one').length,
    ]);
    expect(await bytesAt(`${path}/content?version=3`)).toBe(404);
    for (const person of [personas.competitor, personas.officer])
      for (const one of [path, `${path}/content`])
        expect([403, 404]).toContain((await story.client.as(person).get(one)).status);
    const { view } = await story.supplier.get('/v1/documents');
    expect(JSON.stringify(view)).toContain(first.id);
  });

  it('is read by the auditor, with its history', async () => {
    const { id } = await store('audited', 'audited.pdf');
    const path = `/v1/documents/${id}`;
    const auditor = story.client.as(personas.auditor);
    expect((await auditor.get(path)).status).toBe(200);
    expect(await bytesAt(`${path}/content`, personas.auditor)).toBe(pdf('audited').length);
    expect(JSON.stringify((await auditor.get('/v1/documents')).view)).toContain(id);
    await erase(id, 1);
    for (const reader of [auditor, story.supplier])
      expect((await reader.get(`${path}/history`)).view.items.map(({ type }) => type)).toEqual([
        'DocumentStored',
        'VaultDocumentErased',
        'PersonalDataErased',
      ]);
    expect((await story.client.as(personas.competitor).get(`${path}/history`)).status).toBe(404);
  });

  it('is filled and emptied by editors and managers; a signer reads', async () => {
    const signer = { ...personas.supplier, sub: 'vault-signer' };
    const { view: supplier } = await story.supplier.get('/v1/suppliers/1234567890');
    const listing = { sub: signer.sub, function: 'SIGNER' };
    const people = '/v1/suppliers/1234567890/people';
    expect((await story.supplier.post(people, listing, { ifMatch: supplier.version })).status).toBe(200);
    const document = await store('signed by nobody');
    const path = `/v1/documents/${document.id}`;
    const as = story.client.as(signer);
    expect((await as.get(path)).status).toBe(200);
    const before = await files();
    expect((await as.post('/v1/documents', pdf('x'), { headers: headersOf() })).status).toBe(403);
    expect((await as.put(`${path}/content`, pdf('x'), { headers: headersOf() })).status).toBe(403);
    expect((await as.post(`${path}/erasure`, undefined, { ifMatch: document.version })).status).toBe(403);
    expect(await files()).toBe(before);
  });

  it('a file is taken off a draft: its bytes go, unless the vault has them', async () => {
    const document = await store('lent');
    const { id } = (await story.supplier.post('/v1/applications', form(newId()))).view;
    await refer(id, document.id);
    await story.supplier.put(`/v1/applications/${id}/documents/PRICE_TABLE`, pdf('own'), { headers: headersOf() });
    const before = await files();
    const remove = async (type: string, n = 1) => {
      const { version } = await story.read(id);
      const path = `/v1/applications/${id}/documents/${type}/${n}/removal`;
      return story.supplier.post(path, undefined, { ifMatch: version });
    };
    expect((await remove('PRICE_TABLE')).view.documents.map(({ type }) => type)).toEqual(['SLA']);
    await eventually(async () => expect(await files()).toBe(before - 1));
    expect((await remove('SLA')).view.documents).toEqual([]);
    expect(await bytesAt(`/v1/documents/${document.id}/content`)).toBe(pdf('lent').length);
    expect((await remove('SLA')).outcome).toBe('409 DOCUMENT_MISSING');
    expect((await remove('SLA', 0)).status).toBe(404);
  });

  it('lends a version to applications, which pin it and store no byte of it again', async () => {
    const document = await store('pinned');
    const before = await files();
    const first = (await story.supplier.post('/v1/applications', form(newId()))).view;
    const second = (await story.supplier.post('/v1/applications', form(newId()))).view;
    const { view } = await refer(first.id, document.id);
    expect(view.documents).toMatchObject([{ type: 'SLA', reference: { documentId: document.id, n: 1 } }]);
    await story.supplier.put(`/v1/documents/${document.id}/content`, pdf('a newer one'), { headers: headersOf() });
    await refer(second.id, document.id);
    await refer(second.id, document.id, 1, 'SLA', 2);
    const lengths = [`${first.id}/documents/SLA`, `${second.id}/documents/SLA`, `${second.id}/documents/SLA/2`];
    expect(await Promise.all(lengths.map((path) => bytesAt(`/v1/applications/${path}`)))).toEqual([
      pdf('pinned').length,
      pdf('a newer one').length,
      pdf('pinned').length,
    ]);
    expect(await files()).toBe(before + 1);
    // A draft that no longer refers to it takes nothing from the vault.
    expect((await story.attach(first.id, 'SLA', pdf('its own'))).status).toBe(200);
    expect(await bytesAt(`/v1/documents/${document.id}/content?version=1`)).toBe(pdf('pinned').length);
    const days = await databaseOf(story.under.database).collection('upload_days').find().toArray();
    expect(days.flatMap(({ inFlight }) => inFlight as object[])).toEqual([]);
  });

  it('is no way to the documents of another supplier, nor to what is not there', async () => {
    const document = await store('private');
    await databaseOf(story.under.database)
      .collection('vault_documents')
      .updateOne({ _id: document.id as never }, { $set: { 'state.businessNumber': '9999999999' } });
    const { view: draft } = await story.supplier.post('/v1/applications', form(newId()));
    expect((await refer(draft.id, document.id)).status).toBe(404);
    expect((await refer(draft.id, newId())).status).toBe(404);
    await databaseOf(story.under.database)
      .collection('vault_documents')
      .updateOne({ _id: document.id as never }, { $set: { 'state.businessNumber': '1234567890' } });
  });

  it('S15: erases a document at once, unless an application under review refers to it: that one keeps the bytes', async () => {
    const free = await store('free', 'kim.pdf');
    const lent = await store('lent', 'lee.pdf');
    const draft = await story.completeDraft(newId());
    expect((await refer(draft.id, lent.id)).status).toBe(200);
    const submitted = await story.submit(await story.read(draft.id));
    expect((await refer(submitted.id, free.id)).outcome).toBe('409 APPLICATION_NOT_DRAFT');
    const before = await files();
    for (const { id, version } of [free, lent]) {
      const { status, view } = await erase(id, version);
      expect([status, view]).toMatchObject([200, { erasedAt: expect.any(String) as string }]);
      expect(JSON.stringify(view)).not.toMatch(/kim|lee/);
      expect((await story.supplier.get(`/v1/documents/${id}/content`)).outcome).toBe('410 DOCUMENT_ERASED');
    }
    expect(await files()).toBe(before - 1);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await databaseOf(story.under.database)
      .collection('documents.files')
      .updateMany({}, { $set: { uploadDate: yesterday } });
    await story.under.service.app.get(SweepDocuments).run();
    await story.startCheck(submitted);
    expect(await bytesAt(`/v1/applications/${draft.id}/documents/SLA`, personas.officer)).toBe(pdf('lent').length);
    expect((await refer((await story.supplier.post('/v1/applications', form(newId()))).view.id, lent.id)).outcome).toBe(
      '410 DOCUMENT_ERASED',
    );
  });

  it('never leaves an application without the bytes it refers to, when both happen at once', async () => {
    for (let i = 0; i < 12; i++) {
      const document = await store(`race ${i}`);
      const { view: draft } = await story.supplier.post('/v1/applications', form(newId()));
      const [referred] = await Promise.all([
        refer(draft.id, document.id),
        (i % 2 === 0 ? Promise.resolve() : new Promise((done) => setImmediate(done))).then(() =>
          erase(document.id, document.version),
        ),
      ]);
      const bytes = await bytesAt(`/v1/applications/${draft.id}/documents/SLA`);
      expect([referred.status, bytes]).toEqual(referred.status === 200 ? [200, pdf(`race ${i}`).length] : [410, 404]);
      const { version } = await story.read(draft.id);
      await story.supplier.post(`/v1/applications/${draft.id}/withdrawal`, { reason: '끝' }, { ifMatch: version });
    }
  });

  it('A-31: has room for so many documents, also when more come at once; an erased one makes room', async () => {
    const answers = await Promise.all(
      Array.from({ length: 11 }, (_, n) => story.supplier.post('/v1/documents', pdf(`${n}`), { headers: headersOf() })),
    );
    const outcomes = answers.map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual([...Array<string>(8).fill('201'), ...Array<string>(3).fill('507 VAULT_FULL')]);
    const first = answers.find(({ status }) => status === 201);
    await erase(first?.view.id ?? '', first?.view.version ?? 0);
    await eventually(async () =>
      expect((await story.supplier.post('/v1/documents', pdf('more'), { headers: headersOf() })).status).toBe(201),
    );
  });
});
