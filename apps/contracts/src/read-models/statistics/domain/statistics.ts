import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import { exactSum, type Won } from '#common/kernel/money.js';

/** Which date places a contract in time: the published totals follow no single one of them (§6.3). */
export const DATE_BASES = ['CONCLUDED', 'STARTED', 'REGISTERED'] as const;
export type DateBasis = (typeof DATE_BASES)[number];

/** How a multi-year contract (장기계속계약) adds to amounts: each year on its own date, or the total at its conclusion. */
export const MULTI_YEAR = ['YEARLY', 'TOTAL'] as const;
export type MultiYear = (typeof MULTI_YEAR)[number];

export const GROUPINGS = [
  'METHOD',
  'KIND',
  'SUBTYPE',
  'TYPE',
  'INSTITUTION_TYPE',
  'MINISTRY',
  'COMPANY_SIZE',
  'USE_TOPIC',
  'MONTH',
  'QUARTER',
  'YEAR',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** By one key, or by two at once. */
export type Groupings = readonly [Grouping] | readonly [Grouping, Grouping];

/** What is counted, in words: the published totals never said it. */
export const COUNTED: Bilingual = {
  ko: '기준일까지 이용이 등록되고 기준일자가 기간에 드는 계약. 해제된 계약은 제외하고, 변경·해지된 계약은 그 금액으로 센다.',
  en: 'Contracts whose use is registered by the day and whose date is in the period. Rescinded ones do not count.',
};

/** What a fiscal year pays of a multi-year contract. */
interface YearShare {
  readonly fiscalYear: number;
  readonly amount: Won;
}

/** What the statistics know of one contract. */
export interface ContractRow {
  readonly institution: string;
  readonly institutionType: string;
  readonly ministry?: string;
  readonly method: string;
  readonly kind: string;
  readonly subtype: string;
  readonly companySize: string;
  readonly amount: Won;
  readonly concludedOn: Day;
  readonly startsOn: Day;
  readonly leadTimeBusinessDays: number;
  readonly origin: ContractFacts['origin'];
  /** Absent until the institution has registered its use. */
  readonly registeredOn?: Day;
  /** What it is used for; null where the registration does not say. */
  readonly useTopic?: string | null;
  /** By number: from that day on it counts with this amount, until the next one (변경계약). */
  readonly amendments?: Readonly<
    Record<string, { readonly on: Day; readonly amount: Won; readonly years?: readonly YearShare[] }>
  >;
  /** Of a multi-year contract: what was concluded with it; `amount` is the total. */
  readonly firstYear?: YearShare;
  /** By fiscal year: the yearly contracts (차수계약) that were opened since. */
  readonly years?: Readonly<Record<string, { readonly on: Day; readonly startsOn: Day; readonly amount: Won }>>;
  /** From that day on it counts with what its used part cost (해지 정산). */
  readonly terminated?: { readonly on: Day; readonly amount: Won };
  /** From that day on it does not count: nothing was performed (해제). */
  readonly rescindedOn?: Day;
}

/** What they know of one selection; a decision counts for good, whatever becomes of the listing. */
export interface SelectionRow {
  readonly supplier: string;
  readonly decidedOn: Day;
  readonly kind: string;
  readonly subtype: string;
  readonly companySize: string;
  readonly technologies: readonly string[];
}

export interface StatisticsQuery {
  readonly asOf: Day;
  /** First and last day that count, by the date basis; the day of the decision for a selection. */
  readonly from?: Day;
  readonly to?: Day;
  readonly dateBasis: DateBasis;
  /** YEARLY unless said otherwise. */
  readonly multiYear?: MultiYear;
  readonly groupBy?: Groupings;
}

export interface Group {
  readonly key: string;
  /** By the second grouping, where two are asked for. */
  readonly secondKey?: string;
  readonly contracts: number;
  /** Distinct ones: the same institution may be in several groups. */
  readonly institutions: number;
  /** VAT included; a sum has no upper bound. */
  readonly amount: bigint;
}

export interface SelectionGroup extends Pick<Group, 'key' | 'secondKey'> {
  readonly total: number;
}

/** Contract performance as it is published (이용계약 실적). */
export interface Statistics extends StatisticsQuery {
  readonly multiYear: MultiYear;
  readonly counted: Bilingual;
  readonly selections: {
    readonly total: number;
    readonly aiConvergence: number;
    /** Empty where a grouping is asked for that only contracts have. */
    readonly groups: readonly SelectionGroup[];
  };
  readonly suppliers: number;
  readonly institutions: number;
  readonly contracts: number;
  readonly amount: bigint;
  /** Concluded, but its use is not registered: the gap between what is known and what counts. */
  readonly unregistered: number;
  /** Contracts that left a total, or changed its amount, since they were first counted: it may fall by these alone. */
  readonly corrections: { readonly rescinded: number; readonly terminated: number; readonly amended: number };
  /** Business days from need to conclusion, of contracts made here; null when there are none. */
  readonly leadTime: { readonly median: number | null; readonly p90: number | null };
  readonly groups: readonly Group[];
}

export function statisticsOf(
  contracts: readonly ContractRow[],
  selections: readonly SelectionRow[],
  query: StatisticsQuery,
): Statistics {
  const { asOf, from, to, dateBasis, multiYear = 'YEARLY', groupBy } = query;
  const isWithin = (day: Day): boolean => (from === undefined || from <= day) && (to === undefined || day <= to);
  const placed = contracts.filter((row) => isWithin(dateOf(row, dateBasis)));
  const standing = placed.filter((row) => !isRescinded(row, asOf)).map((row) => settledBy(row, asOf));
  const counted = standing.filter((row) => isRegistered(row, asOf) && dateOf(row, dateBasis) <= asOf);
  const amounts = contracts
    .filter((row) => isRegistered(row, asOf) && !isRescinded(row, asOf))
    .flatMap((row) => (multiYear === 'TOTAL' ? [wholeOf(settledBy(row, asOf), dateBasis)] : partsOf(row, query)))
    .filter(({ date }) => isWithin(date) && date <= asOf);
  const selected = selections.filter((row) => row.decidedOn <= asOf && isWithin(row.decidedOn));
  const leadTimes = counted.filter((row) => row.origin === 'NATIVE').map((row) => row.leadTimeBusinessDays);
  return {
    ...query,
    multiYear,
    counted: COUNTED,
    selections: {
      total: selected.length,
      aiConvergence: selected.filter(isAiConvergence).length,
      groups: groupBy === undefined ? [] : selectionGroups(selected, groupBy),
    },
    suppliers: distinct(selected.map((row) => row.supplier)),
    institutions: distinct(counted.map((row) => row.institution)),
    contracts: counted.length,
    amount: exactSum(amounts.map(({ amount }) => amount)),
    unregistered: standing.filter((row) => row.concludedOn <= asOf && !isRegistered(row, asOf)).length,
    corrections: {
      rescinded: placed.filter((row) => isRescinded(row, asOf)).length,
      amended: counted.filter(({ amendments = {} }) => Object.values(amendments).some(({ on }) => on <= asOf)).length,
      terminated: counted.filter(({ terminated }) => terminated !== undefined && terminated.on <= asOf).length,
    },
    leadTime: { median: quantile(leadTimes, 0.5), p90: quantile(leadTimes, 0.9) },
    groups: groupBy === undefined ? [] : groupsOf(amounts, groupBy),
  };
}

const isRegistered = (row: ContractRow, asOf: Day): boolean =>
  row.registeredOn !== undefined && row.registeredOn <= asOf;

const isRescinded = ({ rescindedOn }: ContractRow, asOf: Day): boolean =>
  rescindedOn !== undefined && rescindedOn <= asOf;

/** As it counted on that day. */
function settledBy(row: ContractRow, asOf: Day): ContractRow {
  const { terminated } = row;
  if (terminated !== undefined && terminated.on <= asOf) return { ...row, amount: terminated.amount };
  const last = amendmentOn(row, asOf);
  return last === undefined ? row : { ...row, amount: last.amount };
}

/** The last amendment that held on that day. */
function amendmentOn({ amendments = {} }: ContractRow, asOf: Day) {
  const [, last] =
    Object.entries(amendments)
      .filter(([, { on }]) => on <= asOf)
      .sort(([a], [b]) => Number(b) - Number(a))[0] ?? [];
  return last;
}

/** An amount on its date; of one contract the first of them stands for the contract itself. */
interface Placed {
  readonly row: ContractRow;
  readonly date: Day;
  readonly amount: Won;
  readonly contracts: 0 | 1;
}

const wholeOf = (row: ContractRow, basis: DateBasis): Placed => ({
  row,
  date: dateOf(row, basis),
  amount: row.amount,
  contracts: 1,
});

/** The contract, and of a multi-year one each year that was open on that day, on the date of that year. */
function partsOf(row: ContractRow, { asOf, dateBasis }: StatisticsQuery): readonly Placed[] {
  const { firstYear, years = {}, terminated } = row;
  const whole = wholeOf(settledBy(row, asOf), dateBasis);
  if (firstYear === undefined) return [whole];
  const opened = Object.entries(years)
    .filter(([, { on }]) => on <= asOf)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([year, { on, startsOn, amount }]): Placed & YearShare => ({
      row,
      fiscalYear: Number(year),
      date: dateBasis === 'CONCLUDED' ? on : dateBasis === 'STARTED' ? startsOn : laterOf(on, whole.date),
      amount,
      contracts: 0,
    }));
  const parts = [{ ...whole, ...firstYear }, ...opened];
  const amended = amendmentOn(row, asOf)?.years;
  const asAmended = parts.map((part) => ({
    ...part,
    amount: amended === undefined ? part.amount : shareOf(amended, part),
  }));
  if (terminated === undefined || terminated.on > asOf) return asAmended;
  // The earlier years are spent first, as on the budgets.
  let left = terminated.amount;
  return asAmended.map((part) => {
    const amount = Math.min(left, part.amount);
    left -= amount;
    return { ...part, amount };
  });
}

const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

const shareOf = (years: readonly YearShare[], { fiscalYear }: YearShare): Won =>
  years.find((one) => one.fiscalYear === fiscalYear)?.amount ?? 0;

const isAiConvergence = ({ kind, technologies }: SelectionRow): boolean =>
  kind === 'CONVERGENCE' && technologies.includes('AI');

function dateOf(row: ContractRow, basis: DateBasis): Day {
  if (basis === 'CONCLUDED') return row.concludedOn;
  return basis === 'STARTED' ? row.startsOn : (row.registeredOn ?? row.concludedOn);
}

/** The kind, and for cloud computing what it is (유형, R-35). */
export function typeOf({ kind, subtype }: Pick<ContractRow, 'kind' | 'subtype'>): string {
  if (kind === 'CLOUD_COMPUTING') return subtype;
  return kind === 'CLOUD_SUPPORT' ? 'SUPPORT' : kind;
}

const UNKNOWN = 'NONE';

function keyOf({ row, date }: Placed, grouping: Grouping): string {
  switch (grouping) {
    case 'METHOD':
      return row.method;
    case 'INSTITUTION_TYPE':
      return row.institutionType;
    case 'MINISTRY':
      return row.ministry ?? UNKNOWN;
    case 'USE_TOPIC':
      return row.useTopic ?? UNKNOWN;
    default:
      return keyOfAny(row, grouping, date);
  }
}

/** What contracts and selections are both grouped by. */
const OF_SELECTIONS = ['KIND', 'SUBTYPE', 'TYPE', 'COMPANY_SIZE', 'MONTH', 'QUARTER', 'YEAR'] as const;
type OfSelections = (typeof OF_SELECTIONS)[number];

const isOfSelections = (grouping: Grouping): grouping is OfSelections =>
  (OF_SELECTIONS as readonly Grouping[]).includes(grouping);

/** @param date by which it is placed in time */
function keyOfAny(
  row: Pick<ContractRow, 'kind' | 'subtype' | 'companySize'>,
  grouping: OfSelections,
  date: Day,
): string {
  switch (grouping) {
    case 'KIND':
      return row.kind;
    case 'SUBTYPE':
      return row.subtype;
    case 'TYPE':
      return typeOf(row);
    case 'COMPANY_SIZE':
      return row.companySize;
    case 'MONTH':
      return date.slice(0, 7);
    case 'QUARTER':
      return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    case 'YEAR':
      return date.slice(0, 4);
  }
}

type Keys = Pick<Group, 'key' | 'secondKey'>;

function groupsOf(placed: readonly Placed[], groupBy: Groupings): readonly Group[] {
  const keysOf = (one: Placed): readonly string[] => groupBy.map((grouping) => keyOf(one, grouping));
  return grouped(placed, keysOf).map(([keys, members]) => {
    const headers = members.filter((one) => one.contracts > 0);
    return {
      ...keys,
      contracts: headers.length,
      institutions: distinct(headers.map(({ row }) => row.institution)),
      amount: exactSum(members.map(({ amount }) => amount)),
    };
  });
}

function selectionGroups(rows: readonly SelectionRow[], groupBy: Groupings): readonly SelectionGroup[] {
  const known = groupBy.filter(isOfSelections);
  if (known.length < groupBy.length) return [];
  const keysOf = (row: SelectionRow): readonly string[] => known.map((one) => keyOfAny(row, one, row.decidedOn));
  return grouped(rows, keysOf).map(([keys, members]) => ({ ...keys, total: members.length }));
}

/** The rows by their keys, in the order of these. */
function grouped<R>(
  rows: readonly R[],
  keysOf: (row: R) => readonly string[],
): readonly (readonly [keys: Keys, members: readonly R[]])[] {
  const groups = new Map<string, readonly [Keys, R[]]>();
  for (const row of rows) {
    const [key = UNKNOWN, secondKey] = keysOf(row);
    const id = JSON.stringify([key, secondKey]);
    const group = groups.get(id) ?? ([{ key, ...(secondKey !== undefined && { secondKey }) }, []] as const);
    group[1].push(row);
    groups.set(id, group);
  }
  return [...groups.values()].sort(([a], [b]) => byText(a.key, b.key) || byText(a.secondKey ?? '', b.secondKey ?? ''));
}

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const distinct = (values: readonly string[]): number => new Set(values).size;

/** Nearest rank: a value that occurred. */
function quantile(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? null;
}
