import fc from 'fast-check';
import { GROUPINGS, type Groupings } from '../read-models/statistics/domain/grouping.js';
import type { ContractRow, SelectionRow } from '../read-models/statistics/domain/figure-rows.js';
import { DATE_BASES, MULTI_YEAR } from '../read-models/statistics/domain/placing.js';
import type { StatisticsQuery } from '../read-models/statistics/domain/statistics.js';

/** Before every day that is asked about. */
const RECORDED = '2020-01-01T00:00:00.000Z';

/** A query of tests: what it leaves out is as usual. */
export type Asked = Omit<StatisticsQuery, 'multiYear' | 'leadTimeTarget'> & Partial<StatisticsQuery>;

type Untold<F> = F extends { readonly recordedAt: string }
  ? Omit<F, 'recordedAt'> & { readonly recordedAt?: string }
  : F;
type UntoldEach<F> = F extends Readonly<Record<string, infer One>> ? Readonly<Record<string, Untold<One>>> : F;

/** A row as tests tell it: a day is enough of what happened on it. */
interface Told extends Partial<
  Omit<ContractRow, 'registered' | 'rescinded' | 'terminated' | 'settled' | 'amendments' | 'years' | 'useTopics'>
> {
  readonly registeredOn?: string | undefined;
  readonly rescindedOn?: string | undefined;
  readonly useTopic?: string | null | undefined;
  readonly terminated?: Untold<NonNullable<ContractRow['terminated']>> | undefined;
  readonly settled?: Untold<NonNullable<ContractRow['settled']>> | undefined;
  readonly amendments?: UntoldEach<NonNullable<ContractRow['amendments']>> | undefined;
  readonly years?: UntoldEach<NonNullable<ContractRow['years']>> | undefined;
}

const recorded = <F extends object>(fact: F): F & { readonly recordedAt: string } => ({
  recordedAt: RECORDED,
  ...fact,
});

const eachRecorded = <F extends object>(facts: Readonly<Record<string, F>>) =>
  Object.fromEntries(Object.entries(facts).map(([n, fact]) => [n, recorded(fact)]));

export function row(told: Told = {}): ContractRow {
  const { registeredOn, rescindedOn, useTopic, terminated, settled, amendments, years, ...facts } = {
    registeredOn: '2025-10-31',
    amount: 10_800_000,
    ...told,
  };
  return {
    institution: '1000001',
    institutionType: 'STATE',
    ministry: '과학기술정보통신부',
    supplier: '1234567890',
    method: 'NEGOTIATED',
    route: 'SELF',
    kind: 'CONVERGENCE',
    subtype: 'SAAS',
    companySize: 'SMALL_MEDIUM',
    concludedOn: '2025-10-17',
    startsOn: '2025-10-20',
    leadTimeBusinessDays: 9,
    origin: 'NATIVE',
    recordedAt: RECORDED,
    ...facts,
    ...(registeredOn !== undefined && { registered: recorded({ on: registeredOn, amount: facts.amount }) }),
    ...(rescindedOn !== undefined && { rescinded: recorded({ on: rescindedOn }) }),
    ...(useTopic !== undefined && { useTopics: { '0': recorded({ topic: useTopic }) } }),
    ...(terminated !== undefined && { terminated: recorded(terminated) }),
    ...(settled !== undefined && { settled: recorded(settled) }),
    ...(amendments !== undefined && { amendments: eachRecorded(amendments) }),
    ...(years !== undefined && { years: eachRecorded(years) }),
  };
}

export const unregistered = (told: Told = {}): ContractRow => row({ ...told, registeredOn: undefined });

export const selection = (changed: Partial<SelectionRow> = {}): SelectionRow => ({
  supplier: '1234567890',
  decidedOn: '2025-09-19',
  recordedAt: RECORDED,
  kind: 'CONVERGENCE',
  subtype: 'SAAS',
  companySize: 'SMALL_MEDIUM',
  technologies: ['AI'],
  ...changed,
});

export const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const amount = fc.oneof(fc.integer({ min: 0, max: 50_000_000_000 }), fc.maxSafeNat());

/** A contract of one year, registered or not. */
export const anyRow: fc.Arbitrary<ContractRow> = fc
  .record({
    institution: fc.constantFrom('1', '2', '3'),
    institutionType: fc.constantFrom('STATE', 'LOCAL', 'PUBLIC'),
    ministry: fc.constantFrom('과학기술정보통신부', '교육부', undefined),
    supplier: fc.constantFrom('1111111111', '2222222222'),
    method: fc.constantFrom('NEGOTIATED', 'CATALOG'),
    kind: fc.constantFrom('CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE'),
    subtype: fc.constantFrom('SAAS', 'IAAS'),
    companySize: fc.constantFrom('LARGE', 'SMALL_MEDIUM'),
    useTopic: fc.constantFrom('DOCUMENT', 'MAIL', null),
    amount,
    concludedOn: day,
    startsOn: day,
    leadTimeBusinessDays: fc.nat(30),
    registeredOn: fc.option(day, { nil: undefined }),
    origin: fc.constantFrom<ContractRow['origin']>('NATIVE', 'MIGRATED'),
  })
  .map(({ ministry, ...told }) => {
    const { ministry: _, ...facts } = row(told);
    return { ...facts, ...(ministry !== undefined && { ministry }) };
  });

const instant = day.map((on) => `${on}T03:00:00.000Z`);
const fact = fc.record({ on: day, recordedAt: instant });
/** Implausible ones too: a typing error never stops a public figure. */
const anyDay = fc.oneof(
  { weight: 20, arbitrary: day },
  fc.constantFrom('0001-01-01', '1999-12-31', '2060-01-01', '9999-12-31'),
);

/** With all that can become of it, in any order of days. */
export const anyLife: fc.Arbitrary<ContractRow> = fc
  .record({
    of: anyRow,
    concludedOn: anyDay,
    recordedAt: instant,
    registered: fc.option(fc.record({ on: anyDay, amount, recordedAt: instant }), { nil: undefined }),
    amendments: fc.array(
      fc.record({ fact, amount, years: fc.option(fc.array(fc.nat(50_000_000), { maxLength: 3 })) }),
      { maxLength: 2 },
    ),
    terminated: fc.option(fc.record({ fact, amount }), { nil: undefined, freq: 4 }),
    settled: fc.option(fc.record({ fact, amount }), { nil: undefined, freq: 4 }),
    rescinded: fc.option(fact, { nil: undefined, freq: 4 }),
    topics: fc.array(fc.record({ topic: fc.constantFrom('MAIL', null), recordedAt: instant }), { maxLength: 2 }),
    firstYear: fc.option(fc.nat(50_000_000), { nil: undefined }),
    years: fc.array(fc.record({ fact, startsOn: day, amount: fc.nat(50_000_000) }), { maxLength: 2 }),
  })
  .map(
    ({
      of,
      amendments,
      terminated,
      settled,
      rescinded,
      registered,
      topics,
      firstYear,
      years,
      concludedOn,
      recordedAt,
    }) => {
      const { registered: _, useTopics: __, ...facts } = of;
      const numbered = <F>(all: readonly F[], first: number) =>
        Object.fromEntries(all.map((one, i) => [String(first + i), one]));
      return {
        ...facts,
        concludedOn,
        recordedAt,
        ...(registered && { registered }),
        ...(terminated && { terminated: { ...terminated.fact, amount: terminated.amount } }),
        // What was settled was ended before.
        ...(terminated &&
          settled &&
          settled.fact.on >= terminated.fact.on && { settled: { ...settled.fact, amount: settled.amount } }),
        ...(rescinded && { rescinded }),
        ...(firstYear !== undefined && { firstYear: { fiscalYear: 2024, amount: firstYear } }),
        useTopics: numbered(topics, 0),
        amendments: numbered(
          amendments.map((one) => ({
            ...one.fact,
            amount: one.amount,
            ...(one.years && { years: one.years.map((share, i) => ({ fiscalYear: 2024 + i, amount: share })) }),
          })),
          1,
        ),
        years: numbered(
          years.map((one) => ({ ...one.fact, startsOn: one.startsOn, amount: one.amount })),
          2025,
        ),
      };
    },
  );

const grouping = fc.constantFrom(...GROUPINGS);
const groupBy: fc.Arbitrary<Groupings | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.tuple(grouping),
  fc.tuple(grouping, grouping).filter(([a, b]) => a !== b),
);

export const anyQuery: fc.Arbitrary<StatisticsQuery> = fc
  .record({
    asOf: fc.oneof(day, fc.constantFrom('2026-12-31', '9999-12-31')),
    dateBasis: fc.constantFrom(...DATE_BASES),
    multiYear: fc.constantFrom(...MULTI_YEAR),
    period: fc.oneof(
      fc.constant({}),
      fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
      day.map((from) => ({ from })),
      day.map((to) => ({ to })),
      fc.constantFrom({ from: '2024-03-01', to: '2024-03-31' }, { from: '2025-01-01', to: '2025-12-31' }),
    ),
    groupBy,
    knownAt: fc.option(instant, { nil: undefined, freq: 4 }),
  })
  .map(({ period, groupBy: by, knownAt, ...query }) => ({
    ...query,
    ...period,
    leadTimeTarget: 10,
    ...(by !== undefined && { groupBy: by }),
    ...(knownAt !== undefined && { knownAt }),
  }));
