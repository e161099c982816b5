import { addDays, addYears, type Day } from '#common/kernel/day.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { checkRecord } from '#common/records/checking.js';
import {
  RECORD_KINDS,
  SELECTIONS_FROM,
  type AgreementRecord,
  type ContractRecord,
  type InstitutionRecord,
  type ListingRecord,
  type RecordKind,
  type RegistrationRecord,
  type SelectionRecord,
  type SourceRecord,
  type SupplierRecord,
} from '#common/records/shapes.js';
import { BY_CATALOG, NEGOTIATING } from '../story/cast.js';
import { generateRecords, SEED } from './generate.js';

/** Nothing here reads the tables of the generator: every figure is counted in the lines. */

interface Kinds {
  supplier: SupplierRecord;
  institution: InstitutionRecord;
  selection: SelectionRecord;
  listing: ListingRecord;
  agreement: AgreementRecord;
  contract: ContractRecord;
  registration: RegistrationRecord;
}

interface Row {
  readonly contract: ContractRecord;
  readonly institution: InstitutionRecord;
  readonly supplier: SupplierRecord;
  readonly service: SelectionRecord['service'];
  readonly listing: ListingRecord;
  readonly registration: RegistrationRecord;
  readonly agreement: AgreementRecord | undefined;
}

class Lines {
  readonly rows: readonly Row[];

  constructor(readonly records: readonly SourceRecord[]) {
    const [suppliers, institutions, selections, listings, agreements] = [
      this.byNumber('supplier'),
      this.byNumber('institution'),
      this.byNumber('selection'),
      this.byNumber('listing'),
      this.byNumber('agreement'),
    ];
    const registrations = new Map(this.of('registration').map((one) => [one.contract, one]));
    this.rows = this.of('contract').map((contract) => {
      const listing = listings.get(contract.listing)!;
      return {
        contract,
        listing,
        institution: institutions.get(contract.institution)!,
        supplier: suppliers.get(contract.supplier)!,
        service: selections.get(listing.selection)!.service,
        registration: registrations.get(contract.number)!,
        agreement: contract.agreement === undefined ? undefined : agreements.get(contract.agreement)!,
      };
    });
  }

  of<K extends RecordKind>(kind: K): readonly Kinds[K][] {
    return this.records.filter((record) => record.kind === kind) as unknown as Kinds[K][];
  }

  byNumber<K extends RecordKind>(kind: K): ReadonlyMap<string, Kinds[K]> {
    return new Map(this.of(kind).map((record) => [record.number, record]));
  }
}

const lines = new Lines(generateRecords(SEED));
const selections = lines.byNumber('selection');

const BASES = ['CONCLUDED', 'STARTED', 'REGISTERED'] as const;
type Basis = (typeof BASES)[number];
const dateOf = ({ contract, registration }: Row, basis: Basis): Day =>
  basis === 'CONCLUDED' ? contract.concludedOn : basis === 'STARTED' ? contract.startsOn : registration.registeredOn;

const typeOf = ({ kind, subtype }: SelectionRecord['service']): string =>
  kind === 'CLOUD_COMPUTING' ? subtype : kind === 'CLOUD_SUPPORT' ? 'SUPPORT' : 'CONVERGENCE';

/** Contracts from one day to another, both included, on a date basis. */
const within = (from: Day, to: Day, basis: Basis = 'REGISTERED'): readonly Row[] =>
  lines.rows.filter((row) => from <= dateOf(row, basis) && dateOf(row, basis) <= to);
const until = (to: Day, basis: Basis = 'REGISTERED') => within('2020-01-01', to, basis);
const won = (rows: readonly Row[]): number => rows.reduce((sum, { contract }) => sum + contract.amount, 0);
const eok = (rows: readonly Row[]): number => won(rows) / 100_000_000;
function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
const distinct = (values: readonly string[]): number => new Set(values).size;
const institutions = (rows: readonly Row[]): number => distinct(rows.map(({ institution }) => institution.number));

/** Count and 억 of each group. */
function by(rows: readonly Row[], keyOf: (row: Row) => string): Record<string, readonly [number, number]> {
  const groups = grouped(rows, keyOf);
  return Object.fromEntries([...groups].map(([key, members]) => [key, [members.length, eok(members)] as const]));
}
const counts = (rows: readonly Row[], keyOf: (row: Row) => string): Record<string, number> =>
  Object.fromEntries(Object.entries(by(rows, keyOf)).map(([key, [count]]) => [key, count]));
const selectedBy = (to: Day) => lines.of('selection').filter(({ decidedOn }) => decidedOn <= to);

describe('The generated records', () => {
  it('are lines that an import takes, each marked synthetic', () => {
    const checking = { today: '2025-08-04', policy: PolicyTable.from({}).on('2025-08-04') };
    const wrong = lines.records.flatMap((record) => {
      const checked = checkRecord(JSON.parse(JSON.stringify(record)), checking);
      return 'refused' in checked ? [{ record, ...checked }] : [];
    });
    expect(wrong).toEqual([]);
    expect(lines.records.every(({ synthetic }) => synthetic === true)).toBe(true);
  });

  it('are 6,300, each with a number of its own, after all that it refers to', () => {
    const told = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, lines.of(kind).length]));
    expect(told).toEqual({
      supplier: 330,
      institution: 685,
      selection: 626,
      listing: 626,
      agreement: 105,
      contract: 1_964,
      registration: 1_964,
    });
    for (const kind of RECORD_KINDS) expect(lines.byNumber(kind).size).toBe(told[kind]);
    const order = lines.records.map(({ kind }) => RECORD_KINDS.indexOf(kind));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const { institution, supplier, service, registration } of lines.rows)
      expect([institution, supplier, service, registration]).not.toContain(undefined);
  });

  it('are the same for the same seed, and have the same figures for every seed', () => {
    expect(generateRecords(SEED)).toEqual(lines.records);
    for (const seed of [0, 1]) {
      const other = new Lines(generateRecords(seed));
      expect(other.records).not.toEqual(lines.records);
      expect([other.rows.length, won(other.rows), institutions(other.rows)]).toEqual([1_964, 642_100_000_000, 685]);
      const small = other.rows.filter(
        ({ contract, supplier }) => contract.concludedOn <= '2022-03-28' && supplier.size === 'SMALL_MEDIUM',
      );
      expect(small).toHaveLength(268);
    }
  });

  it('tell of nothing after the day before the story', () => {
    const done = lines.records.flatMap((record): readonly Day[] => {
      switch (record.kind) {
        case 'supplier':
        case 'registration':
          return [record.registeredOn];
        case 'institution':
          return [];
        case 'selection':
          return [record.appliedOn, record.decidedOn];
        case 'listing':
          return [record.publishedOn, ...record.versions.map(({ from }) => from)];
        case 'agreement':
          return [record.validFrom];
        case 'contract':
          return [record.neededOn, record.concludedOn, record.startsOn];
      }
    });
    expect(done.filter((day) => day >= '2025-08-04')).toEqual([]);
  });

  it('have each contract within the validity of its listing, and below its price', () => {
    for (const { contract, listing, supplier } of lines.rows) {
      const { publishedOn, validTo, versions } = listing;
      const versionsThen = versions.filter(({ from }) => from <= contract.concludedOn);
      expect(contract.listingVersion).toBe(1 + versionsThen.length);
      expect(publishedOn <= contract.neededOn && contract.neededOn <= contract.concludedOn).toBe(true);
      expect(contract.concludedOn <= contract.startsOn && contract.startsOn <= contract.period.to).toBe(true);
      expect(contract.period.to <= (versionsThen.at(-1)?.validTo ?? validTo)).toBe(true);
      const selection = selections.get(listing.selection)!;
      expect(selection.supplier).toBe(supplier.number);
      for (const { priceCode, unitPrice } of contract.lines)
        expect(unitPrice).toBe(selection.prices.find(({ code }) => code === priceCode)?.unitPrice);
    }
  });

  it('have an agreement in force for each contract by catalog, and never two for one listing', () => {
    for (const { contract, agreement } of lines.rows) {
      if (agreement === undefined) continue;
      expect(agreement.listing).toBe(contract.listing);
      expect(agreement.validFrom <= contract.concludedOn && contract.concludedOn <= agreement.validTo).toBe(true);
    }
    for (const terms of grouped(lines.of('agreement'), ({ listing }) => listing).values())
      for (const [i, { validFrom }] of terms.entries()) if (i > 0) expect(terms[i - 1]!.validTo < validFrom).toBe(true);
  });

  it('have certificates of five years, and of three for simple SaaS, which cover each listing without a gap', () => {
    const years = new Set<string>();
    for (const listing of lines.of('listing')) {
      const { service, certificates, decidedOn } = selections.get(listing.selection)!;
      const all =
        listing.versions.findLast((version) => version.certificates !== undefined)?.certificates ?? certificates;
      if (service.kind === 'CLOUD_SUPPORT') expect(all).toEqual([]);
      for (const [i, { grade, validFrom, validTo }] of all.entries()) {
        const isSimple = grade === 'LOW';
        years.add(`${typeOf(service)} ${isSimple ? 3 : 5}`);
        expect(validTo).toBe(addDays(addYears(validFrom, isSimple ? 3 : 5), -1));
        expect(validFrom).toBe(i === 0 ? validFrom : addDays(all[i - 1]!.validTo, 1));
      }
      if (all.length === 0) continue;
      expect(all[0]!.validFrom < decidedOn).toBe(true);
      expect((listing.versions.at(-1)?.validTo ?? listing.validTo) <= all.at(-1)!.validTo).toBe(true);
    }
    expect([...years].sort()).toEqual(['CONVERGENCE 5', 'IAAS 5', 'PAAS 5', 'SAAS 3', 'SAAS 5']);
  });

  it('R-25: are valid for three years, or as long as their certificate, and are renewed the same way', () => {
    for (const listing of lines.of('listing')) {
      const { certificates, decidedOn } = selections.get(listing.selection)!;
      let held = certificates;
      const min = (day: Day): Day => [day, held.at(-1)?.validTo ?? day].sort()[0]!;
      expect(listing.validTo).toBe(min(addYears(decidedOn, 3)));
      let last = listing.validTo;
      for (const { from, validTo, certificates: renewed } of listing.versions) {
        held = renewed ?? held;
        expect(from < last && last < validTo!).toBe(true);
        expect(validTo).toBe(min(addYears(last, 3)));
        last = validTo!;
      }
    }
  });

  it('are deemed selections where they were decided before the law, in 61 sessions that follow one another', () => {
    const days = new Map<number, Day>();
    for (const { decidedOn, deemed, sessionNo } of lines.of('selection')) {
      expect(deemed).toBe(decidedOn < SELECTIONS_FROM ? true : undefined);
      expect(days.get(sessionNo) ?? decidedOn).toBe(decidedOn);
      days.set(sessionNo, decidedOn);
    }
    const inOrder = [...days].sort(([a], [b]) => a - b);
    expect(inOrder.map(([no]) => no)).toEqual(Array.from({ length: 61 }, (_, i) => i + 1));
    expect(inOrder.every(([, day], i) => i === 0 || inOrder[i - 1]![1] < day)).toBe(true);
  });

  it('have the institution of the story that contracts by catalog, and not the other one', () => {
    const { code, name, type, ministry } = BY_CATALOG;
    expect(lines.byNumber('institution').get(code)).toMatchObject({ number: code, name, type, ministry });
    expect(lines.rows.some(({ institution }) => institution.number === code)).toBe(true);
    expect(lines.byNumber('institution').get(NEGOTIATING.code)).toBeUndefined();
  });
});

describe('§6.2: the totals as they were published', () => {
  it.each([
    ['2020-11-20', 13],
    ['2021-03-08', 34],
    ['2021-09-30', 106],
    ['2024-09-27', 508],
    ['2025-08-03', 626],
  ])('until %s: %i services', (day, services) => expect(selectedBy(day)).toHaveLength(services));

  it('2024-09-27: 285 suppliers', () => {
    expect(distinct(selectedBy('2024-09-27').map(({ supplier }) => supplier))).toBe(285);
  });

  it.each(BASES)('institutions, contracts and amounts by %s', (basis) => {
    const totals = (day: Day) => {
      const rows = until(day, basis);
      return [institutions(rows), rows.length, eok(rows)];
    };
    const any = expect.any(Number) as number;
    expect(totals('2021-01-31')).toEqual([any, 30, any]);
    expect(totals('2021-03-08')).toEqual([any, any, 1_000.5]);
    expect(totals('2021-09-30')).toEqual([113, 155, any]);
    expect(totals('2022-01-25')).toEqual([any, 267, 1_256.1561]);
    expect(totals('2022-03-28')).toEqual([227, 376, 1_517.6]);
    expect(totals('2022-06-30')).toEqual([any, 468, 1_600]);
    expect(totals('2022-09-30')).toEqual([any, 512, 2_020.259]);
    expect(totals('2022-10-17')).toEqual([any, 527, 2_043]);
    expect(totals('2023-03-11')).toEqual([any, 654, 3_361]);
    expect(totals('2024-03-31')).toEqual([478, 1_237, 4_586]);
    expect(totals('2024-09-02')).toEqual([any, 1_472, 4_982]);
    expect(totals('2024-09-27')).toEqual([579, 1_504, 5_000]);
    expect(totals('2024-10-02')).toEqual([579, 1_504, 5_000]);
    expect(totals('2025-08-03')).toEqual([685, 1_964, 6_421]);
  });

  it.each([
    [1_000, '2021-03'],
    [2_000, '2022-09'],
    [3_000, '2023-02'],
    [4_000, '2023-12'],
    [5_000, '2024-09'],
  ])('%i 억 were reached in %s', (amount, month) => {
    expect(eok(until(`${month}-31`))).toBeGreaterThanOrEqual(amount);
    expect(eok(until(addDays(`${month}-01`, -1)))).toBeLessThan(amount);
  });
});

describe('§6.3: the amounts of the years', () => {
  it.each(BASES)('by %s, with the contract that was signed in one year and counted in the next', (basis) => {
    const early = basis === 'CONCLUDED' ? 400 : 0;
    const year = (from: Day, to: Day) => eok(within(from, to, basis));
    expect(year('2021-11-01', '2022-10-17')).toBe(836);
    expect(year('2022-01-01', '2022-12-31')).toBe(850);
    expect(year('2023-01-01', '2023-12-31')).toBe(2_176.5);
    expect(year('2024-01-01', '2024-12-31')).toBe(856 + early);
    expect(year('2025-01-01', '2025-03-31')).toBeCloseTo(931.7945 - early, 8);
  });

  it('has the large contracts that are known by themselves', () => {
    const large = lines.rows.filter(({ contract }) => contract.amount >= 40_000_000_000);
    expect(large.map(({ contract }) => [contract.concludedOn.slice(0, 7), contract.amount])).toEqual([
      ['2020-12', 47_600_000_000],
      ['2021-02', 46_700_000_000],
      ['2024-12', 40_000_000_000],
    ]);
    const { contract, registration } = large.at(-1)!;
    expect([contract.startsOn.slice(0, 4), registration.registeredOn.slice(0, 4)]).toEqual(['2025', '2025']);
  });

  it('has the SaaS contracts of 2022 and 2023', () => {
    const saas = (from: Day, to: Day) => by(within(from, to), ({ service }) => typeOf(service))['SAAS'];
    expect(saas('2022-01-01', '2022-12-31')).toEqual([153, 41]);
    expect(saas('2023-01-01', '2023-12-28')).toEqual([135, 37]);
  });
});

const FIRST_HALF = ['2022-01-01', '2022-07-18'] as const;
const type = ({ service }: Row): string => typeOf(service);
const size = ({ supplier }: Row): string => supplier.size;

describe.each(BASES)('§6.4: by %s', (basis) => {
  it('FX-1: by method on 2022-01-25', () => {
    const found = counts(until('2022-01-25', basis), ({ contract }) => contract.method);
    expect(found).toEqual({ NEGOTIATED: 142, CATALOG: 125 });
  });

  it('FX-2: by type on 2022-03-28, and those of small and medium suppliers', () => {
    const rows = until('2022-03-28', basis);
    expect(counts(rows, type)).toEqual({ SAAS: 171, IAAS: 180, SUPPORT: 8, CONVERGENCE: 17 });
    expect(counts(rows, size)['SMALL_MEDIUM']).toBe(268);
  });

  it('FX-3 and FX-4: by type in the first half of 2022, count and amount', () => {
    const { SAAS, IAAS, SUPPORT, CONVERGENCE, PAAS } = by(within(...FIRST_HALF, basis), type);
    expect([SAAS, IAAS, PAAS]).toEqual([[124, 23.2578], [124, 367.5245], undefined]);
    expect(SUPPORT![0] + CONVERGENCE![0]).toBe(17);
    expect([SUPPORT![1], CONVERGENCE![1]]).toEqual([73.3873, 5.9618]);
  });

  it('FX-5 and FX-6: by size in the first half of 2022, count and amount', () => {
    const rows = within(...FIRST_HALF, basis);
    expect(by(rows, size)).toEqual({
      LARGE: [36, 214.7515],
      MID_SIZED: [47, 171.6224],
      SMALL_MEDIUM: [182, 83.7575],
    });
    expect([rows.length, eok(rows)]).toEqual([265, 470.1314]);
  });

  it('FX-7: by type on 2022-10-17, count and amount', () => {
    expect(by(until('2022-10-17', basis), type)).toEqual({
      IAAS: [248, 1_571],
      SAAS: [243, 75],
      SUPPORT: [13, 371],
      CONVERGENCE: [19, 24],
      PAAS: [4, 2],
    });
  });

  it('FX-8: by who uses on 2022-10-17, count and amount', () => {
    const rows = until('2022-10-17', basis);
    const users = by(rows, ({ institution }) => institution.ministry ?? institution.type);
    expect(users).toMatchObject({ 과학기술정보통신부: [97, 1_073], 교육부: [105, 748], LOCAL: [133, 62.4] });
  });

  it('FX-10: what SaaS was used for until 2024-09-27', () => {
    const saas = until('2024-09-27', basis).filter((row) => type(row) === 'SAAS');
    expect(saas).toHaveLength(590);
    const topics = grouped(saas, ({ registration }) => registration.useTopic);
    const told = Object.fromEntries([...topics].map(([topic, rows]) => [topic, [institutions(rows), rows.length]]));
    expect(told).toMatchObject({
      DOCUMENT: [84, 222],
      COLLABORATION: [45, 71],
      MAIL: [33, 52],
      VIDEO_EDUCATION: [16, 29],
      VEHICLE: [15, 29],
    });
  });

  it('FX-11: SaaS services that were there in 2023, and those of them that sold anything', () => {
    const there = lines.of('listing').filter(({ publishedOn, selection }) => {
      const { service } = selections.get(selection)!;
      return typeOf(service) === 'SAAS' && publishedOn <= '2023-12-31';
    });
    const sold = within('2023-01-01', '2023-12-31', basis).filter((row) => type(row) === 'SAAS');
    expect([there.length, distinct(sold.map(({ listing }) => listing.number))]).toEqual([89, 19]);
  });

  it('FX-14: the share of public institutions in the first year and in the last', () => {
    const shareIn = (from: Day, to: Day) => {
      const rows = within(from, to, basis);
      return [counts(rows, ({ institution }) => institution.type)['PUBLIC'], rows.length];
    };
    expect(shareIn('2020-10-01', '2021-09-30')).toEqual([89, 155]);
    expect(shareIn('2023-10-01', '2024-09-30')).toEqual([332, 611]);
  });
});

describe('§6.4: of selections', () => {
  it('FX-9: by type on 2024-09-27', () => {
    const types = grouped(selectedBy('2024-09-27'), ({ service }) => typeOf(service));
    const told = Object.fromEntries([...types].map(([key, { length }]) => [key, length]));
    const { SAAS, IAAS, CONVERGENCE, ...rest } = told;
    expect({ SAAS, IAAS, CONVERGENCE }).toEqual({ SAAS: 115, IAAS: 303, CONVERGENCE: 11 });
    expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(79);
  });

  it('FX-12 and FX-13: eleven of artificial intelligence before the 62nd session, with which they are 17 of 632', () => {
    const ai = selectedBy('2025-08-03').filter(({ service }) => service.technologies.includes('AI'));
    expect(ai.every(({ service }) => service.kind === 'CONVERGENCE')).toBe(true);
    expect([ai.length + 6, selectedBy('2025-08-03').length + 6]).toEqual([17, 632]);
    expect([institutions(lines.rows), lines.rows.length, won(lines.rows)]).toEqual([685, 1_964, 642_100_000_000]);
  });

  it('with the two contracts of the story, there are 1,966 of 686 institutions on 2025-10-31', () => {
    const story = [NEGOTIATING, BY_CATALOG].map(({ code }) => code);
    const all = [...lines.rows.map(({ institution }) => institution.number), ...story];
    expect([all.length, distinct(all), won(lines.rows) + 52_800_000 + 28_800_000]).toEqual([
      1_966, 686, 642_181_600_000,
    ]);
  });
});
