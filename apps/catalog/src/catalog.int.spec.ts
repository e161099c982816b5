import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { catalog } from './catalog.service-map.js';
import { CatalogStory, dossier, locationOf, ok } from './testing/catalog-story.js';

const { supplier, officer, pps } = personas;

describeWithServers('The catalog service', () => {
  let story: CatalogStory;

  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);

  afterAll(async () => {
    await story?.stop();
  }, 30_000);

  it('documents every operation with its permissions', async () => {
    const { view } = await story.as().get('/openapi.json');
    const paths = view['paths'] as Record<string, Record<string, { operationId?: string }>>;
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((operation) => operation.operationId),
    );
    expect(ids).toEqual(expect.arrayContaining(Object.keys(catalog.operations)));
  });

  it('runs on the clock: an agreement makes a listing contractable by catalog from its first day, all ends at its end', async () => {
    const short = { validTo: '2026-03-31' };
    const id = await story.list(
      { name: '곧 끝날 서비스' },
      { certificates: [{ ...ServiceSelected.sample.certificates[0]!, ...short }] },
    );
    const shown = async () => (await story.as().get(`/v1/listings/${id}`)).view;
    const applied = ok(await story.as(supplier).post('/v1/agreements', { listingId: id, ...dossier }), 201);
    const path = locationOf(applied);
    ok(await story.as(pps).post(`${path}/review`, undefined, { ifMatch: applied.etag ?? '' }));
    const period = { contractNo: '002500777', validFrom: '2025-09-30', validTo: '2026-01-31' };
    ok(await story.as(pps).move(path, '/conclusion', period));
    await eventually(async () => expect((await shown())['agreement']).toBeDefined());
    expect(await story.found('q=곧&contractableBy=CATALOG')).toEqual([]);
    await story.clock('2025-09-30 09:00');
    await story.finds('q=곧&contractableBy=CATALOG', id);

    await story.clock('2026-02-01 00:00');
    expect(ok(await story.as().get(path)).view).toMatchObject({ status: 'ENDED' });
    await eventually(async () => expect((await shown())['agreement']).toBeUndefined());

    await story.clock('2026-03-31 23:59');
    expect((await story.file(id)).view).toMatchObject({ status: 'ACTIVE', validTo: '2026-03-31' });
    await story.clock('2026-04-01 00:00');
    expect((await story.file(id)).view).toMatchObject({ status: 'EXPIRED' });
    const { items } = ok(await story.as(officer).get(`/v1/listings/${id}/history`)).view;
    const types = items.map((item) => item['type']);
    expect(types.filter((type) => type === 'ListingExpiring')).toHaveLength(3);
    expect(types.filter((type) => type === 'CertificateExpiring')).toHaveLength(3);
    expect(types.at(-1)).toBe('ListingExpired');
    await eventually(async () => expect((await story.found('q=곧')).length).toBe(0));
    expect(ok(await story.as().get(`/v1/listings/${id}`)).view).toMatchObject({ status: 'EXPIRED' });
  });
});
