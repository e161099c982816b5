import type { Person } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { CatalogStory, dossier, locationOf, ok } from '../testing/catalog-story.js';

const { supplier, stranger, buyer, officer, pps } = personas;
const terms = { contractNo: '002500001', validFrom: '2025-09-30', validTo: '2028-09-29' };

describeWithServers('Catalog agreements', () => {
  let story: CatalogStory;

  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);

  afterAll(async () => {
    await story?.stop();
  }, 30_000);

  it('leads a catalog agreement to its conclusion, and the listing shows it', async () => {
    const listingId = await story.list({ name: '협약 대상 서비스' });
    const { id: unpublished } = await story.select();
    const apply = (person: Person, listing: string, change: object = {}) =>
      story.as(person).post('/v1/agreements', { listingId: listing, ...dossier, ...change });
    expect((await apply(stranger, listingId)).outcome).toBe('404 NOT_FOUND');
    expect((await apply(supplier, unpublished)).outcome).toBe('409 LISTING_NOT_ACTIVE');
    const otherClass = await apply(supplier, listingId, { detailedClassNo: '9911229901' });
    expect(otherClass.outcome).toBe('422 CLASS_MISMATCH');
    expect((await apply(supplier, listingId, { productClassNo: '12' })).outcome).toBe('422 REQUEST_INVALID');
    const racers = await Promise.all([1, 2, 3].map(() => apply(supplier, listingId)));
    expect(racers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    const applied = racers.find((answer) => answer.status === 201)!;
    expect(applied.view).toMatchObject({
      status: 'APPLIED',
      dossier,
      deadlines: [{ key: 'REVIEW', rule: 'A-27', overdue: false }],
    });
    const path = locationOf(applied);
    const step = (person: Person, noun: string, body?: object) => story.as(person).move(path, `/${noun}`, body);
    for (const person of [stranger, undefined, buyer, officer])
      expect((await story.as(person).get(path)).outcome).toBe('404 NOT_FOUND');
    ok(await story.as(pps).get(path));
    expect((await step(supplier, 'review')).outcome).toBe('403 FORBIDDEN');
    expect((await step(pps, 'conclusion', terms)).outcome).toBe('409 AGREEMENT_NOT_IN_REVIEW');
    ok(await step(pps, 'review'));
    const over = await step(pps, 'conclusion', { ...terms, validTo: '2025-01-01' });
    expect(over.outcome).toBe('422 PERIOD_INVALID');
    expect(ok(await step(pps, 'conclusion', terms)).view).toMatchObject({
      status: 'IN_FORCE',
      number: '00-25-00001-00',
    });
    const shown = ok(await story.as().get(path)).view;
    expect(shown).toMatchObject({ number: '00-25-00001-00', validTo: '2028-09-29', status: 'IN_FORCE' });
    expect(shown['dossier']).toBeUndefined();
    await eventually(async () =>
      expect((await story.as().get(`/v1/listings/${listingId}`)).view).toMatchObject({
        contentVersion: 1,
        agreement: { number: '00-25-00001-00' },
      }),
    );

    const second = await story.list();
    const again = ok(await apply(supplier, second), 201);
    const other = locationOf(again);
    ok(await story.as(pps).post(`${other}/review`, undefined, { ifMatch: again.etag ?? '' }));
    const taken = await story.as(pps).post(`${other}/conclusion`, terms, { ifMatch: 2 });
    expect(taken.outcome).toBe('409 AGREEMENT_NO_TAKEN');

    expect(ok(await story.as(supplier).get(`/v1/agreements?listingId=${listingId}`)).view.items).toMatchObject([
      { listingId },
    ]);
    expect(ok(await story.as(stranger).get('/v1/agreements')).view.items).toEqual([]);
    expect((await story.as().get('/v1/agreements')).outcome).toBe('401 UNAUTHENTICATED');
    expect(ok(await story.as(pps).get(`${path}/history`)).view.items).toHaveLength(3);

    ok(await step(pps, 'suspension', { reason: '조사' }));
    await eventually(async () =>
      expect((await story.as().get(`/v1/listings/${listingId}`)).view['agreement']).toBeUndefined(),
    );
    ok(await step(pps, 'end', { reason: '해지' }));
    expect((await step(pps, 'end', { reason: '-' })).outcome).toBe('409 AGREEMENT_ENDED');
    ok(await apply(supplier, listingId), 201);
  });

  it('S9: is neither read nor decided by a procurement officer of the supplier’s own house', async () => {
    const listingId = await story.list();
    const path = locationOf(ok(await story.as(supplier).post('/v1/agreements', { listingId, ...dossier }), 201));
    const ofTheSupplier: Person = { ...pps, ...(supplier.org !== undefined && { org: supplier.org }) };
    const acts: readonly (readonly [string, object?])[] = [
      ['review'],
      ['conclusion', { ...terms, contractNo: '002500002' }],
      ['suspension', { reason: '조사' }],
      ['end', { reason: '해지' }],
    ];
    expect((await story.as(ofTheSupplier).get(path)).outcome).toBe('404 NOT_FOUND');
    expect(ok(await story.as(ofTheSupplier).get('/v1/agreements')).view.items).toEqual([]);
    for (const [noun, body] of acts)
      expect((await story.as(ofTheSupplier).post(`${path}/${noun}`, body, { ifMatch: 1 })).outcome).toBe(
        '404 NOT_FOUND',
      );
    for (const [noun, body] of acts) ok(await story.as(pps).move(path, `/${noun}`, body));
  });

  it('is taken back by its supplier, and ends with its listing (§11.3)', async () => {
    const listingId = await story.list({ name: '끝나는 서비스' });
    const apply = async () =>
      locationOf(ok(await story.as(supplier).post('/v1/agreements', { listingId, ...dossier }), 201));
    const first = await apply();
    const reason = { reason: '철회' };
    expect((await story.as(pps).move(first, '/withdrawal', reason)).outcome).toBe('403 FORBIDDEN');
    expect(ok(await story.as(supplier).move(first, '/withdrawal', reason)).view).toMatchObject({ status: 'ENDED' });
    const second = await apply();
    ok(await story.act(officer, listingId, '/delisting', { lastDay: '2025-09-20', reason: '종료' }));
    await story.clock('2025-09-21 09:00');
    await eventually(async () =>
      expect((await story.as(pps).get(second)).view).toMatchObject({
        status: 'ENDED',
        dossier: { ended: { code: 'LISTING_ENDED' } },
      }),
    );
    expect((await story.as(supplier).move(second, '/withdrawal', reason)).outcome).toBe('409 AGREEMENT_NOT_PENDING');
  });
});
