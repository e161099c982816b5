import { Readable } from 'node:stream';
import type mongoose from 'mongoose';
import { databaseOf } from '#testing/notes.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers } from '#testing/stores.js';
import { intake } from '../intake.service-map.js';
import { Applying, contact } from '../testing/applying.js';
import { ApplicationDocuments } from './application-documents.js';
import { SweepDocuments } from './document-sweep.mongo.js';

const pdf = (text: string) => Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`);

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
    const story = new Applying(service);
    await story.registerSupplier();
    const supplier = await story.supplier.get('/v1/suppliers/1234567890');
    expect(supplier).toMatchObject({ status: 200, body: { verified: true } });
    const draft = await story.supplier.post('/v1/applications', {
      contact,
      service: { name: '문서 자동화', kind: 'CONVERGENCE' },
      prices: [],
      certificates: [],
    });
    expect({ status: draft.status, body: draft.body }).toMatchObject({ status: 201 });
    const { id } = draft.view;
    for (const text of ['archived', 'replaced', 'newest'])
      expect((await story.attach(id, 'SLA', pdf(text))).status).toBe(200);
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
