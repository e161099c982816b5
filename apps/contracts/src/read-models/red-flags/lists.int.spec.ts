import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import type { Person } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { csvByPython, HAS_PYTHON, odsByPython } from '#testing/outside-readers.js';
import { institutionOf, personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { done, LISTING, quote, SECOND, type ContractStory } from '../../testing/contract-story.js';
import { budgetPath, ContractsUnderTest, institution } from '../../testing/contracts-under-test.js';

interface Listed {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
  readonly [stated: string]: unknown;
}

const usage = { projectName: '문서 자동화 도입', actualUser: '수요기관 1' };
const { supplier, competitor, officer, ministry, auditor } = personas;

/** The clock only moves forward: the contracts of all tests are made first, in the order of their days. */
describeWithServers('The lists behind the counts', () => {
  let under: ContractsUnderTest;
  let contested: ContractStory;
  let local: ContractStory;
  let late: ContractStory;

  beforeAll(async () => {
    under = await ContractsUnderTest.start();
    contested = await under.story({ listingIds: [LISTING, SECOND] });
    local = await under.story({ buyer: await localBuyer(), projectName: '=주민 "상담", 도입' });
    late = await under.story();
    await under.clock('2025-09-29 10:00');
    for (const contract of [contested, local, late]) await contract.to('QUOTED');
    const { requests } = await contested.seenBy(competitor);
    const same = quote({ requestNo: requests[0]?.n ?? 2 });
    done(await under.as(competitor).post(`${contested.path}/quotes`, same));
    await under.clock('2025-10-17 10:00');
    for (const contract of [contested, local, late]) await contract.to('CONCLUDED');
    await under.clock('2025-11-05 10:00');
    done(await contested.act(contested.buyer, 'usage-registration', usage));
    await under.clock('2025-11-11 10:00');
  }, 120_000);
  afterAll(() => under?.stop(), 30_000);

  async function localBuyer(): Promise<Person> {
    const code = under.freshCode();
    const buyer = institutionOf(code);
    const facts = { ...institution(code), name: '서울특별시 "가"구', type: 'LOCAL', ministry: undefined };
    done(await under.as(buyer).post('/v1/institutions', facts));
    done(await under.as(officer).post(`/v1/institutions/${code}/verification`, undefined, { ifMatch: 1 }));
    done(await under.as(buyer).put(budgetPath(buyer), { amount: 100_000_000 }));
    return buyer;
  }

  const get = async (path: string, person?: Person) => (await under.as(person).get(path)).body as Listed;
  const ids = ({ items }: Listed) => items.map(({ id }) => id);

  describe('Unregistered contracts', () => {
    const PATH = '/v1/unregistered-contracts';
    const list = (query = '', person: Person = auditor) => get(`${PATH}?${query}`, person);

    it('are those of a day, as the statistics count them', async () => {
      const now = await list();
      expect(now).toMatchObject({ asOf: '2025-11-11', dateBasis: 'CONCLUDED' });
      expect(ids(now)).toEqual([local, late].map(({ contractId }) => contractId).sort());
      expect(now.items[0]).toMatchObject({ concludedOn: '2025-10-17', amount: 10_800_000, overdue: true });
      const before = await list('asOf=2025-11-04');
      expect(ids(before)).toEqual([contested, local, late].map(({ contractId }) => contractId).sort());
      expect(before.items.every(({ overdue }) => overdue === false)).toBe(true);
      expect(ids(await list('asOf=2025-10-16'))).toEqual([]);
      for (const asOf of ['2025-10-16', '2025-11-04', '2025-11-11'])
        await eventually(async () => {
          const counted = await get(`/v1/statistics?asOf=${asOf}`);
          expect(counted['unregistered']).toBe(ids(await list(`asOf=${asOf}`)).length);
        });
    });

    it('are narrowed by the period of their conclusion and by whether they are overdue', async () => {
      expect(ids(await list('from=2025-10-18'))).toEqual([]);
      expect(ids(await list('from=2025-10-17&to=2025-10-17'))).toHaveLength(2);
      expect(ids(await list('overdue=true'))).toHaveLength(2);
      expect(ids(await list('overdue=false'))).toEqual([]);
      expect(ids(await list('overdue=true&asOf=2025-11-10'))).toEqual([]);
      expect(ids(await list('overdue=false&asOf=2025-11-10'))).toHaveLength(2);
    });

    it('come in pages and orders', async () => {
      const first = await list('limit=1&sort=-dueAt');
      const second = await list(`limit=1&sort=-dueAt&cursor=${first.next}`);
      expect([...ids(first), ...ids(second)]).toEqual(ids(await list()).toReversed());
      expect(second.next).toBeUndefined();
    });

    it('are for NIA, the ministry and the auditor', async () => {
      for (const person of [officer, ministry, auditor]) expect(ids(await list('', person))).toHaveLength(2);
      for (const person of [late.buyer, supplier, personas.pps])
        expect((await under.as(person).get(PATH)).outcome).toBe('403 FORBIDDEN');
      expect((await under.as().get(PATH)).status).toBe(401);
    });
  });

  describe('Negotiated contracts of local governments', () => {
    const PATH = '/v1/local-negotiated-contracts';

    it('are public by month, with what the law asks for', async () => {
      const found = await get(`${PATH}?month=2025-10`);
      expect(found).toEqual({
        month: '2025-10',
        dateBasis: 'CONCLUDED',
        items: [
          {
            id: local.contractId,
            self: local.path,
            contractNo: expect.any(String) as string,
            projectName: '=주민 "상담", 도입',
            institution: { code: local.buyer.org, name: '서울특별시 "가"구' },
            supplier: { businessNumber: supplier.org, name: expect.any(String) as string },
            amount: 10_800_000,
            period: { from: '2025-10-20', to: '2026-10-19' },
            legalBasis: '지방계약법 시행령 제25조제1항',
            concludedOn: '2025-10-17',
          },
        ],
      });
      expect(ids(await get(`${PATH}?month=2025-11`))).toEqual([]);
      expect(ids(await get(`${PATH}?month=2025-10&institution=${local.buyer.org}`, supplier))).toHaveLength(1);
      expect(ids(await get(`${PATH}?month=2025-10&institution=${late.buyer.org}`, late.buyer))).toEqual([]);
    });

    it('are a file for anyone, in which no name is a formula', { skip: !HAS_PYTHON }, async () => {
      const { bytes, headers } = await under.as().get(`${PATH}?month=2025-10&format=csv`);
      expect(headers.get('content-disposition')).toContain('local-negotiated-contracts-2025-10.csv');
      const [ko, en, row] = csvByPython(bytes);
      expect([ko?.[1], en?.[1], row?.[1]]).toEqual(['계약명', 'Contract', `'=주민 "상담", 도입`]);
      expect(row?.slice(3, 9)).toEqual([
        '서울특별시 "가"구',
        supplier.org,
        expect.any(String),
        '10800000',
        '2025-10-20',
        '2026-10-19',
      ]);
      const ods = odsByPython((await under.as().get(`${PATH}?month=2025-10&format=ods`)).bytes);
      expect(ods.formulas).toBe(0);
      expect(ods.sheets[0]?.[1][2]?.[1]).toEqual(['string', null, ['=주민 "상담", 도입']]);
      expect(ods.sheets[0]?.[1][2]?.[6]).toEqual(['float', '10800000', ['10800000']]);
    });

    it.each(['', 'month=2025-13', 'month=2025-1', 'month=2025-10-17', 'month=2025-10&institution=%3D1'])(
      'with "%s" are refused',
      async (query) => {
        expect((await under.as().get(`${PATH}?${query}`)).outcome).toBe('422 REQUEST_INVALID');
      },
    );
  });

  describe('Red flags', () => {
    const PATH = '/v1/red-flags';
    const list = (query = '', person: Person = auditor) => get(`${PATH}?${query}`, person);

    it('tell equal offers of rivals, with the figures that they rest on', async () => {
      const found = await list('rule=EQUAL_OFFERS');
      expect(found).toMatchObject({ from: '2024-11-12', to: '2025-11-11', dateBasis: 'CONCLUDED' });
      expect(found['meaning']).toMatchObject({ en: 'A hint of what to look at, and no finding.' });
      expect(found.items).toMatchObject([
        {
          rule: 'EQUAL_OFFERS',
          institution: { code: contested.buyer.org },
          suppliers: [{ businessNumber: supplier.org }, { businessNumber: competitor.org }],
          contracts: [{ id: contested.contractId, self: contested.path, concludedOn: '2025-10-17' }],
          figures: { contracts: 1, offers: 2, amount: 10_800_000, amountText: '10800000' },
        },
      ]);
      expect(ids(await list('rule=EQUAL_OFFERS&to=2025-10-16'))).toEqual([]);
      expect(ids(await list('rule=EQUAL_OFFERS&from=2025-10-18'))).toEqual([]);
    });

    it('tell split purchases and institutions with one supplier, of what was concluded in the period', async () => {
      const code = under.freshCode();
      const amount = 30_000_000;
      for (const day of ['01', '02', '03', '04', '05']) {
        const contractId = newId();
        const bought = { ...ContractSigned.sample, contractId, amount, concludedOn: `2025-06-${day}` };
        const parties = { institution: { ...ContractSigned.sample.institution, code } };
        await under.test.emit(ContractSigned, contractId, { ...bought, ...parties });
      }
      await eventually(async () => {
        const { items } = await list('from=2025-06-01&to=2025-06-30');
        expect(items).toMatchObject(
          [
            {
              rule: 'SPLIT_PURCHASES',
              figures: { contracts: 5, amount: 5 * amount, threshold: 100_000_000, days: 30 },
            },
            { rule: 'SINGLE_SUPPLIER', figures: { contracts: 5, amount: 5 * amount, contractsMin: 5 } },
          ].sort((a, b) => (items[0]?.['rule'] === a.rule ? -1 : items[0]?.['rule'] === b.rule ? 1 : 0)),
        );
      });
      const first = await list('from=2025-06-01&to=2025-06-30&limit=1');
      const second = await list(`from=2025-06-01&to=2025-06-30&limit=1&cursor=${first.next}`);
      expect(new Set([...ids(first), ...ids(second)]).size).toBe(2);
      expect(second.next).toBeUndefined();
      expect(ids(await list('from=2025-06-03&to=2025-06-30'))).toEqual([]);
    });

    it('are for those who oversee, of other houses than their own', async () => {
      for (const person of [officer, ministry, auditor])
        expect(ids(await list('rule=EQUAL_OFFERS', person))).toHaveLength(1);
      for (const org of [contested.buyer.org, supplier.org, competitor.org])
        for (const person of [officer, ministry])
          expect(ids(await list('rule=EQUAL_OFFERS', { ...person, ...(org !== undefined && { org }) }))).toEqual([]);
      for (const person of [contested.buyer, supplier, personas.secretary])
        expect((await under.as(person).get(PATH)).outcome).toBe('403 FORBIDDEN');
      expect((await under.as().get(PATH)).status).toBe(401);
    });

    it('are a file too', { skip: !HAS_PYTHON }, async () => {
      const { bytes } = await under.as(auditor).get(`${PATH}?rule=EQUAL_OFFERS&format=csv`);
      const [, , row] = csvByPython(bytes);
      expect([row?.[0], row?.[5], row?.[8], row?.[9], row?.[10], row?.[11]]).toEqual([
        'EQUAL_OFFERS',
        '2025-10-17',
        '1',
        '2',
        '10800000',
        '',
      ]);
    });

    it.each([
      ['from=2025-12-31&to=2025-01-01', 'STATISTICS_PERIOD'],
      ['rule=OTHER', 'REQUEST_INVALID'],
      ['format=pdf', 'REQUEST_INVALID'],
      ['to=2025-02-30', 'REQUEST_INVALID'],
    ])('with %s are refused with %s', async (query, code) => {
      expect((await under.as(auditor).get(`${PATH}?${query}`)).outcome).toBe(`422 ${code}`);
    });
  });
});
