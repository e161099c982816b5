import { samplePrice } from '#common/events/definitions/samples.js';
import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { CatalogStory, locationOf, ok } from '../testing/catalog-story.js';

const { supplier, buyer, otherBuyer, auditor } = personas;

describeWithServers('Comparisons', () => {
  let story: CatalogStory;

  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);

  afterAll(async () => {
    await story?.stop();
  }, 30_000);

  it('compares two or three of one subtype, and keeps what was compared', async () => {
    const one = await story.list();
    const other = await story.list();
    const iaas = await story.list({ kind: 'CLOUD_COMPUTING', subtype: 'IAAS' });
    const compare = (...ids: string[]) => story.as().get(`/v1/comparisons?ids=${ids.join(',')}`);
    expect(ok(await compare(one, other)).view['listings']).toMatchObject([{ listingId: one }, { listingId: other }]);
    expect((await compare(one, iaas)).outcome).toBe('409 SUBTYPES_DIFFER');
    expect((await compare(one, one)).outcome).toBe('422 COMPARISON_SIZE');
    expect((await compare(one)).outcome).toBe('422 REQUEST_INVALID');
    const { id: hidden } = await story.select();
    expect((await compare(one, hidden)).outcome).toBe('404 NOT_FOUND');
    const body = { listingIds: [one, other], purpose: '문서 자동화 도입' };
    const save = (person: typeof buyer) => story.as(person).post('/v1/comparisons', body, { key: 'comparison-1' });
    expect((await save(supplier)).outcome).toBe('403 FORBIDDEN');
    const saved = ok(await save(buyer), 201);
    expect(ok(await save(buyer), 201).view).toEqual(saved.view);
    const path = locationOf(saved);
    ok(await story.act(supplier, other, '/changes', { prices: [{ ...samplePrice, unitPrice: 1 }], reason: '인하' }));
    expect(ok(await story.as(buyer).get(path)).view).toEqual(saved.view);
    ok(await story.as(auditor).get(path));
    expect((await story.as(otherBuyer).get(path)).outcome).toBe('404 NOT_FOUND');
    expect((await story.as(supplier).get(path)).outcome).toBe('403 FORBIDDEN');
  });
});
