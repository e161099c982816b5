import { Readable } from 'node:stream';
import type mongoose from 'mongoose';
import { databaseOf } from '#testing/notes.js';
import { client, serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { intake } from '../intake.service-map.js';
import { ApplicationDocuments } from './application-documents.js';
import { SweepDocuments } from './document-sweep.mongo.js';

const pdf = (text: string) => Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`);
const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const SUPPLIER = { sub: 'supplier-2', roles: ['SUPPLIER'], org: '1234567891' } as const;

describeWithServers('Documents of applications', () => {
  let service: ServiceUnderTest;
  let files: mongoose.mongo.Collection;

  beforeAll(async () => {
    service = await serviceUnderTest(
      intake,
      intake.consumers.map(([event]) => event),
    );
    files = databaseOf(service.database).collection('documents.files');
  });
  afterAll(() => service.stop());

  const sweep = () => service.service.app.get(SweepDocuments).run();
  const stored = async () =>
    (await files.find().toArray()).map(({ metadata }) => (metadata as { sha256: string }).sha256);

  it('stay when a history names them, also replaced and archived ones; others go after a day', async () => {
    const call = client(service.service.url, SUPPLIER);
    const supplier = {
      businessNumber: '123-45-67891',
      name: '제공기업',
      size: 'SMALL_MEDIUM',
      representative: '홍길동',
    };
    await call('POST', '/v1/suppliers', { ...supplier, address: '서울특별시', contact });
    const admin = client(service.service.url, { sub: 'officer', roles: ['NIA_OPERATOR'] });
    expect(
      (await admin('POST', '/v1/suppliers/1234567891/verification', undefined, { 'if-match': '"1"' })).status,
    ).toBe(200);
    const draft = await call('POST', '/v1/applications', {
      contact,
      service: { name: '문서 자동화', kind: 'CONVERGENCE' },
      prices: [],
      certificates: [],
    });
    expect({ status: draft.status, body: draft.body }).toMatchObject({ status: 201 });
    const { id } = draft.body as { id: string };
    for (const text of ['archived', 'replaced', 'newest']) {
      const type = { 'content-type': 'application/pdf' };
      expect((await call('PUT', `/v1/applications/${id}/documents/SLA`, pdf(text), type)).status).toBe(200);
    }
    await service.service.app
      .get(ApplicationDocuments)
      .save(Readable.from([pdf('never referred to')]), 'application/pdf');

    const db = databaseOf(service.database);
    const applications = db.collection<{ _id: string; history: { id: string; type: string }[] }>('applications');
    const history = (await applications.findOne({ _id: id }))?.history ?? [];
    const first = history.findIndex(({ type }) => type === 'DocumentAttached');
    await applications.updateOne({ _id: id }, { $pull: { history: { id: history[first]?.id ?? '' } } });
    await db.collection('applications_history').insertOne({ aggregate: id, n: first, event: history[first] });

    const before = await stored();
    await sweep();
    expect(await stored()).toEqual(before);
    await files.updateMany({}, { $set: { uploadDate: new Date(Date.now() - 25 * 3_600_000) } });
    await sweep();
    expect(await stored()).toEqual(before.slice(0, 3));
  });
});
