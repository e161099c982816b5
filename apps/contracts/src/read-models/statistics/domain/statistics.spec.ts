import fc from 'fast-check';
import { serviceTypeOf } from '#common/kernel/service-type.js';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import {
  anyLife,
  anyQuery,
  anyRow,
  day,
  row,
  selection,
  unregistered,
  type Asked,
} from '../../../testing/figure-rows.js';
import { statisticsView } from '../statistics.view.js';
import { GROUPINGS, keysOfContract, type Grouping } from './grouping.js';
import { isOfWholeMonths, KeptFigures } from './kept-figures.js';
import { knownBy, type ContractRow, type SelectionRow } from './figure-rows.js';
import { amountOn, DATE_BASES, isRegistered, partsOn } from './placing.js';
import { COUNTED, isWithin, spreadsOf, statisticsOf as recounted, type Statistics } from './statistics.js';

/** Both ways, which have to agree: counted from all rows, and from what was added up as they came. */
function statisticsOf(rows: readonly ContractRow[], selections: readonly SelectionRow[], asked: Asked): Statistics {
  const query = { multiYear: 'YEARLY', leadTimeTarget: 10, ...asked } as const;
  const found = recounted(rows, selections, query);
  // With room for all sums, and for one at a time.
  for (const kept of [new KeptFigures(), new KeptFigures(0)]) {
    for (const [i, one] of rows.entries()) kept.put(String(i), one);
    expect(kept.statistics(selections, query)).toEqual(found);
    expect(kept.statistics(selections, { ...query, groupBy: ['ROUTE', 'METHOD'] })).toMatchObject({
      amount: found.amount,
    });
    expect(kept.statistics(selections, query)).toEqual(found);
  }
  return found;
}

describe('The statistics', () => {
  it('count registered contracts and show the others as a gap', proves({ '11.5/usage-counted': isRegistered }), () => {
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
    const settled = row({
      terminated: { on: '2025-11-05', amount: 800_000 },
      settled: { on: '2025-12-05', amount: 750_000 },
    });
    const settledAt = (asOf: string) => statisticsOf([settled], [], { asOf, dateBasis: 'CONCLUDED' }).amount;
    expect(['2025-12-04', '2025-12-05'].map(settledAt)).toEqual([800_000n, 750_000n]);
    const amended = [
      row({ amendments: { '10': { on: '2025-11-08', amount: 5 }, '9': { on: '2025-11-07', amount: 7 } } }),
    ];
    const changed = (asOf: string) => {
      const { amount, corrections } = statisticsOf(amended, [], { asOf, dateBasis: 'CONCLUDED' });
      return [amount, corrections.amended];
    };
    expect(['2025-11-06', '2025-11-07', '2025-11-08'].map(changed)).toEqual([
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
    expect(leadTime).toEqual({ median: 9, p90: 9, withinTarget: { businessDays: 10, contracts: 9, percent: 90 } });
    expect(statisticsOf([], [], { asOf: '2025-12-31', dateBasis: 'CONCLUDED' }).leadTime).toEqual({
      median: null,
      p90: null,
      withinTarget: { businessDays: 10, contracts: 0, percent: null },
    });
  });

  it(
    'add up to the same totals however they are grouped, on every date basis (§11.6, 2)',
    proves({ '11.6/2': keysOfContract }),
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
    proves({ 'R-35': keysOfContract }),
    () => {
      const types = ['CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE'].map((kind) =>
        serviceTypeOf({ kind, subtype: 'PAAS' }),
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

  it('R-36: count a period by the date basis, both its days included', proves({ 'R-36': isWithin }), () => {
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
    const multiYear = {
      amount: 10_800_000,
      firstYear: { fiscalYear: 2025, amount: 1_000_000 },
      years: {
        '2027': { on: '2026-12-22', startsOn: '2027-01-01', amount: 4_000_000 },
        '2026': { on: '2025-12-22', startsOn: '2026-01-01', amount: 5_800_000 },
      },
    };
    const lasting = row(multiYear);
    const byYear = (rows: readonly ContractRow[], asOf: string, query: Partial<Asked> = {}) => {
      const found = statisticsOf(rows, [], { asOf, dateBasis: 'STARTED', groupBy: ['YEAR'], ...query });
      expect(found.groups.reduce((sum, one) => sum + one.contracts, 0)).toBe(found.contracts);
      expect(found.groups.reduce((sum, one) => sum + one.amount, 0n)).toBe(found.amount);
      return [found.contracts, ...found.groups.map(({ key, contracts, amount }) => `${key} ${contracts} ${amount}`)];
    };

    it('R-31: count the header once, and the amount of each year on its own date', proves({ 'R-31': partsOn }), () => {
      const all = [1, '2025 1 1000000', '2026 0 5800000', '2027 0 4000000'];
      expect(byYear([lasting], '2027-01-01')).toEqual(all);
      expect(byYear([lasting], '2026-12-31')).toEqual(all.slice(0, 3));
      expect(byYear([lasting], '2027-12-31', { from: '2026-01-01' })).toEqual([0, ...all.slice(2)]);
      expect(byYear([lasting], '2027-12-31', { dateBasis: 'CONCLUDED' })).toEqual([
        1,
        '2025 1 6800000',
        '2026 0 4000000',
      ]);
      const late = row({ ...multiYear, registeredOn: '2026-02-01' });
      expect(byYear([late], '2027-12-31', { dateBasis: 'REGISTERED' })).toEqual([1, '2026 1 10800000']);
      expect(byYear([late], '2026-01-31')).toEqual([0]);
      expect(
        byYear([row({ ...multiYear, registeredOn: '2025-10-17', rescindedOn: '2025-10-18' })], '2027-12-31'),
      ).toEqual([0]);
    });

    it('R-31: count the total at its conclusion where that is asked for', proves({ 'R-31': partsOn }), () => {
      const total = { multiYear: 'TOTAL' as const };
      expect(byYear([lasting, row()], '2025-12-31', total)).toEqual([2, '2025 2 21600000']);
      expect(byYear([lasting], '2027-12-31', { ...total, from: '2026-01-01' })).toEqual([0]);
      expect(statisticsOf([], [], { asOf: '2025-12-31', dateBasis: 'STARTED' }).multiYear).toBe('YEARLY');
    });

    it(
      'R-31: count an amended year as it is amended, and a terminated contract as it is settled',
      proves({ 'R-31': partsOn }),
      () => {
        const years = [
          { fiscalYear: 2025, amount: 1_000_000 },
          { fiscalYear: 2026, amount: 7_000_000 },
        ];
        const changed = { ...multiYear, amendments: { '1': { on: '2026-03-02', amount: 8_000_000, years } } };
        const amended = row(changed);
        expect(byYear([amended], '2026-03-01')).toEqual([1, '2025 1 1000000', '2026 0 5800000']);
        expect(byYear([amended], '2027-12-31')).toEqual([1, '2025 1 1000000', '2026 0 7000000']);
        const terminated = row({ ...changed, terminated: { on: '2026-06-01', amount: 1_500_000 } });
        expect(byYear([terminated], '2026-05-31')).toEqual([1, '2025 1 1000000', '2026 0 7000000']);
        expect(byYear([terminated], '2026-06-01')).toEqual([1, '2025 1 1000000', '2026 0 500000']);
      },
    );
  });

  it('R-36: are grouped by two keys at once', proves({ 'R-36': keysOfContract }), () => {
    const rows = [row(), row({ method: 'CATALOG' }), row({ companySize: 'LARGE' }), row()];
    const { groups } = statisticsOf(rows, [], {
      asOf: '2025-10-31',
      dateBasis: 'CONCLUDED',
      groupBy: ['METHOD', 'COMPANY_SIZE'],
    });
    expect(groups.map(({ contractedSuppliers: _c, mean: _m, median: _n, ...group }) => group)).toEqual([
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
    proves({ 'R-40': amountOn }),
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
    proves({ '11.6/6': spreadsOf }),
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

  it(
    'R-48: are cut by the business day on what is known, and by what was recorded until an instant',
    proves({ 'R-48': knownBy }),
    () => {
      // Records of 2024 that were taken over in 2025, and corrected in 2026.
      const takenOver = row({ concludedOn: '2024-03-04', recordedAt: '2025-08-04T00:00:00.000Z' });
      const corrected = {
        ...takenOver,
        registered: { on: '2024-04-01', amount: 10_800_000, recordedAt: '2025-08-04T00:00:00.000Z' },
        useTopics: {
          '0': { topic: 'DOCUMENT', recordedAt: '2025-08-04T00:00:00.000Z' },
          '1': { topic: 'MAIL', recordedAt: '2026-01-05T00:00:00.000Z' },
        },
        amendments: { '1': { on: '2024-05-01', amount: 7, recordedAt: '2025-09-01T00:00:00.000Z' } },
        terminated: { on: '2024-06-01', amount: 5, recordedAt: '2025-10-01T00:00:00.000Z' },
        rescinded: { on: '2024-07-01', recordedAt: '2025-11-01T00:00:00.000Z' },
      };
      const known = (asOf: string, knownAt?: string) => {
        const {
          contracts,
          amount,
          unregistered: gap,
          groups,
        } = statisticsOf([corrected], [], {
          asOf,
          dateBasis: 'CONCLUDED',
          groupBy: ['USE_TOPIC'],
          ...(knownAt !== undefined && { knownAt }),
        });
        return [contracts, amount, gap, ...groups.map(({ key }) => key)];
      };
      expect(known('2024-12-31')).toEqual([0, 0n, 0]);
      expect(known('2024-04-30')).toEqual([1, 10_800_000n, 0, 'MAIL']);
      expect(known('2024-12-31', '2025-08-03T23:59:59.999Z')).toEqual([0, 0n, 0]);
      expect(known('2024-12-31', '2025-08-04T00:00:00.000Z')).toEqual([1, 10_800_000n, 0, 'DOCUMENT']);
      expect(known('2024-12-31', '2025-09-01T00:00:00.000Z')).toEqual([1, 7n, 0, 'DOCUMENT']);
      expect(known('2024-12-31', '2025-10-31T00:00:00.000Z')).toEqual([1, 5n, 0, 'DOCUMENT']);
      expect(known('2024-12-31', '2025-11-01T00:00:00.000Z')).toEqual([0, 0n, 0]);
      expect(known('2024-03-31', '2025-08-04T00:00:00.000Z')).toEqual([0, 0n, 1]);
      const opened = row({
        firstYear: { fiscalYear: 2025, amount: 1 },
        years: {
          '2026': { on: '2025-12-01', startsOn: '2026-01-01', amount: 2, recordedAt: '2025-12-01T00:00:00.000Z' },
        },
      });
      const paid = (knownAt: string) =>
        statisticsOf([opened], [], { asOf: '2026-12-31', dateBasis: 'STARTED', knownAt }).amount;
      expect([paid('2025-11-30T00:00:00.000Z'), paid('2025-12-01T00:00:00.000Z')]).toEqual([1n, 3n]);
      const selections = [selection({ recordedAt: '2025-09-20T00:00:00.000Z' })];
      const selected = (knownAt: string) =>
        statisticsOf([], selections, { asOf: '2025-12-31', dateBasis: 'CONCLUDED', knownAt }).selections.total;
      expect([selected('2025-09-19T00:00:00.000Z'), selected('2025-09-20T00:00:00.000Z')]).toEqual([0, 1]);
    },
  );

  it('tell mean and median: the amount for each contract, cut to the won, and the amount in the middle', () => {
    const rows = [row({ amount: 10 }), row({ amount: 20, method: 'CATALOG' }), row({ amount: 100 })];
    const found = statisticsOf(rows, [], { asOf: '2025-10-31', dateBasis: 'CONCLUDED', groupBy: ['METHOD'] });
    expect([found.mean, found.median]).toEqual([43n, 20]);
    expect(found.groups).toMatchObject([
      { key: 'CATALOG', mean: 20n, median: 20 },
      { key: 'NEGOTIATED', mean: 55n, median: 10 },
    ]);
    const none = statisticsOf([], [], { asOf: '2025-10-31', dateBasis: 'CONCLUDED' });
    expect([none.mean, none.median]).toEqual([null, null]);
  });

  it('count the suppliers of contracts, each once, next to those of selections', () => {
    const rows = [row(), row(), row({ supplier: '2' }), unregistered({ supplier: '3' })];
    const found = statisticsOf(rows, [selection()], {
      asOf: '2025-10-31',
      dateBasis: 'CONCLUDED',
      groupBy: ['SUPPLIER'],
    });
    expect([found.contractedSuppliers, found.suppliers]).toEqual([2, 1]);
    expect(found.groups.map(({ key, contracts }) => [key, contracts])).toEqual([
      ['1234567890', 2],
      ['2', 1],
    ]);
    expect(found.selections.groups).toEqual([{ key: '1234567890', total: 1 }]);
  });

  it('are grouped by the year that pays: the year in which the use begins, and each later year of the contract', () => {
    const rows = [
      row({ concludedOn: '2024-12-20', startsOn: '2025-01-02', registeredOn: '2024-12-27', amount: 1 }),
      row({
        startsOn: '2024-05-01',
        firstYear: { fiscalYear: 2024, amount: 2 },
        years: { '2026': { on: '2025-12-01', startsOn: '2026-01-01', amount: 4 } },
      }),
    ];
    const { groups } = statisticsOf(rows, [], { asOf: '2025-12-31', dateBasis: 'CONCLUDED', groupBy: ['FISCAL_YEAR'] });
    expect(groups.map(({ key, contracts, amount }) => [key, contracts, amount])).toEqual([
      ['2024', 1, 2n],
      ['2025', 1, 1n],
      ['2026', 0, 4n],
    ]);
  });

  it('R-49: are the same, counted from all rows or from what was added up as rows came and changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(8), anyLife), { maxLength: 14 }),
        fc.array(anyQuery, { minLength: 1, maxLength: 4 }),
        fc.nat(14),
        (told, queries, cut) => {
          const kept = new KeptFigures();
          const rows = new Map<number, ContractRow>();
          for (const [i, [id, one]] of told.entries()) {
            // Sums that are asked for early are those that later rows change.
            if (i === cut) for (const query of queries) kept.statistics([], query);
            kept.put(String(id), one);
            rows.set(id, one);
          }
          for (const query of queries) {
            const recount = recounted([...rows.values()], [], query);
            expect(kept.statistics([], query)).toEqual(recount);
            expect(kept.statistics([], query)).toEqual(recount);
          }
        },
      ),
      propertyRuns(1_000),
    );
  });

  it(
    'R-49: know a whole month, quarter or year, and all until a day, from any other period',
    proves({ 'R-49': isOfWholeMonths }),
    () => {
      const whole = [
        {},
        { from: '2024-02-01', to: '2024-02-29' },
        { from: '2024-12-01', to: '2024-12-31' },
        { from: '2024-04-01', to: '2024-06-30' },
        { from: '2024-01-01', to: '2024-12-31' },
      ];
      const other = [
        { from: '2024-02-01' },
        { to: '2024-02-29' },
        { from: '2024-02-02', to: '2024-02-29' },
        { from: '2024-02-01', to: '2024-02-28' },
        { from: '2024-02-01', to: '2024-04-30' },
        { from: '2024-04-01', to: '2025-03-31' },
      ];
      expect(whole.map(isOfWholeMonths)).toEqual(whole.map(() => true));
      expect(other.map(isOfWholeMonths)).toEqual(other.map(() => false));
    },
  );
});
