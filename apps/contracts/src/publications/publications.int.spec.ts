import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { newId } from '#common/kernel/ids.js';
import { done } from '../testing/contract-story.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

interface Published {
  readonly id: string;
  readonly self: string;
  readonly knownAt: string;
  readonly recount: string;
  readonly file?: string;
  readonly figures: { readonly groups: readonly { readonly key: string; readonly contracts: number }[] };
}

describeWithServers('R-50: figures that the ministry publishes', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const use = { projectName: '도입', actualUser: '수요기관 1', useTopic: 'DOCUMENT' };

  it('stay as they were, are read by anybody, and come to the same when they are counted again', async () => {
    const contract = await (await under.story()).to('CONCLUDED');
    done(await contract.act(contract.buyer, 'usage-registration', use));
    const asOf = under.today;
    const topics = async () => {
      const { body } = await under.as().get(`/v1/statistics?asOf=${asOf}&groupBy=USE_TOPIC`);
      return (body as Published['figures']).groups.map(({ key, contracts }) => [key, contracts]);
    };
    await eventually(async () => expect(await topics()).toEqual([['DOCUMENT', 1]]));
    const asked = { title: '2025년 이용계약 실적', asOf, groupBy: 'USE_TOPIC', format: 'JSON' };
    const publish = (changed: object = {}) =>
      under.as(personas.ministry).post('/v1/published-figures', { ...asked, ...changed });
    const { status, body } = await publish();
    const published = body as unknown as Published;
    expect([status, published]).toMatchObject([
      201,
      {
        title: asked.title,
        publishedOn: asOf,
        asOf,
        format: 'JSON',
        figures: { contracts: 1, amountText: '10800000' },
      },
    ]);
    await under.clock(`${asOf} 23:00`);
    const corrected = { ...use, useTopic: 'MAIL', reason: '오기' };
    done(await contract.act(contract.buyer, 'usage-corrections', corrected));
    await eventually(async () => expect(await topics()).toEqual([['MAIL', 1]]));
    // The correction holds for that day as well, and was not known then.
    expect((await under.as().get(published.self)).body).toEqual(published);
    expect((await under.as().get(published.recount)).body).toEqual(published.figures);
    const list = (await under.as().get('/v1/published-figures')).body as { readonly items: readonly Published[] };
    expect(list.items.map(({ id }) => id)).toEqual([published.id]);
    expect(list.items[0]).not.toHaveProperty('figures');
    expect((await publish({ knownAt: published.knownAt })).outcome).toBe('409 PUBLICATION_EXISTS');
    expect((await publish()).status).toBe(201);
  });

  it('are given out as the file that was published, with the digits of that day', async () => {
    const asked = { title: '=2025년 1/4분기', asOf: under.today, groupBy: 'METHOD', format: 'CSV' };
    const { body } = await under.as(personas.ministry).post('/v1/published-figures', asked);
    const { self, recount, file } = body as unknown as Published;
    expect(file).toBe(`${self}?format=csv`);
    const [published, counted] = [await under.as().get(`${file}`), await under.as().get(recount)];
    expect([published.status, published.headers.get('content-type')]).toEqual([
      200,
      counted.headers.get('content-type'),
    ]);
    expect(published.bytes.equals(counted.bytes)).toBe(true);
    expect(published.bytes.toString()).toContain('"NEGOTIATED","수의계약",');
    const sheets = await under.as().get(`${self}?format=ods`);
    expect(sheets.headers.get('content-type')).toBe('application/vnd.oasis.opendocument.spreadsheet');
    expect((await under.as().get(`${self}?format=xls`)).status).toBe(422);
  });

  it('are published by the ministry alone, of a period and of knowledge that are there', async () => {
    const asked = { title: '공표', format: 'JSON' };
    const outcomeOf = async (person: Parameters<typeof under.as>[0], changed: object) =>
      (await under.as(person).post('/v1/published-figures', { ...asked, ...changed })).outcome;
    expect(await outcomeOf(personas.officer, {})).toBe('403 FORBIDDEN');
    expect(await outcomeOf(personas.ministry, { from: '2025-02-01', to: '2025-01-01' })).toBe('422 STATISTICS_PERIOD');
    expect(await outcomeOf(personas.ministry, { knownAt: '2031-01-01T00:00:00Z' })).toBe('422 PUBLICATION_AHEAD');
    expect(await outcomeOf(personas.ministry, { groupBy: 'COLOUR' })).toMatch(/^422/);
    expect(await outcomeOf(personas.ministry, { format: 'XLS' })).toMatch(/^422/);
    expect((await under.as().get(`/v1/published-figures/${newId()}`)).status).toBe(404);
  });
});
