import fc from 'fast-check';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { statisticsView } from '../statistics.view.js';
import {
  COUNTED,
  DATE_BASES,
  GROUPINGS,
  statisticsOf,
  typeOf,
  type ContractRow,
  type Grouping,
  type SelectionRow,
} from './statistics.js';

const row = (changed: Partial<ContractRow> = {}): ContractRow => ({
  institution: '1000001',
  institutionType: 'STATE',
  ministry: '과학기술정보통신부',
  method: 'NEGOTIATED',
  kind: 'CONVERGENCE',
  subtype: 'SAAS',
  companySize: 'SMALL_MEDIUM',
  amount: 10_800_000,
  concludedOn: '2025-10-17',
  startsOn: '2025-10-20',
  leadTimeBusinessDays: 9,
  origin: 'NATIVE',
  registeredOn: '2025-10-31',
  ...changed,
});
const unregistered = (changed: Partial<ContractRow> = {}): ContractRow => {
  const { registeredOn: _, ...rest } = row(changed);
  return rest;
};
const selection = (changed: Partial<SelectionRow> = {}): SelectionRow => ({
  supplier: '1234567890',
  decidedOn: '2025-09-19',
  kind: 'CONVERGENCE',
  subtype: 'SAAS',
  companySize: 'SMALL_MEDIUM',
  technologies: ['AI'],
  ...changed,
});

const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyRow: fc.Arbitrary<ContractRow> = fc
  .record({
    institution: fc.constantFrom('1', '2', '3'),
    institutionType: fc.constantFrom('STATE', 'LOCAL', 'PUBLIC'),
    ministry: fc.constantFrom('과학기술정보통신부', '교육부', undefined),
    method: fc.constantFrom('NEGOTIATED', 'CATALOG'),
    kind: fc.constantFrom('CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE'),
    subtype: fc.constantFrom('SAAS', 'IAAS'),
    companySize: fc.constantFrom('LARGE', 'SMALL_MEDIUM'),
    useTopic: fc.constantFrom('DOCUMENT', 'MAIL', null),
    amount: fc.oneof(fc.integer({ min: 0, max: 50_000_000_000 }), fc.maxSafeNat()),
    concludedOn: day,
    startsOn: day,
    registeredOn: fc.option(day, { nil: undefined }),
    origin: fc.constantFrom<ContractRow['origin']>('NATIVE', 'MIGRATED'),
  })
  .map(({ ministry, registeredOn, ...changed }) => {
    const { ministry: _m, registeredOn: _r, ...base } = row(changed);
    return {
      ...base,
      ...(ministry !== undefined && { ministry }),
      ...(registeredOn !== undefined && { registeredOn }),
    };
  });

describe('The statistics', () => {
  it('count registered contracts and show the others as a gap', proves({ '11.5/usage-counted': statisticsOf }), () => {
    const rows = [row(), unregistered()];
    expect(statisticsOf(rows, [], { asOf: '2025-10-31', dateBasis: 'CONCLUDED' })).toMatchObject({
      contracts: 1,
      institutions: 1,
      amount: 10_800_000n,
      unregistered: 1,
    });
    expect(statisticsOf(rows, [], { asOf: '2025-10-30', dateBasis: 'CONCLUDED' })).toMatchObject({
      contracts: 0,
      unregistered: 2,
    });
  });

  it('§11.4: count a rescinded contract until that day, and a terminated one with what its used part cost', () => {
    const rows = [
      row(),
      row({ institution: '1000002', rescindedOn: '2025-11-03' }),
      row({ terminated: { on: '2025-11-05', amount: 800_000 } }),
    ];
    const figures = (asOf: string) => {
      const { contracts, institutions, amount, corrections } = statisticsOf(rows, [], { asOf, dateBasis: 'CONCLUDED' });
      return { contracts, institutions, amount, ...corrections };
    };
    const before = { contracts: 3, institutions: 2, amount: 32_400_000n, rescinded: 0, terminated: 0, amended: 0 };
    expect(figures('2025-11-02')).toEqual(before);
    expect(figures('2025-11-04')).toEqual({
      contracts: 2,
      institutions: 1,
      amount: 21_600_000n,
      rescinded: 1,
      terminated: 0,
      amended: 0,
    });
    expect(figures('2025-11-05')).toMatchObject({ contracts: 2, amount: 11_600_000n, rescinded: 1, terminated: 1 });
    const amended = [
      row({ amendments: { '10': { on: '2025-11-08', amount: 5 }, '9': { on: '2025-11-07', amount: 7 } } }),
    ];
    const amountOn = (asOf: string) => {
      const { amount, corrections } = statisticsOf(amended, [], { asOf, dateBasis: 'CONCLUDED' });
      return [amount, corrections.amended];
    };
    expect(['2025-11-06', '2025-11-07', '2025-11-08'].map(amountOn)).toEqual([
      [10_800_000n, 0],
      [7n, 1],
      [5n, 1],
    ]);
    const unused = [unregistered(), unregistered({ rescindedOn: '2025-11-03' })];
    expect(statisticsOf(unused, [], { asOf: '2025-11-03', dateBasis: 'CONCLUDED' }).unregistered).toBe(1);
  });

  it('count decisions of the committee, AI convergence beside them', () => {
    const selections = [selection(), selection({ technologies: [] }), selection({ kind: 'CLOUD_COMPUTING' })];
    expect(statisticsOf([], selections, { asOf: '2025-09-19', dateBasis: 'CONCLUDED' })).toMatchObject({
      selections: { total: 3, aiConvergence: 1 },
      suppliers: 1,
    });
    expect(statisticsOf([], selections, { asOf: '2025-09-18', dateBasis: 'CONCLUDED' }).selections.total).toBe(0);
  });

  it('move a contract between years with the date basis, never lose it', () => {
    const rows = [row({ concludedOn: '2024-12-20', startsOn: '2025-01-02', registeredOn: '2025-01-10' })];
    const years = DATE_BASES.map(
      (dateBasis) => statisticsOf(rows, [], { asOf: '2025-10-31', dateBasis, groupBy: ['YEAR'] }).groups[0]?.key,
    );
    expect(years).toEqual(['2024', '2025', '2025']);
  });

  it('tell median and ninetieth percentile of the lead times of contracts made here', () => {
    const rows = [
      ...Array.from({ length: 9 }, () => row()),
      row({ leadTimeBusinessDays: 30 }),
      row({ origin: 'MIGRATED', leadTimeBusinessDays: 0 }),
    ];
    const { leadTime } = statisticsOf(rows, [], { asOf: '2025-12-31', dateBasis: 'CONCLUDED' });
    expect(leadTime).toEqual({ median: 9, p90: 9 });
    expect(statisticsOf([], [], { asOf: '2025-12-31', dateBasis: 'CONCLUDED' }).leadTime).toEqual({
      median: null,
      p90: null,
    });
  });

  it(
    'add up to the same totals however they are grouped, on every date basis (§11.6, 2)',
    proves({ '11.6/2': statisticsOf }),
    () => {
      fc.assert(
        fc.property(
          fc.array(anyRow, { maxLength: 40 }),
          day,
          fc.constantFrom(...DATE_BASES),
          (rows, asOf, dateBasis) => {
            for (const grouping of GROUPINGS) {
              const { groups, contracts, amount } = statisticsOf(rows, [], { asOf, dateBasis, groupBy: [grouping] });
              expect(groups.reduce((sum, one) => sum + one.contracts, 0)).toBe(contracts);
              expect(groups.reduce((sum, one) => sum + one.amount, 0n)).toBe(amount);
            }
          },
        ),
        propertyRuns(),
      );
    },
  );

  it(
    'R-35: have the subtype as the type of cloud computing, else SUPPORT or CONVERGENCE',
    proves({ 'R-35': typeOf }),
    () => {
      const types = ['CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE'].map((kind) =>
        typeOf({ kind, subtype: 'PAAS' }),
      );
      expect(types).toEqual(['PAAS', 'SUPPORT', 'CONVERGENCE']);
      const { groups } = statisticsOf([row({ kind: 'CLOUD_COMPUTING', subtype: 'PAAS' }), row()], [], {
        asOf: '2025-10-31',
        dateBasis: 'CONCLUDED',
        groupBy: ['TYPE'],
      });
      expect(groups.map(({ key }) => key)).toEqual(['CONVERGENCE', 'PAAS']);
    },
  );

  it('FX-10: have the topic of the use as a grouping, NONE where the registration does not say', () => {
    const rows = [
      row({ useTopic: 'MAIL' }),
      row({ useTopic: null, subtype: 'IAAS' }),
      row({ kind: 'CLOUD_COMPUTING' }),
    ];
    const { groups } = statisticsOf(rows, [], {
      asOf: '2025-10-31',
      dateBasis: 'REGISTERED',
      groupBy: ['TYPE', 'USE_TOPIC'],
    });
    expect(groups.map(({ key, secondKey, contracts }) => [key, secondKey, contracts])).toEqual([
      ['CONVERGENCE', 'MAIL', 1],
      ['CONVERGENCE', 'NONE', 1],
      ['SAAS', 'NONE', 1],
    ]);
  });

  it('R-36: count a period by the date basis, both its days included', proves({ 'R-36': statisticsOf }), () => {
    const rows = [
      row(),
      unregistered({ concludedOn: '2025-10-16' }),
      row({ concludedOn: '2025-10-16', rescindedOn: '2025-10-30' }),
    ];
    const countedBetween = (from?: string, to?: string, dateBasis: (typeof DATE_BASES)[number] = 'CONCLUDED') => {
      const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const found = statisticsOf(rows, [selection({ decidedOn: '2025-10-17' })], {
        asOf: '2025-10-31',
        dateBasis,
        ...period,
      });
      expect(found).toMatchObject({ ...period, counted: COUNTED });
      return [found.contracts, found.unregistered, found.corrections.rescinded, found.selections.total];
    };
    expect(countedBetween()).toEqual([1, 1, 1, 1]);
    expect(countedBetween('2025-10-17', '2025-10-17')).toEqual([1, 0, 0, 1]);
    expect(countedBetween('2025-10-18')).toEqual([0, 0, 0, 0]);
    expect(countedBetween(undefined, '2025-10-16')).toEqual([0, 1, 1, 0]);
    expect(countedBetween('2025-10-20', '2025-10-20', 'STARTED')).toEqual([1, 1, 1, 0]);
    expect(countedBetween('2025-10-31', '2025-10-31', 'REGISTERED')).toEqual([1, 0, 1, 0]);
  });

  describe('of a multi-year contract', () => {
    const lasting = row({
      amount: 10_800_000,
      firstYear: { fiscalYear: 2025, amount: 1_000_000 },
      years: {
        '2027': { on: '2026-12-22', startsOn: '2027-01-01', amount: 4_000_000 },
        '2026': { on: '2025-12-22', startsOn: '2026-01-01', amount: 5_800_000 },
      },
    });
    const byYear = (
      rows: readonly ContractRow[],
      asOf: string,
      query: Partial<Parameters<typeof statisticsOf>[2]> = {},
    ) => {
      const found = statisticsOf(rows, [], { asOf, dateBasis: 'STARTED', groupBy: ['YEAR'], ...query });
      expect(found.groups.reduce((sum, one) => sum + one.contracts, 0)).toBe(found.contracts);
      expect(found.groups.reduce((sum, one) => sum + one.amount, 0n)).toBe(found.amount);
      return [found.contracts, ...found.groups.map(({ key, contracts, amount }) => `${key} ${contracts} ${amount}`)];
    };

    it(
      'R-31: count the header once, and the amount of each year on its own date',
      proves({ 'R-31': statisticsOf }),
      () => {
        const all = [1, '2025 1 1000000', '2026 0 5800000', '2027 0 4000000'];
        expect(byYear([lasting], '2027-01-01')).toEqual(all);
        expect(byYear([lasting], '2026-12-31')).toEqual(all.slice(0, 3));
        expect(byYear([lasting], '2027-12-31', { from: '2026-01-01' })).toEqual([0, ...all.slice(2)]);
        expect(byYear([lasting], '2027-12-31', { dateBasis: 'CONCLUDED' })).toEqual([
          1,
          '2025 1 6800000',
          '2026 0 4000000',
        ]);
        const late = { ...lasting, registeredOn: '2026-02-01' };
        expect(byYear([late], '2027-12-31', { dateBasis: 'REGISTERED' })).toEqual([1, '2026 1 10800000']);
        expect(byYear([late], '2026-01-31')).toEqual([0]);
        expect(byYear([{ ...lasting, rescindedOn: '2025-10-18' }], '2027-12-31')).toEqual([0]);
      },
    );

    it('R-31: count the total at its conclusion where that is asked for', proves({ 'R-31': statisticsOf }), () => {
      const total = { multiYear: 'TOTAL' as const };
      expect(byYear([lasting, row()], '2025-12-31', total)).toEqual([2, '2025 2 21600000']);
      expect(byYear([lasting], '2027-12-31', { ...total, from: '2026-01-01' })).toEqual([0]);
      expect(statisticsOf([], [], { asOf: '2025-12-31', dateBasis: 'STARTED' }).multiYear).toBe('YEARLY');
    });

    it(
      'R-31: count an amended year as it is amended, and a terminated contract as it is settled',
      proves({ 'R-31': statisticsOf }),
      () => {
        const years = [
          { fiscalYear: 2025, amount: 1_000_000 },
          { fiscalYear: 2026, amount: 7_000_000 },
        ];
        const amended = { ...lasting, amendments: { '1': { on: '2026-03-02', amount: 8_000_000, years } } };
        expect(byYear([amended], '2026-03-01')).toEqual([1, '2025 1 1000000', '2026 0 5800000']);
        expect(byYear([amended], '2027-12-31')).toEqual([1, '2025 1 1000000', '2026 0 7000000', '2027 0 0']);
        const terminated = { ...amended, terminated: { on: '2026-06-01', amount: 1_500_000 } };
        expect(byYear([terminated], '2026-05-31')).toEqual([1, '2025 1 1000000', '2026 0 7000000']);
        expect(byYear([terminated], '2026-06-01')).toEqual([1, '2025 1 1000000', '2026 0 500000']);
      },
    );
  });

  it('R-36: are grouped by two keys at once', proves({ 'R-36': statisticsOf }), () => {
    const rows = [row(), row({ method: 'CATALOG' }), row({ companySize: 'LARGE' }), row()];
    const { groups } = statisticsOf(rows, [], {
      asOf: '2025-10-31',
      dateBasis: 'CONCLUDED',
      groupBy: ['METHOD', 'COMPANY_SIZE'],
    });
    expect(groups).toEqual([
      { key: 'CATALOG', secondKey: 'SMALL_MEDIUM', contracts: 1, institutions: 1, amount: 10_800_000n },
      { key: 'NEGOTIATED', secondKey: 'LARGE', contracts: 1, institutions: 1, amount: 10_800_000n },
      { key: 'NEGOTIATED', secondKey: 'SMALL_MEDIUM', contracts: 2, institutions: 1, amount: 21_600_000n },
    ]);
  });

  it('FX-9: group selections by what they have, on the day of the decision, and by nothing that only contracts have', () => {
    const selections = [
      selection(),
      selection({ kind: 'CLOUD_COMPUTING', companySize: 'LARGE' }),
      selection({ kind: 'CLOUD_COMPUTING', subtype: 'IAAS', decidedOn: '2024-02-29' }),
      selection({ kind: 'CLOUD_SUPPORT', decidedOn: '2024-04-01' }),
    ];
    const by = (...groupBy: [Grouping] | [Grouping, Grouping]) =>
      statisticsOf([row()], selections, { asOf: '2025-09-19', dateBasis: 'REGISTERED', groupBy }).selections.groups.map(
        (group) => Object.values(group),
      );
    expect(by('TYPE')).toEqual([
      ['CONVERGENCE', 1],
      ['IAAS', 1],
      ['SAAS', 1],
      ['SUPPORT', 1],
    ]);
    expect(by('KIND', 'COMPANY_SIZE')).toEqual([
      ['CLOUD_COMPUTING', 'LARGE', 1],
      ['CLOUD_COMPUTING', 'SMALL_MEDIUM', 1],
      ['CLOUD_SUPPORT', 'SMALL_MEDIUM', 1],
      ['CONVERGENCE', 'SMALL_MEDIUM', 1],
    ]);
    expect(by('QUARTER')).toEqual([
      ['2024-Q1', 1],
      ['2024-Q2', 1],
      ['2025-Q3', 2],
    ]);
    expect([by('METHOD'), by('TYPE', 'USE_TOPIC')]).toEqual([[], []]);
  });

  it('FX-10: count an institution once in each group that it is in', () => {
    const rows = ['1', '1', '2'].map((institution) => row({ institution, useTopic: 'MAIL' }));
    const { groups } = statisticsOf([...rows, row({ institution: '1', useTopic: 'DOCUMENT' })], [], {
      asOf: '2025-10-31',
      dateBasis: 'REGISTERED',
      groupBy: ['USE_TOPIC'],
    });
    expect(groups.map(({ key, contracts, institutions }) => [key, contracts, institutions])).toEqual([
      ['DOCUMENT', 1, 1],
      ['MAIL', 3, 2],
    ]);
  });

  it(
    '#38, R-40: are exact whatever the rows: one typing error never stops a public figure',
    proves({ 'R-40': statisticsOf }),
    () => {
      const rows = [row({ amount: Number.MAX_SAFE_INTEGER }), row({ amount: Number.MAX_SAFE_INTEGER }), row()];
      const { amount, groups } = statisticsOf(rows, [], {
        asOf: '2025-12-31',
        dateBasis: 'CONCLUDED',
        groupBy: ['METHOD'],
      });
      expect([amount, groups[0]?.amount]).toEqual([18_014_398_520_281_982n, 18_014_398_520_281_982n]);
      fc.assert(
        fc.property(fc.array(fc.maxSafeNat(), { maxLength: 20 }), (amounts) => {
          const all = amounts.map((one) => row({ amount: one }));
          const exact = amounts.reduce((sum, one) => sum + BigInt(one), 0n);
          expect(statisticsOf(all, [], { asOf: '2025-12-31', dateBasis: 'CONCLUDED' }).amount).toBe(exact);
        }),
        propertyRuns(),
      );
    },
  );

  it('#38: are JSON integers of any length, with the same digits as text', () => {
    const rows = [row({ amount: Number.MAX_SAFE_INTEGER }), row({ amount: Number.MAX_SAFE_INTEGER })];
    const view = statisticsView(
      statisticsOf(rows, [], { asOf: '2025-12-31', dateBasis: 'CONCLUDED', groupBy: ['METHOD'] }),
    );
    expect(JSON.stringify(view)).toContain('"amount":18014398509481982,"amountText":"18014398509481982"');
    expect(view.groups[0]?.amountText).toBe('18014398509481982');
    expect(statisticsView(statisticsOf([row()], [], { asOf: '2025-12-31', dateBasis: 'CONCLUDED' })).amount).toBe(
      10_800_000,
    );
  });

  it(
    'never have more institutions than contracts, nor fewer from one day to the next (§11.6, 6)',
    proves({ '11.6/6': statisticsOf }),
    () => {
      fc.assert(
        fc.property(
          fc.array(anyRow, { maxLength: 40 }),
          day,
          day,
          fc.constantFrom(...DATE_BASES),
          (rows, a, b, dateBasis) => {
            const [earlier, later] = [a, b].sort().map((asOf) => statisticsOf(rows, [], { asOf: asOf, dateBasis }));
            expect(earlier!.institutions).toBeLessThanOrEqual(earlier!.contracts);
            expect(earlier!.institutions).toBeLessThanOrEqual(later!.institutions);
            expect(earlier!.contracts).toBeLessThanOrEqual(later!.contracts);
          },
        ),
        propertyRuns(),
      );
    },
  );
});
