import { databaseOf } from '#testing/notes.js';
import { personas } from '#testing/personas.js';
import type { ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying, contact, form } from '../testing/applying.js';

/** Short periods: on the way to a far day the clock stops at every daily anchor. */
const basis = 'short periods for this spec';
const policy = {
  rows: [
    { key: 'intake.draftKeptDays', from: '2025-01-01', value: 2, basis },
    { key: 'intake.papersKeptYears', from: '2025-01-01', value: 0, basis },
  ],
} as const;

describeWithServers('Papers whose period of keeping ends', () => {
  let service: ServiceUnderTest;
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start(policy);
    service = story.under;
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  const files = () => databaseOf(service.database).collection('documents.files').countDocuments();
  const stored = async (id: string) =>
    JSON.stringify(
      await databaseOf(service.database)
        .collection('applications')
        .findOne({ _id: id as never }),
    );
  const auditOf = async () => (await story.client.as(personas.auditor).get('/v1/audit')).body;

  it('S15: go with a draft that was never submitted: contact and files', async () => {
    const { view } = await story.supplier.post('/v1/applications', form('잊힌 초안'));
    expect((await story.attach(view.id, 'SLA')).status).toBe(200);
    expect(await files()).toBe(1);
    await story.client.clock('2025-08-07 00:00');
    await eventually(async () => {
      const gone = await story.read(view.id);
      expect(gone).toMatchObject({ status: 'WITHDRAWN', papersKeptUntil: '2025-08-06' });
      expect(gone.contact).toBeUndefined();
      expect(gone.documents).toMatchObject([{ type: 'SLA', erased: { ground: 'PERIOD_ENDED' } }]);
    });
    await eventually(async () => expect(await files()).toBe(0));
    expect(await stored(view.id)).not.toContain(contact.email);
    expect(await auditOf()).toMatchObject({ invalid: [] });
  });

  it('S15: go after an end without selection, with the record of when and why; what they were stays known', async () => {
    await story.client.clock('2025-08-08 09:00');
    const checking = await story.inCheck('반려된 신청');
    const path = `/v1/applications/${checking.id}`;
    const body = { ground: 'UNDER_SANCTION', reason: '제재 중이다.' };
    const { view: returned } = await story.officer.post(`${path}/return`, body, { ifMatch: checking.version });
    expect(returned).toMatchObject({ status: 'RETURNED', papersKeptUntil: '2025-08-08' });
    const sla = await story.supplier.get(`${path}/documents/SLA`);
    expect(sla.status).toBe(200);

    await story.client.clock('2025-08-08 23:59');
    expect((await story.supplier.get(`${path}/documents/SLA`)).status).toBe(200);
    await story.client.clock('2025-08-09 00:00');
    await eventually(async () => expect((await story.read(checking.id)).documents[0]?.erased).toBeDefined());
    const erased = await story.read(checking.id);
    const before = returned.documents.map(({ type, sha256, bytes }) => ({ type, sha256, bytes }));
    expect(erased.documents.map(({ type, sha256, bytes }) => ({ type, sha256, bytes }))).toEqual(before);
    const download = await story.supplier.get(`${path}/documents/SLA`);
    expect(download.outcome).toBe('410 DOCUMENT_ERASED');
    expect(JSON.stringify(download.view)).toContain('2025-08-09');
    const types = (await story.supplier.get(`${path}/history`)).view.items.map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['PersonalDataErased', 'DocumentsErased']);
    expect(await files()).toBe(0);
    for (const gone of [contact.email, contact.name]) expect(await stored(checking.id)).not.toContain(gone);
    // The courier takes the notice of the return, with the officer's address, out of the application.
    await eventually(async () => expect(await stored(checking.id)).not.toContain('help@example.kr'));
    expect(await auditOf()).toMatchObject({ invalid: [] });
  });
});
