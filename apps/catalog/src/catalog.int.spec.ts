import { randomUUID } from 'node:crypto';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { client, serviceUnderTest, type Reply, type ServiceUnderTest } from '#testing/service.js';
import type { Role } from '#common/kernel/actor.js';
import { catalog as catalogMap } from './catalog.service-map.js';
import { listingIdOf } from './listings/domain/preparing.js';

interface Who {
  readonly role: Role;
  readonly org?: string;
}

interface Sending {
  readonly body?: object;
  readonly ifMatch?: string;
  readonly key?: string;
}

/** What a test looks at is its own business: a field that is not there is undefined. */
interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly location: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const own: Who = { role: 'SUPPLIER', org: sampleSupplier.businessNumber };
const foreign: Who = { role: 'SUPPLIER', org: '9999999999' };
const nia: Who = { role: 'NIA_OPERATOR' };
const pps: Who = { role: 'PPS_OFFICER' };
const auditor: Who = { role: 'AUDITOR' };
const institution: Who = { role: 'INSTITUTION', org: '1000001' };
const nobody = undefined;

const contact = { name: '담당자', email: 'contact@example.kr', phone: '02-1234-5678' };
const dossier = {
  productClassNo: '81112299',
  detailedClassNo: '8111229901',
  itemName: '문서 자동화',
  deliveryRecord: '납품 3건',
};
const terms = { contractNo: '002500001', validFrom: '2025-09-30', validTo: '2028-09-29' };

describeWithServers('The catalog service', () => {
  let underTest: ServiceUnderTest;

  beforeAll(async () => {
    underTest = await serviceUnderTest(catalogMap, [ServiceSelected, ContractSigned]);
    await moveClock('2025-09-19T16:00:00+09:00');
  }, 60_000);

  afterAll(async () => {
    await underTest?.stop();
  }, 30_000);

  const clients = new Map<string, ReturnType<typeof client>>();
  const clientOf = (who: Who | undefined) => {
    const key = JSON.stringify(who ?? null);
    const caller = who && { sub: key, roles: [who.role], ...(who.org !== undefined && { org: who.org }) };
    const known = clients.get(key) ?? client(underTest.service.url, caller);
    clients.set(key, known);
    return known;
  };
  const call = async (who: Who | undefined, method: string, path: string, sending: Sending = {}): Promise<Answer> => {
    const { body, ifMatch, key } = sending;
    const headers = {
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      ...(key !== undefined && { 'idempotency-key': key }),
    };
    const reply: Reply = await clientOf(who)(method, path, body, headers);
    return {
      status: reply.status,
      etag: reply.etag,
      location: reply.headers.get('location') ?? '',
      body: reply.body as Answer['body'],
    };
  };
  const moveClock = async (now: string): Promise<void> => {
    const { status } = await call({ role: 'ADMIN' }, 'POST', '/v1/clock', { body: { now } });
    expect([200, 201]).toContain(status);
  };
  const ok = (answer: Answer, status = 200): Answer => {
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
    return answer;
  };
  const refused = (answer: Answer, status: number, code: string) =>
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });

  const select = async (service: Partial<ServiceSelected['service']> = {}, more: Partial<ServiceSelected> = {}) => {
    const applicationId = randomUUID();
    const caseId = randomUUID();
    const selected = {
      ...ServiceSelected.sample,
      ...more,
      applicationId,
      caseId,
      service: { ...sampleService, ...service },
    };
    await underTest.emit(ServiceSelected, caseId, selected);
    const id = listingIdOf(applicationId);
    await eventually(async () => expect((await call(nia, 'GET', `/v1/listings/${id}`)).status).toBe(200));
    return { id, applicationId, caseId, selected };
  };
  const file = async (id: string): Promise<Answer> => ok(await call(nia, 'GET', `/v1/listings/${id}`));
  const act = async (who: Who, id: string, path: string, body?: object): Promise<Answer> => {
    const { etag } = await file(id);
    return call(who, path === '' ? 'PUT' : 'POST', `/v1/listings/${id}${path}`, {
      ...(body && { body }),
      ifMatch: etag ?? '',
    });
  };
  const submit = async (id: string, completion: object = {}) => {
    ok(await act(own, id, '', { contact, ...completion }));
    return ok(await act(own, id, '/submission'));
  };
  const list = async (service: Partial<ServiceSelected['service']> = {}, more: Partial<ServiceSelected> = {}) => {
    const { id } = await select(service, more);
    await submit(id);
    ok(await act(nia, id, '/publication'));
    return id;
  };
  const found = async (query: string): Promise<readonly { id: string }[]> =>
    ok(await call(nobody, 'GET', `/v1/listings?${query}`)).body['items'] as unknown as readonly { id: string }[];
  const finds = (query: string, id: string, within = 10_000) =>
    eventually(async () => expect((await found(query)).map((item) => item.id)).toContain(id), { within });

  it('opens a listing for a selected service once, whatever is delivered again', async () => {
    const { id, applicationId, caseId, selected } = await select();
    await underTest.emit(ServiceSelected, caseId, selected);
    const other = await select();
    expect((await file(id)).body).toMatchObject({
      version: 1,
      status: 'PREPARING',
      contentVersion: 1,
      supplier: sampleSupplier,
    });
    expect((await file(id)).body['deadlines']).toMatchObject([{ key: 'COMPLETION', overdue: false, rule: 'A-21' }]);
    const { body } = ok(await call(own, 'GET', `/v1/listing-files?applicationId=${applicationId}`));
    expect(body['items']).toMatchObject([{ id }]);
    expect(other.id).not.toBe(id);
  });

  it('hides an unpublished listing from all but its supplier, NIA and the auditor', async () => {
    const { id } = await select();
    for (const who of [own, nia, auditor]) ok(await call(who, 'GET', `/v1/listings/${id}`));
    for (const who of [foreign, institution, pps, nobody])
      refused(await call(who, 'GET', `/v1/listings/${id}`), 404, 'NOT_FOUND');
    refused(await call(foreign, 'PUT', `/v1/listings/${id}`, { body: { contact }, ifMatch: '"1"' }), 404, 'NOT_FOUND');
    refused(await call(nia, 'PUT', `/v1/listings/${id}`, { body: { contact }, ifMatch: '"1"' }), 403, 'FORBIDDEN');
    refused(
      await call(nobody, 'PUT', `/v1/listings/${id}`, { body: { contact }, ifMatch: '"1"' }),
      401,
      'UNAUTHENTICATED',
    );
    expect(ok(await call(foreign, 'GET', '/v1/listing-files')).body['items']).toEqual([]);
    refused(await call(institution, 'GET', '/v1/listing-files'), 403, 'FORBIDDEN');
  });

  it('leads a listing from preparation to publication', async () => {
    const { id } = await select();
    refused(await act(own, id, '/submission'), 409, 'LISTING_INCOMPLETE');
    refused(await act(nia, id, '/publication'), 409, 'LISTING_NOT_IN_CHECK');
    refused(await act(own, id, '', { contact: { ...contact, email: 'no address' } }), 422, 'REQUEST_INVALID');
    refused(await call(own, 'PUT', `/v1/listings/${id}`, { body: { contact } }), 428, 'IF_MATCH_REQUIRED');
    refused(await call(own, 'PUT', `/v1/listings/${id}`, { body: { contact }, ifMatch: '"7"' }), 412, 'VERSION_STALE');
    const image = (url: string) => ({ images: [{ url }] });
    refused(await act(own, id, '', image('javascript:alert(1)')), 422, 'REQUEST_INVALID');
    ok(await act(own, id, '', image('https://example.kr/screen.png')));
    await submit(id, { service: { summary: '더 나은 설명' } });
    expect((await file(id)).body['presentation']).toEqual({ imageUrls: ['https://example.kr/screen.png'] });
    refused(await act(own, id, '/publication'), 403, 'FORBIDDEN');
    expect((await file(id)).body['file']).toMatchObject({
      contact,
      differences: [{ field: 'service.summary', material: false }],
    });
    ok(await act(nia, id, '/return', { reason: '이미지를 보완하십시오.' }));
    expect((await call(own, 'GET', `/v1/listings/${id}`)).body['file']).toMatchObject({
      returned: { reason: '이미지를 보완하십시오.' },
    });
    await submit(id);
    const { body } = ok(await act(nia, id, '/publication'));
    expect(body).toMatchObject({
      status: 'ACTIVE',
      validTo: '2028-09-19',
      contentVersion: 1,
      grade: 'MEDIUM',
      publishedOn: '2025-09-19',
    });
    const shown = ok(await call(nobody, 'GET', `/v1/listings/${id}`)).body;
    expect(shown['file']).toBeUndefined();
    expect(shown['deadlines']).toEqual([]);
    expect(JSON.stringify(shown)).not.toContain(contact.email);
  });

  it('publishes nothing but what was selected', async () => {
    const { id } = await select();
    await submit(id, {
      prices: [{ ...samplePrice, unitPrice: samplePrice.unitPrice + 1 }],
      service: { name: '다른 이름' },
    });
    const answer = await act(nia, id, '/publication');
    refused(answer, 409, 'CONTENT_DIFFERS');
    expect((answer.body['errors'] as unknown as { pointer: string }[]).map((error) => error.pointer)).toEqual([
      '/service/name',
      '/prices/STD',
    ]);
  });

  it('lets one of two publications at once happen, and a repeat be the same', async () => {
    const { id } = await select();
    const { etag } = await submit(id);
    const publish = (key?: string) =>
      call(nia, 'POST', `/v1/listings/${id}/publication`, { ifMatch: etag ?? '', ...(key !== undefined && { key }) });
    const both = await Promise.all([publish('first'), publish()]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 412]);
    if (both[0]?.status === 200) expect((await publish('first')).body).toEqual(both[0].body);
  });

  it('shows the contact to institutions, the history to those who work on it', async () => {
    const id = await list();
    expect(ok(await call(institution, 'GET', `/v1/listings/${id}/contact`)).body).toEqual(contact);
    refused(await call(nobody, 'GET', `/v1/listings/${id}/contact`), 401, 'UNAUTHENTICATED');
    refused(await call(foreign, 'GET', `/v1/listings/${id}/contact`), 403, 'FORBIDDEN');
    const { items } = ok(await call(auditor, 'GET', `/v1/listings/${id}/history`)).body;
    expect(items).toMatchObject([
      { type: 'ListingCreated' },
      { type: 'ListingCompleted' },
      { type: 'ListingSubmitted' },
      { type: 'ListingPublished' },
    ]);
    refused(await call(institution, 'GET', `/v1/listings/${id}/history`), 403, 'FORBIDDEN');
    refused(
      await call(auditor, 'POST', `/v1/listings/${id}/suspension`, {
        ifMatch: '"4"',
        body: { cause: 'OTHER', reason: '-' },
      }),
      403,
      'FORBIDDEN',
    );
  });

  it('suspends with a banner and resumes', async () => {
    const id = await list({ name: '정지될 서비스' });
    refused(await act(nia, id, '/suspension', { cause: 'NONSENSE', reason: '-' }), 422, 'REQUEST_INVALID');
    refused(await act(own, id, '/suspension', { cause: 'OTHER', reason: '-' }), 403, 'FORBIDDEN');
    refused(await act(nia, id, '/resumption', { reason: '-' }), 409, 'LISTING_NOT_SUSPENDED');
    ok(await act(nia, id, '/suspension', { cause: 'SECURITY_INCIDENT', reason: '침해사고 조사' }));
    expect(ok(await call(nobody, 'GET', `/v1/listings/${id}`)).body).toMatchObject({
      status: 'SUSPENDED',
      banner: { cause: 'SECURITY_INCIDENT' },
    });
    await eventually(async () =>
      expect(await found('q=정지될')).toMatchObject([
        { id, status: 'SUSPENDED', banner: { cause: 'SECURITY_INCIDENT' }, contractableBy: [] },
      ]),
    );
    expect(await found('q=정지될&contractableBy=NEGOTIATED')).toEqual([]);
    ok(await act(nia, id, '/resumption', { reason: '조치 완료' }));
    await finds('q=정지될&contractableBy=NEGOTIATED', id);
  });

  it('changes prices: down at once, up after NIA said so; old versions stay readable', async () => {
    const id = await list();
    const at = (unitPrice: number) => ({ prices: [{ ...samplePrice, unitPrice }], reason: '조정' });
    expect(ok(await act(own, id, '/changes', at(900_000))).body).toMatchObject({ contentVersion: 2 });
    refused(await act(own, id, '/changes', at(900_000)), 422, 'NOTHING_CHANGED');
    expect(ok(await act(own, id, '/changes', at(950_000))).body).toMatchObject({
      contentVersion: 2,
      deadlines: [{ key: 'CHANGE_2', rule: 'A-12' }],
    });
    refused(await act(own, id, '/changes/2/approval', { reason: '-' }), 403, 'FORBIDDEN');
    refused(await act(nia, id, '/changes/9/approval', { reason: '-' }), 422, 'CHANGE_UNKNOWN');
    ok(await act(nia, id, '/changes/2/rejection', { reason: '근거 부족' }));
    refused(await act(nia, id, '/changes/2/approval', { reason: '-' }), 409, 'CHANGE_DECIDED');
    ok(await act(own, id, '/changes', at(990_000)));
    expect(ok(await act(nia, id, '/changes/3/approval', { reason: '타당' })).body).toMatchObject({
      contentVersion: 3,
      prices: [{ unitPrice: 990_000 }],
    });
    const price = async (version: number) =>
      (await call(nobody, 'GET', `/v1/listings/${id}/versions/${version}`)).body['prices'];
    expect(await price(1)).toMatchObject([{ unitPrice: 1_000_000 }]);
    expect(await price(2)).toMatchObject([{ unitPrice: 900_000 }]);
    refused(await call(nobody, 'GET', `/v1/listings/${id}/versions/4`), 404, 'NOT_FOUND');
    refused(await act(own, id, '/renewal-request', { reason: '-' }), 409, 'RENEWAL_TOO_EARLY');
    refused(await act(nia, id, '/renewal', { reason: '-' }), 409, 'NO_RENEWAL_PENDING');
  });

  describe('Search', () => {
    let upstage: string;
    let iaas: string;

    beforeAll(async () => {
      upstage = await list(
        { name: '업스테이지 AI 워크스페이스', categories: ['WORKSPACE'] },
        { supplier: { businessNumber: own.org ?? '', name: '주식회사 업스테이지', size: 'MID_SIZED' } },
      );
      iaas = await list(
        {
          name: '가상 서버',
          kind: 'CLOUD_COMPUTING',
          subtype: 'IAAS',
          networks: ['EXTERNAL'],
          technologies: [],
          deployment: 'PRIVATE',
          summary: '서버를 빌려 준다.',
        },
        { prices: [{ ...samplePrice, unitPrice: 30_000_000, billingModel: 'USAGE' }] },
      );
      await finds('q=업스테이지', upstage);
      await finds('q=가상', iaas);
    }, 60_000);

    it.each([
      '업스테이지',
      '업스테이지의',
      'AI워크스페이스',
      'ㅇㅅㅌㅇㅈ',
      'ㅇㅋㅅㅍㅇㅅ',
      '워크스페이스 업스테이지',
      'workspace',
      '크',
    ])('finds a name by %s', async (q) => {
      expect((await found(`q=${encodeURIComponent(q)}`)).map((item) => item.id)).toContain(upstage);
      expect((await found(`q=${encodeURIComponent(q)}`)).map((item) => item.id)).not.toContain(iaas);
    });

    it.each(['.*', '$where', '(a+)+$', '다운스테이지', '{"$gt":""}', '업스테이지 없는말'])(
      'takes %s literally',
      async (q) => {
        expect(await found(`q=${encodeURIComponent(q)}`)).toEqual([]);
      },
    );

    it.each([
      'kind=CLOUD_COMPUTING',
      'subtype=IAAS',
      'deployment=PRIVATE',
      'priceMin=20000000',
      'billingModel=USAGE',
      'q=서버&network=EXTERNAL&grade=MEDIUM&companySize=SMALL_MEDIUM&contractableBy=NEGOTIATED',
    ])('narrows by %s', async (query) => {
      expect((await found(query)).map((item) => item.id)).toEqual([iaas]);
    });

    it('finds nothing contractable by catalog without an agreement', async () => {
      expect(await found('q=가상&contractableBy=CATALOG')).toEqual([]);
    });

    it('pages without losing or repeating anything, in every order', async () => {
      for (const sort of ['newest', 'price', 'contracts']) {
        const all = (await found(`sort=${sort}&limit=200`)).map((item) => item.id);
        const seen: string[] = [];
        for (let cursor: unknown = ''; cursor !== undefined;) {
          const { body } = ok(
            await call(
              nobody,
              'GET',
              `/v1/listings?sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${String(cursor)}`}`,
            ),
          );
          seen.push(...(body['items'] as unknown as { id: string }[]).map((item) => item.id));
          cursor = body['next'];
        }
        expect(seen).toEqual(all);
      }
      expect((await found('sort=price')).at(-1)).toMatchObject({ id: iaas });
      refused(await call(nobody, 'GET', '/v1/listings?cursor=AAAA'), 422, 'REQUEST_INVALID');
      refused(await call(nobody, 'GET', '/v1/listings?sort=views'), 422, 'REQUEST_INVALID');
      refused(await call(nobody, 'GET', '/v1/listings?nonsense=1'), 422, 'REQUEST_INVALID');
    });

    it('counts contracts and the institutions behind them, delivered twice or not', async () => {
      const sign = (code: string) => {
        const contractId = randomUUID();
        return {
          contractId,
          data: {
            ...ContractSigned.sample,
            contractId,
            listingId: upstage,
            institution: { ...ContractSigned.sample.institution, code },
          },
        };
      };
      for (const { contractId, data } of [sign('1000001'), sign('1000001'), sign('1000002')]) {
        await underTest.emit(ContractSigned, contractId, data);
        await underTest.emit(ContractSigned, contractId, data, 1);
      }
      await eventually(async () =>
        expect((await call(nobody, 'GET', `/v1/listings/${upstage}`)).body).toMatchObject({
          contractCount: 3,
          institutionCount: 2,
        }),
      );
      expect((await found('sort=contracts'))[0]).toMatchObject({ id: upstage, contractCount: 3 });
    });

    it('compares two or three of one subtype, and keeps what was compared', async () => {
      const other = await list();
      expect(ok(await call(nobody, 'GET', `/v1/comparisons?ids=${upstage},${other}`)).body['listings']).toMatchObject([
        { listingId: upstage },
        { listingId: other },
      ]);
      refused(await call(nobody, 'GET', `/v1/comparisons?ids=${upstage},${iaas}`), 409, 'SUBTYPES_DIFFER');
      refused(await call(nobody, 'GET', `/v1/comparisons?ids=${upstage},${upstage}`), 422, 'COMPARISON_SIZE');
      refused(await call(nobody, 'GET', `/v1/comparisons?ids=${upstage}`), 422, 'REQUEST_INVALID');
      const { id: hidden } = await select();
      refused(await call(nobody, 'GET', `/v1/comparisons?ids=${upstage},${hidden}`), 404, 'NOT_FOUND');
      const body = { listingIds: [upstage, other], purpose: '문서 자동화 도입' };
      refused(await call(own, 'POST', '/v1/comparisons', { body }), 403, 'FORBIDDEN');
      const saved = ok(await call(institution, 'POST', '/v1/comparisons', { body, key: 'comparison-1' }), 201);
      expect(ok(await call(institution, 'POST', '/v1/comparisons', { body, key: 'comparison-1' }), 201).body).toEqual(
        saved.body,
      );
      const path = saved.location;
      ok(await act(own, other, '/changes', { prices: [{ ...samplePrice, unitPrice: 1 }], reason: '인하' }));
      expect(ok(await call(institution, 'GET', path)).body).toEqual(saved.body);
      ok(await call(auditor, 'GET', path));
      refused(await call({ role: 'INSTITUTION', org: '2000002' }, 'GET', path), 404, 'NOT_FOUND');
      refused(await call(own, 'GET', path), 403, 'FORBIDDEN');
    });
  });

  it('leads a catalog agreement to its conclusion, and the listing shows it', async () => {
    const listingId = await list({ name: '협약 대상 서비스' });
    const { id: unpublished } = await select();
    const apply = (who: Who, body: object) => call(who, 'POST', '/v1/agreements', { body });
    refused(await apply(foreign, { listingId, ...dossier }), 404, 'NOT_FOUND');
    refused(await apply(own, { listingId: unpublished, ...dossier }), 409, 'LISTING_NOT_ACTIVE');
    refused(await apply(own, { listingId, ...dossier, detailedClassNo: '9911229901' }), 422, 'CLASS_MISMATCH');
    refused(await apply(own, { listingId, ...dossier, productClassNo: '12' }), 422, 'REQUEST_INVALID');
    const racers = await Promise.all([1, 2, 3].map(() => apply(own, { listingId, ...dossier })));
    expect(racers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    const applied = racers.find((answer) => answer.status === 201) as Answer;
    expect(applied.body).toMatchObject({
      status: 'APPLIED',
      dossier,
      deadlines: [{ key: 'REVIEW', rule: 'A-27', overdue: false }],
    });
    const path = applied.location;
    const step = async (who: Who, noun: string, body?: object) => {
      const { etag } = ok(await call(pps, 'GET', path));
      return call(who, 'POST', `${path}/${noun}`, { ifMatch: etag ?? '', ...(body && { body }) });
    };
    for (const who of [foreign, nobody, institution, nia]) refused(await call(who, 'GET', path), 404, 'NOT_FOUND');
    refused(await step(own, 'review'), 403, 'FORBIDDEN');
    refused(await step(pps, 'conclusion', terms), 409, 'AGREEMENT_NOT_IN_REVIEW');
    ok(await step(pps, 'review'));
    refused(await step(pps, 'conclusion', { ...terms, validTo: '2025-01-01' }), 422, 'PERIOD_INVALID');
    expect(ok(await step(pps, 'conclusion', terms)).body).toMatchObject({
      status: 'IN_FORCE',
      number: '00-25-00001-00',
    });
    const shown = ok(await call(nobody, 'GET', path)).body;
    expect(shown).toMatchObject({ number: '00-25-00001-00', validTo: '2028-09-29', status: 'IN_FORCE' });
    expect(shown['dossier']).toBeUndefined();
    await eventually(async () =>
      expect((await call(nobody, 'GET', `/v1/listings/${listingId}`)).body).toMatchObject({
        contentVersion: 1,
        agreement: { number: '00-25-00001-00' },
      }),
    );

    const second = await list();
    const again = ok(await apply(own, { listingId: second, ...dossier }), 201);
    const other = again.location;
    ok(await call(pps, 'POST', `${other}/review`, { ifMatch: again.etag ?? '' }));
    refused(await call(pps, 'POST', `${other}/conclusion`, { ifMatch: '"2"', body: terms }), 409, 'AGREEMENT_NO_TAKEN');

    expect(ok(await call(own, 'GET', `/v1/agreements?listingId=${listingId}`)).body['items']).toMatchObject([
      { listingId },
    ]);
    expect(ok(await call(foreign, 'GET', '/v1/agreements')).body['items']).toEqual([]);
    refused(await call(nobody, 'GET', '/v1/agreements'), 401, 'UNAUTHENTICATED');
    expect(ok(await call(pps, 'GET', `${path}/history`)).body['items']).toHaveLength(3);

    ok(await step(pps, 'suspension', { reason: '조사' }));
    await eventually(async () =>
      expect((await call(nobody, 'GET', `/v1/listings/${listingId}`)).body['agreement']).toBeUndefined(),
    );
    ok(await step(pps, 'end', { reason: '해지' }));
    refused(await step(pps, 'end', { reason: '-' }), 409, 'AGREEMENT_ENDED');
    ok(await apply(own, { listingId, ...dossier }), 201);
  });

  it('runs on the clock: an agreement makes a listing contractable by catalog from its first day, all ends at its end', async () => {
    const short = { validTo: '2026-03-31' };
    const id = await list(
      { name: '곧 끝날 서비스' },
      { certificates: [{ ...ServiceSelected.sample.certificates[0]!, ...short }] },
    );
    const applied = ok(await call(own, 'POST', '/v1/agreements', { body: { listingId: id, ...dossier } }), 201);
    const path = applied.location;
    const reviewed = ok(await call(pps, 'POST', `${path}/review`, { ifMatch: applied.etag ?? '' }));
    const period = { contractNo: '002500777', validFrom: '2025-09-30', validTo: '2026-01-31' };
    ok(await call(pps, 'POST', `${path}/conclusion`, { ifMatch: reviewed.etag ?? '', body: period }));
    await eventually(async () =>
      expect((await call(nobody, 'GET', `/v1/listings/${id}`)).body['agreement']).toBeDefined(),
    );
    expect(await found('q=곧&contractableBy=CATALOG')).toEqual([]);
    await moveClock('2025-09-30T09:00:00+09:00');
    await finds('q=곧&contractableBy=CATALOG', id);

    await moveClock('2026-02-01T00:00:00+09:00');
    expect(ok(await call(nobody, 'GET', path)).body).toMatchObject({ status: 'ENDED' });
    await eventually(async () =>
      expect((await call(nobody, 'GET', `/v1/listings/${id}`)).body['agreement']).toBeUndefined(),
    );

    await moveClock('2026-03-31T23:59:00+09:00');
    expect((await file(id)).body).toMatchObject({ status: 'ACTIVE', validTo: '2026-03-31' });
    await moveClock('2026-04-01T00:00:00+09:00');
    expect((await file(id)).body).toMatchObject({ status: 'EXPIRED' });
    const { items } = ok(await call(nia, 'GET', `/v1/listings/${id}/history`)).body;
    const types = (items as unknown as { type: string }[]).map((item) => item.type);
    expect(types.filter((type) => type === 'ListingExpiring')).toHaveLength(3);
    expect(types.filter((type) => type === 'CertificateExpiring')).toHaveLength(3);
    expect(types.at(-1)).toBe('ListingExpired');
    await eventually(async () => expect((await found('q=곧')).length).toBe(0));
    expect(ok(await call(nobody, 'GET', `/v1/listings/${id}`)).body).toMatchObject({ status: 'EXPIRED' });
  });

  it('says when a supplier is late, and lets it go on', async () => {
    const { id } = await select();
    await moveClock('2026-04-20T09:00:00+09:00');
    expect((await file(id)).body['deadlines']).toMatchObject([{ key: 'COMPLETION', overdue: true }]);
    await submit(id);
  });

  it('documents every operation with its permissions', async () => {
    const { body } = await call(nobody, 'GET', '/openapi.json');
    const paths = body['paths'] as unknown as Record<string, Record<string, { operationId?: string }>>;
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((operation) => operation.operationId),
    );
    expect(ids).toEqual(expect.arrayContaining(Object.keys(catalogMap.operations)));
  });
});
