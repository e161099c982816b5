import { IncidentReported } from '#common/events/definitions/incident-reported.js';
import { newId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { CatalogStory, ok } from '../testing/catalog-story.js';

const { officer, supplier } = personas;

describeWithServers('Incidents of a listed service', () => {
  let story: CatalogStory;
  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);
  afterAll(() => story?.stop(), 30_000);

  it('A-15: wait for NIA once, also while the listing is suspended, and end with its answer', async () => {
    const id = await story.list();
    const contractId = newId();
    const report = (incidentNo: number) =>
      story.under.emit(IncidentReported, contractId, {
        ...IncidentReported.sample,
        contractId,
        listingId: id,
        incidentNo,
      });
    const incidents = async () => {
      const file = (await story.file(id)).view['file'] as { incidents?: readonly unknown[] };
      return file.incidents ?? [];
    };
    await report(1);
    await eventually(async () => expect(await incidents()).toHaveLength(1));
    const work = ok(await story.as(officer).get('/v1/work?task=REVIEW_SUSPENSION'));
    expect(JSON.stringify(work.view.items)).toContain(id);
    expect((await story.act(supplier, id, '/suspension-review/closure', { reason: '경미' })).outcome).toBe(
      '403 FORBIDDEN',
    );
    ok(await story.act(officer, id, '/suspension', { cause: 'SECURITY_INCIDENT', reason: '조사' }));
    expect(await incidents()).toEqual([]);
    await report(2);
    await eventually(async () => expect(await incidents()).toHaveLength(1));
    ok(await story.act(officer, id, '/suspension-review/closure', { reason: '같은 원인이다' }));
    expect(await incidents()).toEqual([]);
    const again = await story.act(officer, id, '/suspension-review/closure', { reason: '같은 원인이다' });
    expect(again.outcome).toBe('409 NO_SUSPENSION_REVIEW');
  });
});
