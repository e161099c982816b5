import assert from 'node:assert/strict';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { newId } from '#common/kernel/ids.js';
import { csvByPython, HAS_PYTHON, odsByPython } from '#testing/outside-readers.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { CatalogStory } from '../../testing/catalog-story.js';

const PATH = '/v1/services-without-contract';
/** The listings of this catalog are published from 2025-09-22 to 2025-09-24. */
const PERIOD = 'from=2025-09-01&to=2025-12-31';

describeWithServers('Services without a contract', () => {
  let story: CatalogStory;
  /** A service that sells, one whose contract was undone, one that sold nothing. */
  let ids: readonly string[];

  beforeAll(async () => {
    story = await CatalogStory.start();
    const cloud = { kind: 'CLOUD_COMPUTING' as const, subtype: 'SAAS', technologies: [] };
    const names = ['잘 팔리는 서비스', '=HYPERLINK("http://example.kr","해제된 서비스")', '안 팔린 "서비스"'];
    const made: string[] = [];
    for (const [i, name] of names.entries()) {
      await story.clock(`2025-09-2${2 + i} 10:00`);
      made.push(await story.list({ ...cloud, name }));
    }
    ids = made;
    await story.select({ ...cloud, name: '공개 전 서비스' });
    for (const [i, rescinded] of [false, true].entries()) {
      const contractId = newId();
      const concludedOn = '2025-10-17';
      const signed = { ...ContractSigned.sample, contractId, listingId: made[i] ?? '', concludedOn };
      await story.under.emit(ContractSigned, contractId, signed);
      if (rescinded) await story.under.emit(ContractRescinded, contractId, { ...ContractRescinded.sample, contractId });
    }
    await eventually(async () => assert.deepEqual((await list(PERIOD)).ids, made.slice(1)), { within: 40_000 });
  }, 90_000);
  afterAll(() => story?.stop(), 30_000);

  async function list(query: string, person = personas.auditor) {
    const { view } = await story.as(person).get(`${PATH}?${query}`);
    const { items, ...stated } = view as unknown as { items: { id: string }[]; [stated: string]: unknown };
    return { ids: items.map(({ id }) => id), items, stated };
  }

  it('are listed, unsold in the period, and counted next to those that sold', async () => {
    const { stated, items } = await list(`${PERIOD}&type=SAAS`, personas.officer);
    expect(stated).toEqual({
      from: '2025-09-01',
      to: '2025-12-31',
      dateBasis: 'CONCLUDED',
      type: 'SAAS',
      listed: 3,
      withContract: 1,
      withoutContract: 2,
    });
    expect(items[1]).toMatchObject({ self: `/v1/listings/${ids[2]}`, name: '안 팔린 "서비스"', type: 'SAAS' });
    expect((await list(`${PERIOD}&type=IAAS`)).stated).toMatchObject({ listed: 0, withoutContract: 0 });
  });

  it('are all of them before the first contract, and none before the first listing', async () => {
    expect((await list('from=2025-09-01&to=2025-10-16')).ids).toEqual(ids);
    expect((await list('from=2025-01-01&to=2025-08-31')).stated).toMatchObject({ listed: 0 });
    const after = await list('from=2025-11-01&to=2025-12-31');
    expect(after.ids).toEqual(ids);
    expect(after.items[0]).toMatchObject({ lastConcludedOn: '2025-10-17' });
  });

  it('come in pages', async () => {
    const first = await list(`${PERIOD}&limit=1`);
    expect(first.ids).toEqual([ids[1]]);
    const second = await list(`${PERIOD}&limit=1&cursor=${String(first.stated['next'])}`);
    expect(second.ids).toEqual([ids[2]]);
    expect(second.stated['next']).toBeUndefined();
  });

  it('are for NIA and the auditor', async () => {
    for (const person of [personas.supplier, personas.ministry, personas.buyer, personas.pps])
      expect((await story.as(person).get(PATH)).outcome).toBe('403 FORBIDDEN');
    expect((await story.as().get(PATH)).status).toBe(401);
  });

  it.each([
    ['from=2025-12-31&to=2025-01-01', 'STATISTICS_PERIOD'],
    ['from=2025-02-30', 'REQUEST_INVALID'],
    ['type=saas', 'REQUEST_INVALID'],
    ['format=xlsx', 'REQUEST_INVALID'],
    ['asOf=2025-01-01', 'REQUEST_INVALID'],
    ['cursor=abc', 'REQUEST_INVALID'],
    ['sort=name', 'REQUEST_INVALID'],
  ])('%s is refused with %s', async (query, code) => {
    expect((await story.as(personas.auditor).get(`${PATH}?${query}`)).outcome).toBe(`422 ${code}`);
  });

  it('are a file, which has all of them and runs no formula', { skip: !HAS_PYTHON }, async () => {
    const file = (format: string) => story.as(personas.auditor).get(`${PATH}?${PERIOD}&limit=1&format=${format}`);
    const csv = await file('csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const rows = csvByPython(csv.bytes);
    expect(rows.slice(0, 2).map(([, name]) => name)).toEqual(['서비스명', 'Service']);
    expect(rows.slice(2).map(([, name]) => name)).toEqual([
      `'=HYPERLINK("http://example.kr","해제된 서비스")`,
      '안 팔린 "서비스"',
    ]);
    const ods = await file('ods');
    expect(ods.headers.get('content-type')).toBe('application/vnd.oasis.opendocument.spreadsheet');
    const { formulas, sheets } = odsByPython(ods.bytes);
    expect([formulas, sheets.map(([name]) => name)]).toEqual([0, ['계약 없는 서비스 2025-12-31', '설명']]);
    expect(sheets[0]?.[1].slice(2).map((cells) => cells[7])).toEqual(
      ['2025-09-23', '2025-09-24'].map((day) => ['date', day, [day]]),
    );
  });
});
