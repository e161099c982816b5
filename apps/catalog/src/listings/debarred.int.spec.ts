import { samplePrice, sampleSupplier } from '#common/events/definitions/samples.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { derivedId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { CatalogStory, dossier, locationOf, ok } from '../testing/catalog-story.js';

const { supplier, officer, pps } = personas;
const CODE = '409 SUPPLIER_DEBARRED';

describeWithServers('A supplier that is debarred (부정당업자), in the catalog', () => {
  let story: CatalogStory;
  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);
  afterAll(() => story?.stop(), 30_000);

  it('is stopped at each door until it is free again', async () => {
    const supplierId = derivedId('supplier', sampleSupplier.businessNumber);
    const { businessNumber } = sampleSupplier;
    const reason = '-';
    const { id } = await story.select();
    await story.submit(id);
    await story.startCheck(id);
    const suspended = await story.list();
    ok(await story.act(officer, suspended, '/suspension', { cause: 'SANCTION', reason }));
    const listed = await story.list();
    const raised = { prices: [{ ...samplePrice, unitPrice: samplePrice.unitPrice + 1 }], reason };
    ok(await story.act(supplier, listed, '/changes', raised));
    const reviewed = await story.list();
    const applied = ok(await story.as(supplier).post('/v1/agreements', { listingId: reviewed, ...dossier }), 201);
    const agreement = locationOf(applied);
    ok(await story.as(pps).move(agreement, '/review'));
    const conclude = () => {
      const terms = { contractNo: '002500901', validFrom: '2025-09-30', validTo: '2028-09-29' };
      return story.as(pps).move(agreement, '/conclusion', terms);
    };

    const days = { from: '2025-09-19', to: '2026-03-18' };
    await story.under.emit(SupplierDebarred, supplierId, { ...SupplierDebarred.sample, businessNumber, ...days });
    // What is listed is suspended, and its supplier is told.
    const shown = async (one: string) => ok(await story.as().get(`/v1/listings/${one}`)).view;
    for (const one of [listed, reviewed])
      await eventually(async () =>
        expect(await shown(one)).toMatchObject({ status: 'SUSPENDED', banner: { cause: 'SANCTION' } }),
      );
    const noted = async (one: string) =>
      ok(await story.as(officer).get(`/v1/listings/${one}/history`)).view.items.at(-1)?.['type'];
    for (const one of [id, suspended])
      await eventually(async () => expect(await noted(one)).toBe('SupplierDebarmentNoted'));
    // Refused anyway: it changes nothing while the copy of the debarments is under way.
    const same = () => story.act(supplier, suspended, '/changes', { prices: [samplePrice], reason });
    await eventually(async () => expect((await same()).outcome).toBe(CODE));
    expect((await story.act(officer, id, '/publication')).outcome).toBe(CODE);
    expect((await story.act(officer, suspended, '/resumption', { reason })).outcome).toBe(CODE);
    const lower = { prices: [{ ...samplePrice, unitPrice: 900_000 }], reason };
    expect((await story.act(supplier, suspended, '/changes', lower)).outcome).toBe(CODE);
    expect((await story.act(officer, listed, '/changes/1/approval', { reason })).outcome).toBe(CODE);
    const second = await story.as(supplier).post('/v1/agreements', { listingId: listed, ...dossier });
    expect(second.outcome).toBe(CODE);
    expect((await conclude()).outcome).toBe(CODE);
    const told = async () =>
      ok(await story.as(supplier).get('/v1/notices?limit=200')).view.items.flatMap((notice) =>
        (notice['about'] as { readonly id: string }).id === listed ? [notice['reason']] : [],
      );
    await eventually(async () => expect(await told()).toEqual(['LISTING_SUSPENDED']));

    const free = { ...SupplierReinstated.sample, businessNumber, from: '2025-09-19' };
    await story.under.emit(SupplierReinstated, supplierId, free);
    await eventually(async () => expect((await same()).outcome).toBe('422 NOTHING_CHANGED'));
    await eventually(async () => expect(await noted(id)).toBe('SupplierDebarmentPassed'));
    expect((await story.act(officer, id, '/publication')).outcome).toBe('200');
    const due = async (one: string) => (await story.file(one)).view['deadlines'];
    for (const one of [suspended, reviewed])
      await eventually(async () => expect(await due(one)).toMatchObject([{ key: 'RESUMPTION', overdue: false }]));
    expect((await story.act(officer, suspended, '/resumption', { reason })).outcome).toBe('200');
    expect((await story.act(officer, reviewed, '/resumption', { reason })).outcome).toBe('200');
    expect((await conclude()).outcome).toBe('200');
  });
});
