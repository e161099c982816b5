import { samplePrice, sampleSupplier } from '#common/events/definitions/samples.js';
import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import type { Person } from '#common/kernel/actor.js';
import { derivedId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { CatalogStory, contact, ok } from '../testing/catalog-story.js';

const { supplier, officer, buyer } = personas;
const reason = '변경';

describeWithServers('Changes of a published listing (F-21)', () => {
  let story: CatalogStory;
  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);
  afterAll(() => story?.stop(), 30_000);

  it('apply at once, wait for NIA or are withdrawn by their class, and the versions say what each one changed', async () => {
    const id = await story.list({ name: '변하는 서비스' });
    const path = `/v1/listings/${id}`;
    const change = (body: object) => story.act(supplier, id, '/changes', { ...body, reason });
    ok(await change({ prices: [{ ...samplePrice, unitPrice: 1_100_000 }] }));
    const next = { ...contact, name: '새 담당자' };
    ok(await change({ contact: next }));
    expect(ok(await story.as(buyer).get(`${path}/contact`)).view).toEqual(next);
    ok(await change({ trialUrl: 'https://example.kr/try', images: [{ url: 'https://example.kr/one.png' }] }));
    expect((await story.as().get(path)).view).toMatchObject({
      contentVersion: 1,
      presentation: { trialUrl: 'https://example.kr/try', imageUrls: ['https://example.kr/one.png'] },
    });
    ok(await change({ service: { summary: '더 나은 설명' } }));
    ok(await change({ service: { deployment: 'PRIVATE' } }));
    expect((await change({ service: { networks: ['EXTERNAL'] } })).outcome).toBe('409 CHANGE_PENDING');
    expect((await change({ service: { kind: 'CLOUD_SUPPORT' } })).outcome).toBe('422 KIND_FIXED');
    expect((await change({ contact: next, trialUrl: 'https://example.kr/x' })).outcome).toBe('422 CHANGE_AMBIGUOUS');
    expect((await change({ trialUrl: 'javascript:alert(1)' })).outcome).toBe('422 REQUEST_INVALID');

    expect((await story.act(officer, id, '/changes/1/withdrawal', { reason })).outcome).toBe('403 FORBIDDEN');
    ok(await story.act(supplier, id, '/changes/1/withdrawal', { reason }));
    const approval = (body: object) => story.act(officer, id, '/changes/3/approval', { reason, ...body });
    expect((await approval({})).outcome).toBe('409 EXPERT_OPINION_MISSING');
    const { view } = ok(await approval({ expertOpinion: '보안 수준에 영향 없음' }));
    expect(view).toMatchObject({ contentVersion: 3, service: { deployment: 'PRIVATE' } });
    expect(view['file']).toMatchObject({
      changes: [
        { no: 2, class: 'MINOR', status: 'APPLIED' },
        { no: 1, class: 'PRICE', status: 'WITHDRAWN' },
        {
          no: 3,
          class: 'MATERIAL',
          status: 'APPLIED',
          changed: [{ field: 'service.deployment', before: 'PUBLIC', after: 'PRIVATE' }],
        },
      ],
    });
    const told = async () =>
      ok(await story.as(supplier).get('/v1/notices?limit=200')).view.items.map((notice) => notice['reason']);
    await eventually(async () => expect(await told()).toContain('LISTING_CHANGE_APPLIED'));

    const result = { network: 'EXTERNAL', outcome: 'SUITABLE', referenceNo: '국정원-17', decidedOn: '2025-09-01' };
    const record = (body: object, noun = '/nis-results') => story.act(officer, id, noun, { ...result, ...body });
    expect((await record({ outcome: 'GOOD' })).outcome).toBe('422 REQUEST_INVALID');
    expect((await record({ decidedOn: '2025-02-30' })).outcome).toBe('422 REQUEST_INVALID');
    expect((await record({ decidedOn: '2099-01-01' })).outcome).toBe('422 NIS_RESULT_DAYS');
    ok(await record({}));
    expect((await record({ referenceNo: '국정원-18' })).outcome).toBe('409 NIS_RESULT_RECORDED');
    ok(await record({ referenceNo: '국정원-71', reason }, '/nis-results/correction'));
    expect((await story.as().get(path)).view).toMatchObject({
      contentVersion: 3,
      nisVerifications: [{ ...result, referenceNo: '국정원-71' }],
    });

    await story.clock('2025-09-22 10:00');
    const { businessNumber } = sampleSupplier;
    const renamed = { ...sampleSupplier, name: '새 제공기업' };
    await story.under.emit(SupplierChanged, derivedId('supplier', businessNumber), {
      ...SupplierChanged.sample,
      supplier: renamed,
    });
    await eventually(async () => expect((await story.as().get(path)).view).toMatchObject({ supplier: renamed }));

    const versions = async (query = '') => ok(await story.as().get(`${path}/versions${query}`)).view.items;
    expect(await versions()).toMatchObject([
      { contentVersion: 4, changed: [{ field: 'supplier', after: { name: '새 제공기업' } }] },
      { contentVersion: 3, changed: [{ field: 'service.deployment', before: 'PUBLIC', after: 'PRIVATE' }] },
      { contentVersion: 2, changed: [{ field: 'service.summary', after: '더 나은 설명' }] },
      { contentVersion: 1, changed: [] },
    ]);
    expect((await versions('?asOf=2025-09-21'))[0]).toMatchObject({ contentVersion: 3 });
    expect(await versions('?asOf=2025-09-18')).toEqual([]);
    expect((await story.as().get(`${path}/versions?asOf=2025-02-30`)).outcome).toBe('422 REQUEST_INVALID');
    expect(JSON.stringify(await versions())).not.toContain(contact.email);
    const { id: unpublished } = await story.select();
    expect((await story.as().get(`/v1/listings/${unpublished}/versions`)).outcome).toBe('404 NOT_FOUND');
  });

  it('R-23: goes with the business to the supplier that takes it over', async () => {
    const before = { ...sampleSupplier, businessNumber: '3333333333' };
    const successor = { ...sampleSupplier, businessNumber: '4444444444', name: '양수 기업' };
    const [first, taker] = [before, successor].map(({ businessNumber }) => ({ ...supplier, org: businessNumber }));
    const { id } = await story.select({ name: '양도되는 서비스' }, { supplier: before });
    const file = (person: Person) => story.as(person).get(`/v1/listings/${id}`);
    expect((await file(first!)).status).toBe(200);
    const debarred = { ...SupplierDebarred.sample, businessNumber: '4444444444', from: '2099-01-01', to: '2099-02-01' };
    await story.under.emit(SupplierDebarred, derivedId('supplier', '4444444444'), debarred);
    await story.under.emit(SupplierChanged, derivedId('supplier', '3333333333'), {
      ...SupplierChanged.sample,
      supplier: before,
      change: 'TRANSFER',
      successor,
    });
    await eventually(async () => expect((await file(taker!)).view).toMatchObject({ supplier: successor }));
    expect((await file(first!)).outcome).toBe('404 NOT_FOUND');
    const late = await story.as(first!).post(`/v1/listings/${id}/submission`, {}, { ifMatch: 1 });
    expect(late.outcome).toBe('404 NOT_FOUND');
    ok(await story.as(taker!).move(`/v1/listings/${id}`, '', { contact }, 'PUT'));
  });
});
