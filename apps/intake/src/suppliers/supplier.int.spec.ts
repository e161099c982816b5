import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { Applying, form, registration } from '../testing/applying.js';
import type { SupplierView } from './supplier.view.js';

describeWithServers('Suppliers of intake', () => {
  let story: Applying;
  const path = '/v1/suppliers/1234567890';

  beforeAll(async () => {
    story = await Applying.start();
  });
  afterAll(() => story.stop());

  const read = async (): Promise<SupplierView> => {
    const { body } = await story.supplier.get(path);
    return body as SupplierView;
  };

  it('registers a supplier once, under its own business number', async () => {
    await story.registerSupplier();
    expect((await story.supplier.post('/v1/suppliers', registration)).outcome).toBe('409 SUPPLIER_EXISTS');
    const stranger = await story.client.as(personas.stranger).post('/v1/suppliers', registration);
    expect(stranger.status).toBe(403);
  });

  it('R-18: shows a mistyped check digit to the supplier and to NIA, and refuses nothing', async () => {
    const stranger = story.client.as(personas.competitor);
    const { outcome, body } = await stranger.post('/v1/suppliers', { ...registration, businessNumber: '222-22-22222' });
    expect([outcome, body]).toMatchObject(['201', { numberCheck: 'MISMATCH' }]);
    const { body: seen } = await story.officer.get('/v1/suppliers/2222222222');
    expect(seen).toMatchObject({ numberCheck: 'MISMATCH', verified: false });
    const verified = await story.officer.move('/v1/suppliers/2222222222', '/verification');
    expect([verified.outcome, verified.body]).toMatchObject(['200', { verified: true }]);
    // No register is set up here, which stops nothing.
    const unknown = { result: 'UNKNOWN', gap: 'NOT_SET_UP' };
    expect((verified.body as SupplierView).findings).toMatchObject([unknown, unknown, unknown]);
    const { body: now } = await story.officer.get('/v1/suppliers/2222222222/registry-checks');
    expect(now).toMatchObject({ findings: [unknown, unknown, unknown] });
  });

  it('F-2.6: stops a debarred supplier at the draft, the submission and the acceptance, by the days', async () => {
    const draft = await story.completeDraft('제재 전에 쓴 초안');
    const checked = await story.allOk(await story.inCheck('제재 전에 접수된 신청'));
    const order = { from: '2025-08-05', to: '2025-08-06', ground: 'COLLUSION', reason: '입찰 담합' };
    expect((await story.officer.move(path, '/debarment', { ...order, to: '2025-08-04' })).outcome).toBe(
      '422 DEBARMENT_REVERSED',
    );
    expect((await story.supplier.move(path, '/debarment', order)).status).toBe(403);
    expect((await story.officer.move(path, '/debarment', order)).outcome).toBe('200');
    expect((await read()).debarments).toMatchObject([{ ...order, no: 1, status: 'ORDERED' }]);

    const submission = () =>
      story.supplier.post(`/v1/applications/${draft.id}/submission`, { attested: true }, { ifMatch: draft.version });
    const acceptance = () =>
      story.officer.post(`/v1/applications/${checked.id}/acceptance`, undefined, { ifMatch: checked.version });
    await story.client.clock('2025-08-05 09:00');
    expect((await read()).debarments).toMatchObject([{ status: 'IN_FORCE' }]);
    const drafted = await story.supplier.post('/v1/applications', form('새 서비스'));
    const refused = [drafted, await submission(), await acceptance()];
    expect(refused.map(({ outcome }) => outcome)).toEqual(Array(3).fill('409 SUPPLIER_DEBARRED'));
    expect(JSON.stringify(refused[1]?.body)).toContain('2025-08-06');

    await story.client.clock('2025-08-07 00:00');
    expect((await read()).debarments).toMatchObject([{ status: 'ENDED' }]);
    expect([(await submission()).outcome, (await acceptance()).outcome]).toEqual(['200', '200']);
  });

  it('lifts a debarment with a reason, once, and the supplier sees both', async () => {
    const order = { from: '2025-08-07', to: '2025-12-31', ground: 'OTHER', reason: '처분' };
    expect((await story.officer.move(path, '/debarment', order)).outcome).toBe('200');
    const lift = { debarmentNo: 2, reason: '집행정지 결정' };
    expect((await story.officer.move(path, '/reinstatement', lift)).outcome).toBe('200');
    expect((await story.officer.move(path, '/reinstatement', lift)).outcome).toBe('409 DEBARMENT_OVER');
    expect((await read()).debarments[1]).toMatchObject({
      status: 'LIFTED',
      lifted: { on: '2025-08-07', reason: '집행정지 결정' },
    });
  });

  it('of two officers who debar at once one is told that the supplier has changed', async () => {
    const { version } = await read();
    const order = { from: '2026-01-01', to: '2026-01-31', ground: 'OTHER', reason: '처분' };
    const both = await Promise.all(
      [story.officer, story.client.as(personas.otherOfficer)].map((one) =>
        one.post(`${path}/debarment`, order, { ifMatch: version }),
      ),
    );
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['200', '412 VERSION_STALE']);
    const { debarments } = await read();
    expect(JSON.stringify(both.map(({ body }) => body))).toContain(`debarments: ${debarments.length}): read it again`);
  });
});
