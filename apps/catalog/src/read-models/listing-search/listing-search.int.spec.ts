import { randomUUID } from 'node:crypto';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { sampleAi, samplePrice, sampleSupplier } from '#common/events/definitions/samples.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { CatalogStory, ok } from '../../testing/catalog-story.js';

describeWithServers('Search', () => {
  let story: CatalogStory;
  let upstage: string;
  let iaas: string;

  beforeAll(async () => {
    story = await CatalogStory.start();
    upstage = await story.list(
      { name: '업스테이지 AI 워크스페이스', categories: ['WORKSPACE'], summary: '생성형 AI로 문서를 분석한다.' },
      { supplier: { ...sampleSupplier, name: '주식회사 업스테이지', size: 'MID_SIZED' } },
    );
    iaas = await story.list(
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
    await story.finds('q=업스테이지', upstage);
    await story.finds('q=가상', iaas);
  }, 60_000);

  afterAll(async () => {
    await story?.stop();
  }, 30_000);

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
    expect((await story.found(`q=${encodeURIComponent(q)}`)).map((item) => item.id)).toContain(upstage);
    expect((await story.found(`q=${encodeURIComponent(q)}`)).map((item) => item.id)).not.toContain(iaas);
  });

  // Queries that failed in other catalogs (#2 to #5, #12), and what keyboards, HWP and the gazette send.
  it.each([
    ['(주)업스테이지', 'a form of the company in brackets'],
    ['㈜업스테이지', 'as one sign'],
    ['업스테이지㈜', 'behind it'],
    ['주식회사 업스테이지', 'in full'],
    ['업스테이지에는', 'stacked particles'],
    ['업스테이지에서의', 'stacked particles'],
    ['업스테이지까지도', 'stacked particles'],
    ['업스테이ㅈ', 'a half-typed syllable'],
    ['업스테잊', 'its consonant taken for the end of the one before'],
    ['AI·워크스페이스', 'a middle dot'],
    ['AIㆍ워크스페이스', 'the dot of the gazette'],
    ['AI/워크스페이스', 'a slash'],
    ['AI, 워크스페이스?', 'a comma and a question mark'],
    ['ＡＩ 워크스페이스', 'full width'],
    ['업\u00AD스테\u200B이지', 'characters that are not shown'],
    ['ㅄ', 'a cluster of 초성: 분석'],
  ])('finds a name by %s: %s', async (q) => {
    expect((await story.found(`q=${encodeURIComponent(q)}`)).map((item) => item.id)).toContain(upstage);
  });

  it('#9: refuses a query in another encoding, and finds nothing by signs alone', async () => {
    expect((await story.as().get('/v1/listings?q=%B9%AE%BC%AD')).outcome).toBe('400 REQUEST_MALFORMED');
    expect(await story.found(`q=${encodeURIComponent('···')}`)).toEqual([]);
  });

  it('#12: filters an infrastructure however its name is typed', async () => {
    for (const name of ['샘플 클라우드', '샘플클라우드', '(주)샘플 클라우드'])
      expect((await story.found(`infrastructure=${encodeURIComponent(name)}`)).map((item) => item.id)).toContain(iaas);
  });

  it.each(['.*', '$where', '(a+)+$', '다운스테이지', '{"$gt":""}', '업스테이지 없는말'])(
    'takes %s literally',
    async (q) => {
      expect(await story.found(`q=${encodeURIComponent(q)}`)).toEqual([]);
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
    expect((await story.found(query)).map((item) => item.id)).toEqual([iaas]);
  });

  it('finds nothing contractable by catalog without an agreement', async () => {
    expect(await story.found('q=가상&contractableBy=CATALOG')).toEqual([]);
  });

  it('pages without losing or repeating anything, in every order', async () => {
    for (const name of ['쪽 하나', '쪽 둘', '쪽 셋', '쪽 넷']) {
      await story.finds(`q=${encodeURIComponent(name)}`, await story.list({ name }));
    }
    for (const sort of ['newest', 'price', 'contracts', 'views']) {
      const all = (await story.found(`sort=${sort}&limit=200`)).map((item) => item.id);
      expect(all.length).toBeGreaterThan(5);
      const seen: string[] = [];
      for (let cursor: unknown = ''; cursor !== undefined;) {
        const from = cursor === '' ? '' : `&cursor=${String(cursor)}`;
        const { view } = ok(await story.as().get(`/v1/listings?sort=${sort}&limit=2${from}`));
        seen.push(...view.items.map((item) => item.id));
        cursor = view['next'];
      }
      expect(seen).toEqual(all);
    }
    expect((await story.found('sort=price')).at(-1)).toMatchObject({ id: iaas });
    expect((await story.as().get('/v1/listings?cursor=AAAA')).outcome).toBe('422 REQUEST_INVALID');
    expect((await story.as().get('/v1/listings?sort=visits')).outcome).toBe('422 REQUEST_INVALID');
    expect((await story.as().get('/v1/listings?nonsense=1')).outcome).toBe('422 REQUEST_INVALID');
  });

  it('counts contracts and the institutions behind them, delivered twice or not', async () => {
    const sign = (code: string) => {
      const contractId = randomUUID();
      const institution = { ...ContractSigned.sample.institution, code };
      return { contractId, data: { ...ContractSigned.sample, contractId, listingId: upstage, institution } };
    };
    for (const { contractId, data } of [sign('1000001'), sign('1000001'), sign('1000002')]) {
      await story.under.emit(ContractSigned, contractId, data);
      await story.under.emit(ContractSigned, contractId, data, 1);
    }
    // Not by the public: its looks are counted, and those of a long wait would be counted during the next test.
    await eventually(async () =>
      expect((await story.file(upstage)).view).toMatchObject({ contractCount: 3, institutionCount: 2 }),
    );
    expect((await story.found('sort=contracts'))[0]).toMatchObject({ id: upstage, contractCount: 3 });
  });

  it('counts who looks at a listing by day, without its own people, and sorts by that', async () => {
    const path = `/v1/listings/${iaas}`;
    const viewCount = async (id: string) => (await story.file(id)).view['viewCount'] as number;
    const before = await viewCount(iaas);
    const enough = (await viewCount(upstage)) - before + 3;
    for (let n = 0; n < enough; n += 1) ok(await story.as().get(path));
    ok(await story.as(personas.supplier).get(path));
    await eventually(async () => expect(await viewCount(iaas)).toBe(before + enough), { within: 15_000 });
    expect(ok(await story.as().get(`${path}/views`)).view).toMatchObject({
      listingId: iaas,
      items: [{ day: '2025-09-19', views: before + enough }],
    });
    expect((await story.found('sort=views'))[0]).toMatchObject({ id: iaas });
    const rows = await story.under.database.connection.db?.collection('listing_views').find().toArray();
    for (const row of rows ?? []) expect(Object.keys(row).sort()).toEqual(['_id', 'day', 'listingId', 'views']);
  });

  it('narrows by what a service discloses of its AI and of the place of its data', async () => {
    const ai = { ...sampleAi, models: [{ ...sampleAi.models[0]!, hosting: 'EXTERNAL' as const }], trainsOnInput: true };
    const id = await story.list({ name: '공개하는 서비스', ai, dataLocation: { countries: ['KR'] } });
    const abroad = await story.list({ name: '해외 보관 서비스', dataLocation: { countries: ['KR', 'US'] } });
    await story.finds(`q=${encodeURIComponent('해외 보관')}`, abroad);
    for (const query of [
      'aiHosting=EXTERNAL',
      'aiOversight=HUMAN_REVIEWS',
      'aiNetwork=INTERNAL',
      'aiTrainsOnInput=true',
      'dataLocation=KR',
    ])
      expect((await story.found(query)).map((item) => item.id)).toEqual([id]);
    for (const query of ['aiHosting=OWN', 'aiNetwork=EXTERNAL', 'aiTrainsOnInput=false', 'dataLocation=US'])
      expect(await story.found(query)).toEqual([]);
    expect((await story.found('dataLocation=KR'))[0]).toMatchObject({
      ai: { oversight: 'HUMAN_REVIEWS', trainsOnInput: true },
      dataLocation: { countries: ['KR'] },
    });
  });

  it('S12: takes ten words and no more, and no search goes on in the store without an end', async () => {
    const db = story.under.database.connection.db;
    const words = (n: number) => Array.from({ length: n }, (_, i) => `w${i}`).join('+');
    await db?.command({ profile: 2 });
    expect((await story.as().get(`/v1/listings?q=${words(10)}&sort=contracts`)).status).toBe(200);
    expect((await story.as().get(`/v1/listings?q=${words(11)}`)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/q', code: 'FIELD_TOO_MANY' }],
    });
    await db?.command({ profile: 0 });
    const reads = await db
      ?.collection('system.profile')
      .find({ ns: `${db.databaseName}.listing_search` })
      .toArray();
    expect(reads?.map(({ command }) => (command as { maxTimeMS?: number }).maxTimeMS)).toEqual([5_000, 5_000]);
  });
});
