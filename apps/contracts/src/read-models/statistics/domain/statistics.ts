import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import { exactSum, type Won } from '#common/kernel/money.js';

/** Which date places a contract in time: the published totals follow no single one of them (§6.3). */
export const DATE_BASES = ['CONCLUDED', 'STARTED', 'REGISTERED'] as const;
export type DateBasis = (typeof DATE_BASES)[number];

export const GROUPINGS = [
  'METHOD',
  'KIND',
  'SUBTYPE',
  'INSTITUTION_TYPE',
  'MINISTRY',
  'COMPANY_SIZE',
  'MONTH',
  'QUARTER',
  'YEAR',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

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
  /** By number: from that day on it counts with this amount, until the next one (변경계약). */
  readonly amendments?: Readonly<Record<string, { readonly on: Day; readonly amount: Won }>>;
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
  readonly technologies: readonly string[];
}

export interface StatisticsQuery {
  readonly asOf: Day;
  readonly dateBasis: DateBasis;
  readonly groupBy?: Grouping;
}

export interface Group {
  readonly key: string;
  readonly contracts: number;
  /** VAT included; a sum has no upper bound. */
  readonly amount: bigint;
}

/** Contract performance as it is published (이용계약 실적). */
export interface Statistics extends StatisticsQuery {
  readonly selections: { readonly total: number; readonly aiConvergence: number };
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
  const { asOf, dateBasis, groupBy } = query;
  const standing = contracts.filter((row) => !isRescinded(row, asOf)).map((row) => settledBy(row, asOf));
  const counted = standing.filter((row) => isRegistered(row, asOf) && dateOf(row, dateBasis) <= asOf);
  const selected = selections.filter((row) => row.decidedOn <= asOf);
  const leadTimes = counted.filter((row) => row.origin === 'NATIVE').map((row) => row.leadTimeBusinessDays);
  return {
    ...query,
    selections: { total: selected.length, aiConvergence: selected.filter(isAiConvergence).length },
    suppliers: distinct(selected.map((row) => row.supplier)),
    institutions: distinct(counted.map((row) => row.institution)),
    contracts: counted.length,
    amount: exactSum(counted.map((row) => row.amount)),
    unregistered: standing.filter((row) => row.concludedOn <= asOf && !isRegistered(row, asOf)).length,
    corrections: {
      rescinded: contracts.filter((row) => isRescinded(row, asOf)).length,
      amended: counted.filter(({ amendments = {} }) => Object.values(amendments).some(({ on }) => on <= asOf)).length,
      terminated: counted.filter(({ terminated }) => terminated !== undefined && terminated.on <= asOf).length,
    },
    leadTime: { median: quantile(leadTimes, 0.5), p90: quantile(leadTimes, 0.9) },
    groups: groupBy === undefined ? [] : groupsOf(counted, (row) => keyOf(row, groupBy, dateBasis)),
  };
}

const isRegistered = (row: ContractRow, asOf: Day): boolean =>
  row.registeredOn !== undefined && row.registeredOn <= asOf;

const isRescinded = ({ rescindedOn }: ContractRow, asOf: Day): boolean =>
  rescindedOn !== undefined && rescindedOn <= asOf;

/** As it counted on that day. */
function settledBy(row: ContractRow, asOf: Day): ContractRow {
  const { terminated, amendments = {} } = row;
  if (terminated !== undefined && terminated.on <= asOf) return { ...row, amount: terminated.amount };
  const [, last] =
    Object.entries(amendments)
      .filter(([, { on }]) => on <= asOf)
      .sort(([a], [b]) => Number(b) - Number(a))[0] ?? [];
  return last === undefined ? row : { ...row, amount: last.amount };
}

const isAiConvergence = ({ kind, technologies }: SelectionRow): boolean =>
  kind === 'CONVERGENCE' && technologies.includes('AI');

function dateOf(row: ContractRow, basis: DateBasis): Day {
  if (basis === 'CONCLUDED') return row.concludedOn;
  return basis === 'STARTED' ? row.startsOn : (row.registeredOn ?? row.concludedOn);
}

const UNKNOWN = 'NONE';

function keyOf(row: ContractRow, grouping: Grouping, basis: DateBasis): string {
  const date = dateOf(row, basis);
  switch (grouping) {
    case 'METHOD':
      return row.method;
    case 'KIND':
      return row.kind;
    case 'SUBTYPE':
      return row.subtype;
    case 'INSTITUTION_TYPE':
      return row.institutionType;
    case 'MINISTRY':
      return row.ministry ?? UNKNOWN;
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

function groupsOf(rows: readonly ContractRow[], keyFor: (row: ContractRow) => string): readonly Group[] {
  const groups = new Map<string, { contracts: number; amount: bigint }>();
  for (const row of rows) {
    const key = keyFor(row);
    const { contracts, amount } = groups.get(key) ?? { contracts: 0, amount: 0n };
    groups.set(key, { contracts: contracts + 1, amount: amount + BigInt(row.amount) });
  }
  return [...groups].map(([key, sums]) => ({ key, ...sums })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

const distinct = (values: readonly string[]): number => new Set(values).size;

/** Nearest rank: a value that occurred. */
function quantile(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? null;
}
