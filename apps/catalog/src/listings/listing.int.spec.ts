import { ContractPassed } from '#common/events/definitions/contract-passed.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { samplePrice, sampleSupplier } from '#common/events/definitions/samples.js';
import { databaseOf } from '#testing/notes.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { listingContracts } from '../read-models/listing-contracts/listing-contracts.projection.js';
import { CatalogStory, check, contact, dossier, ok } from '../testing/catalog-story.js';

const { supplier, stranger, buyer, officer, otherOfficer, pps, auditor } = personas;

describeWithServers('Listings', () => {
  let story: CatalogStory;

  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);

  afterAll(async () => {
    await story?.stop();
  }, 30_000);

  it('opens a listing for a selected service once, whatever is delivered again', async () => {
    const { id, applicationId, caseId, selected } = await story.select();
    await story.under.emit(ServiceSelected, caseId, selected);
    const other = await story.select();
    expect((await story.file(id)).view).toMatchObject({
      version: 1,
      status: 'PREPARING',
      contentVersion: 1,
      supplier: sampleSupplier,
    });
    expect((await story.file(id)).view['deadlines']).toMatchObject([
      { key: 'COMPLETION', overdue: false, rule: 'A-21' },
    ]);
    const { view } = ok(await story.as(supplier).get(`/v1/listing-files?applicationId=${applicationId}`));
    expect(view.items).toMatchObject([{ id }]);
    expect(other.id).not.toBe(id);
  });

  it('hides an unpublished listing from all but its supplier, NIA and the auditor', async () => {
    const { id } = await story.select();
    const path = `/v1/listings/${id}`;
    for (const person of [supplier, officer, auditor]) ok(await story.as(person).get(path));
    for (const person of [stranger, buyer, pps, undefined])
      expect((await story.as(person).get(path)).outcome).toBe('404 NOT_FOUND');
    const outcomeOf = async (person?: typeof supplier) =>
      (await story.as(person).put(path, { contact }, { ifMatch: 1 })).outcome;
    expect(await outcomeOf(stranger)).toBe('404 NOT_FOUND');
    expect(await outcomeOf(officer)).toBe('403 FORBIDDEN');
    expect(await outcomeOf()).toBe('401 UNAUTHENTICATED');
    expect(ok(await story.as(stranger).get('/v1/listing-files')).view.items).toEqual([]);
    expect((await story.as(buyer).get('/v1/listing-files')).outcome).toBe('403 FORBIDDEN');
  });

  it('leads a listing from preparation to publication', async () => {
    const { id } = await story.select();
    const path = `/v1/listings/${id}`;
    expect((await story.act(supplier, id, '/submission')).outcome).toBe('409 LISTING_INCOMPLETE');
    expect((await story.act(officer, id, '/publication')).outcome).toBe('403 FORBIDDEN');
    await story.startCheck(id);
    expect((await story.act(officer, id, '/publication')).outcome).toBe('409 LISTING_NOT_IN_CHECK');
    const noAddress = { contact: { ...contact, email: 'no address' } };
    expect((await story.complete(id, noAddress)).outcome).toBe('422 REQUEST_INVALID');
    expect((await story.as(supplier).put(path, { contact })).outcome).toBe('428 IF_MATCH_REQUIRED');
    const stale = await story.as(supplier).put(path, { contact }, { ifMatch: 7 });
    expect(stale.outcome).toBe('412 VERSION_STALE');
    const image = (url: string) => ({ images: [{ url }] });
    expect((await story.complete(id, image('javascript:alert(1)'))).outcome).toBe('422 REQUEST_INVALID');
    ok(await story.complete(id, image('https://example.kr/screen.png')));
    await story.submit(id, { service: { summary: '더 나은 설명' } });
    expect((await story.file(id)).view['presentation']).toEqual({ imageUrls: ['https://example.kr/screen.png'] });
    expect((await story.act(supplier, id, '/publication')).outcome).toBe('403 FORBIDDEN');
    expect((await story.file(id)).view['file']).toMatchObject({
      contact,
      differences: [{ field: 'service.summary', class: 'MINOR' }],
    });
    ok(await story.act(officer, id, '/return', { reason: '이미지를 보완하십시오.' }));
    expect((await story.as(supplier).get(path)).view['file']).toMatchObject({
      returned: { reason: '이미지를 보완하십시오.' },
    });
    await story.submit(id);
    const { view } = ok(await story.act(officer, id, '/publication'));
    expect(view).toMatchObject({
      status: 'ACTIVE',
      validTo: '2028-09-19',
      contentVersion: 1,
      grade: 'MEDIUM',
      publishedOn: '2025-09-19',
    });
    const shown = ok(await story.as().get(path)).view;
    expect(shown['file']).toBeUndefined();
    expect(shown['deadlines']).toEqual([]);
    expect(JSON.stringify(shown)).not.toContain(contact.email);
  });

  it('publishes nothing but what was selected', async () => {
    const { id } = await story.select();
    await story.submit(id, {
      prices: [{ ...samplePrice, unitPrice: samplePrice.unitPrice + 1 }],
      service: { name: '다른 이름' },
    });
    await story.startCheck(id);
    const answer = await story.act(officer, id, '/publication');
    expect(answer.outcome).toBe('409 CONTENT_DIFFERS');
    expect((answer.view['errors'] as { pointer: string }[]).map((error) => error.pointer)).toEqual([
      '/service/name',
      '/prices/STD',
    ]);
  });

  it('lets one of two publications at once happen, and a repeat be the same', async () => {
    const { id } = await story.select();
    await story.submit(id);
    const { etag = '' } = await story.startCheck(id);
    const publish = (key?: string) =>
      story
        .as(officer)
        .post(`/v1/listings/${id}/publication`, undefined, { ifMatch: etag, ...(key !== undefined && { key }) });
    const both = await Promise.all([publish('first'), publish()]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 412]);
    if (both[0]?.status === 200) expect((await publish('first')).view).toEqual(both[0].view);
  });

  it('shows the contact to institutions, the history to those who work on it', async () => {
    const id = await story.list();
    const path = `/v1/listings/${id}`;
    expect(ok(await story.as(buyer).get(`${path}/contact`)).view).toEqual(contact);
    expect((await story.as().get(`${path}/contact`)).outcome).toBe('401 UNAUTHENTICATED');
    expect((await story.as(stranger).get(`${path}/contact`)).outcome).toBe('403 FORBIDDEN');
    expect(ok(await story.as(auditor).get(`${path}/history`)).view.items).toMatchObject([
      { type: 'ListingCreated' },
      { type: 'ListingCompleted' },
      { type: 'ListingSubmitted' },
      { type: 'ListingCheckStarted' },
      { type: 'ListingPublished' },
    ]);
    expect((await story.as(buyer).get(`${path}/history`)).outcome).toBe('403 FORBIDDEN');
    const order = { cause: 'OTHER', reason: '-' };
    const suspension = await story.as(auditor).post(`${path}/suspension`, order, { ifMatch: 4 });
    expect(suspension.outcome).toBe('403 FORBIDDEN');
  });

  it('R-02: is decided on by its responsible officer, whom any other one without a tie can replace', async () => {
    const { id } = await story.select();
    await story.submit(id);
    const path = `/v1/listings/${id}`;
    const waiting = async (person: typeof officer) =>
      ok(await story.as(person).get('/v1/work?limit=200')).view.items.flatMap(({ task, about }) =>
        (about as { readonly id: string }).id === id ? [task] : [],
      );
    expect(await waiting(otherOfficer)).toEqual(['START_LISTING_CHECK']);
    const { etag = '' } = await story.file(id);
    const both = await Promise.all(
      [officer, otherOfficer].map((person) => story.as(person).post(`${path}/check`, check, { ifMatch: etag })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(both.find(({ status }) => status === 412)?.view['detail']).toContain('IN_CHECK, with 김담당');
    const [first, second] = both[0]?.status === 200 ? [officer, otherOfficer] : [otherOfficer, officer];
    expect([await waiting(first), await waiting(second)]).toEqual([['PUBLISH_LISTING'], []]);
    for (const [noun, body] of [
      ['publication', undefined],
      ['return', { reason: '-' }],
    ] as const)
      expect((await story.act(second, id, `/${noun}`, body)).outcome).toBe('403 FORBIDDEN');
    ok(await story.as(second).get(path));

    const reason = '담당자가 병가 중이다.';
    const takeOver = (body: object) => story.act(second, id, '/take-over', { ...check, reason, ...body });
    expect((await takeOver({ notLinkedToSupplier: false })).outcome).toBe('422 OFFICER_LINKED');
    expect((await takeOver({ reason: ' ' })).outcome).toBe('422 REQUEST_INVALID');
    ok(await takeOver({}));
    expect((await story.act(first, id, '/publication')).outcome).toBe('403 FORBIDDEN');
    const { notLinkedToSupplier: _declared, ...contactOfNext } = check;
    const next = { officer: { ...contactOfNext, sub: first.sub }, reason };
    ok(await story.act(second, id, '/hand-over', next));
    expect((await story.act(first, id, '/publication')).outcome).toBe('409 OFFICER_UNDECLARED');
    ok(await story.act(first, id, '/take-over', { ...check, reason }));
    ok(await story.act(first, id, '/publication'));

    const shown = ok(await story.as(supplier).get(`${path}/history`)).view.items;
    expect(shown.filter(({ type }) => type === 'OfficerChanged')).toHaveLength(3);
    expect(JSON.stringify(shown)).not.toContain(reason);
    ok(await story.act(second, id, '/officer-tie', { reason: '가족이 근무한다.' }));
    expect((await story.act(second, id, '/suspension', { cause: 'OTHER', reason: '-' })).outcome).toBe('403 FORBIDDEN');
    expect(JSON.stringify(ok(await story.as(supplier).get(`${path}/history`)).view)).not.toContain(
      'OfficerTieDeclared',
    );
    expect(JSON.stringify(ok(await story.as(auditor).get(`${path}/history`)).view)).toContain('OfficerTieDeclared');
  });

  it('suspends with a banner and resumes', async () => {
    const id = await story.list({ name: '정지될 서비스' });
    const suspend = (person: typeof officer, cause: string, reason = '-') =>
      story.act(person, id, '/suspension', { cause, reason });
    expect((await suspend(officer, 'NONSENSE')).outcome).toBe('422 REQUEST_INVALID');
    expect((await suspend(supplier, 'OTHER')).outcome).toBe('403 FORBIDDEN');
    expect((await story.act(officer, id, '/resumption', { reason: '-' })).outcome).toBe('409 LISTING_NOT_SUSPENDED');
    ok(await suspend(officer, 'SECURITY_INCIDENT', '침해사고 조사'));
    expect(ok(await story.as().get(`/v1/listings/${id}`)).view).toMatchObject({
      status: 'SUSPENDED',
      banner: { cause: 'SECURITY_INCIDENT' },
    });
    await eventually(async () =>
      expect(await story.found('q=정지될')).toMatchObject([
        { id, status: 'SUSPENDED', banner: { cause: 'SECURITY_INCIDENT' }, contractableBy: [] },
      ]),
    );
    expect(await story.found('q=정지될&contractableBy=NEGOTIATED')).toEqual([]);
    ok(await story.act(officer, id, '/resumption', { reason: '조치 완료' }));
    await story.finds('q=정지될&contractableBy=NEGOTIATED', id);
  });

  it('changes prices: down at once, up after NIA said so; old versions stay readable', async () => {
    const id = await story.list();
    const at = (unitPrice: number) => ({ prices: [{ ...samplePrice, unitPrice }], reason: '조정' });
    const change = (unitPrice: number) => story.act(supplier, id, '/changes', at(unitPrice));
    const decide = (person: typeof officer, noun: string, reason = '-') =>
      story.act(person, id, `/changes/${noun}`, { reason });
    expect(ok(await change(900_000)).view).toMatchObject({ contentVersion: 2 });
    expect((await change(900_000)).outcome).toBe('422 NOTHING_CHANGED');
    expect(ok(await change(950_000)).view).toMatchObject({
      contentVersion: 2,
      deadlines: [{ key: 'CHANGE_2', rule: 'A-12' }],
    });
    expect((await decide(supplier, '2/approval')).outcome).toBe('403 FORBIDDEN');
    expect((await decide(officer, '9/approval')).outcome).toBe('422 CHANGE_UNKNOWN');
    ok(await decide(officer, '2/rejection', '근거 부족'));
    expect((await decide(officer, '2/approval')).outcome).toBe('409 CHANGE_DECIDED');
    ok(await change(990_000));
    expect(ok(await decide(officer, '3/approval', '타당')).view).toMatchObject({
      contentVersion: 3,
      prices: [{ unitPrice: 990_000 }],
    });
    const version = (n: number) => story.as().get(`/v1/listings/${id}/versions/${n}`);
    expect((await version(1)).view['prices']).toMatchObject([{ unitPrice: 1_000_000 }]);
    expect((await version(2)).view['prices']).toMatchObject([{ unitPrice: 900_000 }]);
    expect((await version(4)).outcome).toBe('404 NOT_FOUND');
    const early = await story.act(supplier, id, '/renewal-request', { reason: '-' });
    expect(early.outcome).toBe('409 RENEWAL_TOO_EARLY');
    expect((await story.act(officer, id, '/renewal', { reason: '-' })).outcome).toBe('409 NO_RENEWAL_PENDING');
  });

  it('F-04, A-14: ends with its selection, published or not, and says so without the ground', async () => {
    const ids = await story.select({ name: '취소될 서비스' });
    await story.submit(ids.id);
    await story.startCheck(ids.id);
    ok(await story.act(officer, ids.id, '/publication'));
    await story.finds('q=취소될', ids.id);
    const unpublished = await story.select({ name: '취소될 초안' });
    const cancelled = (caseId: string, applicationId: string) =>
      story.under.emit(SelectionCancelled, caseId, { ...SelectionCancelled.sample, caseId, applicationId });
    for (const { caseId, applicationId } of [ids, unpublished]) await cancelled(caseId, applicationId);
    const statusOf = async (id: string) => (await story.file(id)).view['status'];
    await eventually(async () =>
      expect([await statusOf(ids.id), await statusOf(unpublished.id)]).toEqual(['CANCELLED', 'CANCELLED']),
    );
    const { view } = ok(await story.as().get(`/v1/listings/${ids.id}`));
    expect(view).toMatchObject({ status: 'CANCELLED', endedOn: '2026-02-13', deadlines: [] });
    expect(JSON.stringify(view)).not.toContain('FRAUD');
    expect((await story.as().get(`/v1/listings/${unpublished.id}`)).outcome).toBe('404 NOT_FOUND');
    await eventually(async () => expect(await story.found('q=취소될')).toEqual([]));
    for (const [person, noun, body, code] of [
      [supplier, '/submission', undefined, 'LISTING_NOT_PREPARING'],
      [supplier, '/changes', { certificates: [], reason: '-' }, 'LISTING_NOT_ACTIVE'],
      [officer, '/publication', undefined, 'LISTING_NOT_IN_CHECK'],
      [officer, '/resumption', { reason: '-' }, 'LISTING_NOT_SUSPENDED'],
      [otherOfficer, '/take-over', { ...check, reason: '-' }, 'LISTING_ENDED'],
    ] as const)
      expect((await story.act(person, ids.id, noun, body)).outcome).toBe(`409 ${code}`);
    const agreement = { listingId: ids.id, ...dossier };
    expect((await story.as(supplier).post('/v1/agreements', agreement)).outcome).toBe('409 LISTING_NOT_ACTIVE');
  });

  it('takes a contract as running whose row was made before rows had a last day', async () => {
    const { id, applicationId } = await story.select({ name: '계약이 있는 서비스' });
    await story.submit(id);
    await story.startCheck(id);
    ok(await story.act(officer, id, '/publication'));
    const period = { from: '2025-09-19', to: '2026-09-18' };
    const signed = { ...ContractSigned.sample, contractId: applicationId, listingId: id };
    await story.under.emit(ContractSigned, applicationId, { ...signed, period });
    await eventually(async () => expect((await story.file(id)).view['contractCount']).toBe(1));
    await databaseOf(story.under.database)
      .collection(listingContracts.collection)
      .updateOne({ listingId: id }, { $unset: { until: '' } });
    const body = { lastDay: '2025-10-18', reason: '서비스 종료' };
    expect((await story.act(supplier, id, '/delisting-request', body)).outcome).toBe('422 DELISTING_TOO_EARLY');
  });

  it('§11.3: leaves the catalog on the day that was announced, thirty days after its users learnt it', async () => {
    const { id, applicationId } = await story.select({ name: '종료될 서비스' });
    await story.submit(id);
    await story.startCheck(id);
    ok(await story.act(officer, id, '/publication'));
    const signed = { ...ContractSigned.sample, contractId: applicationId, listingId: id };
    const period = { from: '2025-09-19', to: '2026-09-18' };
    await story.under.emit(ContractSigned, applicationId, { ...signed, period });
    await eventually(async () => expect((await story.file(id)).view['contractCount']).toBe(1));
    // Its institution was merged into that of the buyer, who is told of the end.
    const institution = { ...signed.institution, code: buyer.org ?? '' };
    const passed = { ...ContractPassed.sample, contractId: applicationId, institution };
    await story.under.emit(ContractPassed, applicationId, passed);
    const rows = databaseOf(story.under.database).collection(listingContracts.collection);
    await eventually(async () => expect(await rows.countDocuments({ listingId: id, heldBy: buyer.org })).toBe(1));
    const body = (lastDay: string) => ({ lastDay, reason: '서비스 종료' });
    const early = await story.act(supplier, id, '/delisting-request', body('2025-10-18'));
    expect([early.outcome, (early.view['errors'] as { pointer: string }[])[0]?.pointer]).toEqual([
      '422 DELISTING_TOO_EARLY',
      '/lastDay',
    ]);
    const asked = ok(await story.act(supplier, id, '/delisting-request', body('2025-10-19'))).view;
    expect(asked).toMatchObject({
      status: 'ACTIVE',
      file: { delistingRequest: { lastDay: '2025-10-19' } },
      deadlines: [{ key: 'DELISTING' }],
    });
    expect((await story.act(otherOfficer, id, '/delisting', body('2025-10-19'))).outcome).toBe('403 FORBIDDEN');
    expect((await story.act(officer, id, '/delisting', body('2025-10-18'))).outcome).toBe('422 DELISTING_TOO_EARLY');
    ok(await story.act(officer, id, '/delisting', body('2025-10-19')));
    const shown = async () => ok(await story.as().get(`/v1/listings/${id}`)).view;
    expect(await shown()).toMatchObject({ status: 'ACTIVE', delisting: { lastDay: '2025-10-19' } });
    const notices = async (person: typeof buyer) =>
      ok(await story.as(person).get('/v1/notices')).view.items.filter(
        ({ about }) => (about as { readonly id: string }).id === id,
      );
    await eventually(async () =>
      expect([await notices(buyer), await notices(supplier)]).toMatchObject([
        [{ reason: 'LISTING_DELISTING' }],
        [{ reason: 'LISTING_DELISTING' }],
      ]),
    );
    await story.clock('2025-10-19 23:59');
    expect(await shown()).toMatchObject({ status: 'ACTIVE' });
    await story.clock('2025-10-20 00:00');
    await eventually(async () => expect(await shown()).toMatchObject({ status: 'DELISTED', endedOn: '2025-10-20' }));
    await eventually(async () => expect(await story.found('q=종료될')).toEqual([]));
  });

  it('says when a supplier is late, and lets it go on', async () => {
    // Last in this file: no test behind it needs an earlier clock.
    const { id } = await story.select();
    await story.clock('2026-04-20 09:00');
    expect((await story.file(id)).view['deadlines']).toMatchObject([{ key: 'COMPLETION', overdue: true }]);
    await story.submit(id);
  });
});
