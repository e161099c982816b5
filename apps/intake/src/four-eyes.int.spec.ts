import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { Applying } from './testing/applying.js';

/** Acts for the supplier by one token, and is an officer of NIA by another. */
const asSupplier = { ...personas.supplier, sub: 'two-hats' };
const asOfficer = { ...personas.officer, sub: 'two-hats' };
const SUPPLIER = '/v1/suppliers/1234567890';
const officer = {
  name: '양다리',
  unit: 'NIA',
  phone: '1522-0089',
  email: 'help@example.kr',
  notLinkedToSupplier: true,
};

describeWithServers('Four eyes in intake', () => {
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
    const { view } = await story.supplier.get(SUPPLIER);
    const listing = { sub: asSupplier.sub, function: 'MANAGER' };
    await story.supplier.post(`${SUPPLIER}/people`, listing, { ifMatch: view.version });
  });
  afterAll(() => story.stop());

  const versionOf = async () => (await story.supplier.get(SUPPLIER)).view.version;
  const own = () => story.client.as(asOfficer);

  it('four eyes: nobody checks, decides on or is handed an application that they wrote', async () => {
    const draft = await story.completeDraft('두 모자');
    const path = `/v1/applications/${draft.id}`;
    const submitted = await story.client
      .as(asSupplier)
      .post(`${path}/submission`, { attested: true }, { ifMatch: draft.version });
    expect(submitted.outcome).toBe('200');
    const { version } = submitted.view;
    expect((await own().post(`${path}/check`, officer, { ifMatch: version })).outcome).toBe('403 OWN_WORK');
    const checking = await story.startCheck(submitted.view);
    const ifMatch = checking.version;
    const taking = { ...officer, reason: '인수' };
    expect((await own().post(`${path}/take-over`, taking, { ifMatch })).outcome).toBe('403 OWN_WORK');
    const { notLinkedToSupplier: _none, ...contact } = officer;
    const handing = { officer: { ...contact, sub: asOfficer.sub }, reason: '인계' };
    expect((await story.officer.post(`${path}/hand-over`, handing, { ifMatch })).outcome).toBe('422 OFFICER_LINKED');
    expect((await story.read(draft.id)).version).toBe(ifMatch);
  });

  it('four eyes: who asks for another extension of the check does not consent to it for the applicant', async () => {
    const checking = await story.inCheck('연장할 서비스');
    const path = `/v1/applications/${checking.id}/check-extension`;
    const reason = { reason: '확인이 늦다' };
    const once = await story.officer.post(path, reason, { ifMatch: checking.version });
    const asked = await story.officer.post(path, reason, { ifMatch: once.view.version });
    expect(asked.view.extensionAsked).toBe(true);
    const { view } = await story.supplier.get(SUPPLIER);
    const both = { ...personas.supplier, sub: personas.officer.sub };
    const listing = { sub: both.sub, function: 'SIGNER' };
    expect((await story.supplier.post(`${SUPPLIER}/people`, listing, { ifMatch: view.version })).outcome).toBe('200');
    const ifMatch = asked.view.version;
    const answer = [`${path}/answer`, { consents: true }, { ifMatch }] as const;
    expect((await story.client.as(both).post(...answer)).outcome).toBe('403 OWN_WORK');
    expect((await story.supplier.post(...answer)).outcome).toBe('200');
    const removal = { sub: both.sub };
    await story.supplier.post(`${SUPPLIER}/people/removal`, removal, { ifMatch: await versionOf() });
  });

  it('four eyes: nobody decides on the affairs of a supplier they act for, nor makes themselves its manager', async () => {
    const change = { class: 'NAME', name: '새 이름', reason: '상호 변경' };
    const asked = await story.client.as(asSupplier).post(`${SUPPLIER}/changes`, change, { ifMatch: await versionOf() });
    expect(asked.outcome).toMatch(/^20/);
    const ifMatch = await versionOf();
    const decisions: readonly (readonly [string, object?])[] = [
      ['/changes/1/approval'],
      ['/changes/1/rejection', { reason: '반려' }],
      ['/managers', { sub: 'someone', reason: '서류' }],
      ['/debarment', { from: '2025-08-05', to: '2025-09-04', ground: 'FRAUD', reason: '사유' }],
    ];
    for (const [path, body] of decisions)
      expect([path, (await own().post(`${SUPPLIER}${path}`, body, { ifMatch })).outcome]).toEqual([
        path,
        '403 OWN_WORK',
      ]);
    const other = story.client.as(personas.otherOfficer);
    const himself = { sub: personas.otherOfficer.sub, reason: '서류' };
    expect((await other.post(`${SUPPLIER}/managers`, himself, { ifMatch })).outcome).toBe('403 OWN_WORK');
    expect(JSON.stringify((await story.officer.get(SUPPLIER)).view)).not.toContain('requestedBy');
    expect((await other.post(`${SUPPLIER}/changes/1/approval`, undefined, { ifMatch })).outcome).toBe('200');
  });

  it('four eyes: nobody answers a question that they asked', async () => {
    const { view } = await story.client.as(asSupplier).post('/v1/inquiries', { question: '언제?' });
    const path = `/v1/inquiries/${view.id}/answer`;
    const answer = [path, { answer: '지금' }, { ifMatch: view.version }] as const;
    expect((await own().post(...answer)).outcome).toBe('403 OWN_WORK');
    expect((await story.officer.post(...answer)).outcome).toBe('200');
  });
});
