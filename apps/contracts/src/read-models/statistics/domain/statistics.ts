import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Day } from '#common/kernel/day.js';
import type { Won } from '#common/kernel/money.js';
import { knownBy, type ContractRow, type RecordedAt, type SelectionRow } from './figure-rows.js';
import { byKeys, GroupsByKeys, idOf, keysOfContract, keysOfSelection, type Groupings, type Keys } from './grouping.js';
import {
  amountOn,
  dateOf,
  isRegistered,
  isRescinded,
  isTerminated,
  firstYearOf,
  partsOn,
  type Placed,
  type Placing,
} from './placing.js';

/** What is counted, in words: the published totals never said it. */
export const COUNTED: Bilingual = {
  ko: '기준일까지 이용이 등록되고 기준일자가 기간에 드는 계약. 해제된 계약은 제외하고, 변경·해지된 계약은 그 금액으로 센다.',
  en: 'Contracts whose use is registered by the day and whose date is in the period. Rescinded ones do not count.',
};

export interface StatisticsQuery extends Placing {
  /** Cuts by business date, on what is known. */
  readonly asOf: Day;
  /** Cuts by what was recorded until then; absent: all that is known now. */
  readonly knownAt?: RecordedAt;
  /** First and last day that count, by the date basis; the day of the decision for a selection. */
  readonly from?: Day;
  readonly to?: Day;
  readonly groupBy?: Groupings;
  /** Business days that a conclusion should take at most. */
  readonly leadTimeTarget: number;
}

/** What is counted and added up. */
export interface Totals {
  readonly contracts: number;
  /** VAT included; a sum has no upper bound. */
  readonly amount: bigint;
}

export interface Counts extends Totals {
  /** Concluded, but its use is not registered: the gap between what is known and what counts. */
  readonly unregistered: number;
  /** Contracts that left a total, or changed its amount, since they were first counted: it may fall by these alone. */
  readonly corrections: { readonly rescinded: number; readonly terminated: number; readonly amended: number };
  /** In the order of their keys; none that has no contract and no amount. */
  readonly groups: readonly (Keys & Totals)[];
}

/** What cannot be added up: it is told of the contracts themselves. */
export interface Spread {
  /** Distinct ones: the same institution may be in several groups. */
  readonly institutions: number;
  readonly contractedSuppliers: number;
  /** Of the amounts of the contracts, each in all; nearest rank; null when there are none. */
  readonly median: Won | null;
}

export interface Spreads extends Spread {
  /** Business days from need to conclusion, of contracts made here; null when there are none. */
  readonly leadTime: {
    readonly median: number | null;
    readonly p90: number | null;
    readonly withinTarget: {
      readonly businessDays: number;
      readonly contracts: number;
      readonly percent: number | null;
    };
  };
  readonly groups: ReadonlyMap<string, Spread>;
}

interface SelectionFigures {
  readonly total: number;
  readonly aiConvergence: number;
  /** Empty where a grouping is asked for that only contracts have. */
  readonly groups: readonly (Keys & { readonly total: number })[];
}

interface Mean {
  /** The amount for each contract; fractions of a won are cut off; null when there are none. */
  readonly mean: bigint | null;
}

export type Group = Keys & Totals & Spread & Mean;

/** Contract performance as it is published (이용계약 실적). */
export interface Statistics
  extends Omit<StatisticsQuery, 'leadTimeTarget'>, Omit<Counts, 'groups'>, Omit<Spreads, 'groups'>, Mean {
  readonly counted: Bilingual;
  readonly selections: SelectionFigures;
  /** Distinct ones, of the selections. */
  readonly suppliers: number;
  readonly groups: readonly Group[];
}

/** Figures as they are counted from all rows, one by one: what every faster way has to equal. */
export function statisticsOf(
  contracts: readonly ContractRow[],
  selections: readonly SelectionRow[],
  query: StatisticsQuery,
): Statistics {
  const { knownAt } = query;
  const known =
    knownAt === undefined
      ? contracts
      : contracts.flatMap((row) => {
          const then = knownBy(row, knownAt);
          return then === undefined ? [] : [then];
        });
  const counted = known.filter((row) => counts(row, query)).map((row) => headerOf(row, query));
  return composed(query, countsOf(known, query), spreadsOf(counted, query), selections);
}

/** @param counts and @param spreads of the same contracts */
export function composed(
  { leadTimeTarget: _, ...query }: StatisticsQuery,
  { groups, ...counts }: Counts,
  { groups: spreads, ...spread }: Spreads,
  selections: readonly SelectionRow[],
): Statistics {
  const { asOf, knownAt, groupBy } = query;
  const selected = selections.filter(
    (row) =>
      row.decidedOn <= asOf && isWithin(row.decidedOn, query) && (knownAt === undefined || row.recordedAt <= knownAt),
  );
  return {
    ...query,
    counted: COUNTED,
    selections: {
      total: selected.length,
      aiConvergence: selected.filter(isAiConvergence).length,
      groups: groupBy === undefined ? [] : selectionGroups(selected, groupBy),
    },
    suppliers: distinct(selected.map((row) => row.supplier)),
    ...counts,
    ...spread,
    mean: meanOf(counts),
    groups: groups.map((group) => ({ ...group, ...(spreads.get(idOf(group)) ?? NO_CONTRACTS), mean: meanOf(group) })),
  };
}

/** Of a group that has amounts of later years alone. */
const NO_CONTRACTS: Spread = { institutions: 0, contractedSuppliers: 0, median: null };

const meanOf = ({ amount, contracts }: Totals): bigint | null => (contracts === 0 ? null : amount / BigInt(contracts));

type Period = Pick<StatisticsQuery, 'from' | 'to'>;

export const isWithin = (day: Day, { from, to }: Period): boolean =>
  (from === undefined || from <= day) && (to === undefined || day <= to);

/** Whether the contract is one of those that the figures count. */
export const counts = (row: ContractRow, query: StatisticsQuery): boolean => {
  const date = dateOf(row, query.dateBasis);
  return date <= query.asOf && isWithin(date, query) && isRegistered(row, query.asOf) && !isRescinded(row, query.asOf);
};

/** The contract with what it is worth in all. */
export const headerOf = (row: ContractRow, { asOf, dateBasis }: StatisticsQuery): Placed => ({
  row,
  date: dateOf(row, dateBasis),
  fiscalYear: firstYearOf(row),
  amount: amountOn(row, asOf),
  contracts: 1,
});

function countsOf(rows: readonly ContractRow[], query: StatisticsQuery): Counts {
  const { asOf, dateBasis, groupBy } = query;
  const placed = rows
    .flatMap((row) => partsOn(row, asOf, query))
    .filter(({ date }) => date <= asOf && isWithin(date, query));
  const near = rows.filter((row) => isWithin(dateOf(row, dateBasis), query));
  const standing = near.filter((row) => !isRescinded(row, asOf));
  const counted = standing.filter((row) => counts(row, query));
  return {
    ...totalsOf(placed),
    unregistered: standing.filter((row) => row.concludedOn <= asOf && !isRegistered(row, asOf)).length,
    corrections: {
      rescinded: near.length - standing.length,
      terminated: counted.filter((row) => isTerminated(row, asOf)).length,
      amended: counted.filter((row) => isAmended(row, asOf)).length,
    },
    groups:
      groupBy === undefined
        ? []
        : grouped(placed, (one) => keysOfContract(one, groupBy))
            .map(([keys, members]) => ({ ...keys, ...totalsOf(members) }))
            .filter(hasFigures),
  };
}

export const hasFigures = ({ contracts, amount }: Totals): boolean => contracts > 0 || amount > 0n;

export const isAmended = ({ amendments = {} }: ContractRow, asOf: Day): boolean =>
  Object.values(amendments).some(({ on }) => on <= asOf);

const totalsOf = (placed: readonly Placed[]): Totals => ({
  contracts: placed.filter((one) => one.contracts > 0).length,
  amount: placed.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
});

/** What is told of some contracts: each is looked at once, for the whole and for its group. */
class Gathered {
  private readonly institutions = new Set<string>();
  private readonly suppliers = new Set<string>();
  private readonly amounts: number[] = [];

  add({ row, amount }: Placed): void {
    this.institutions.add(row.institution);
    this.suppliers.add(row.supplier);
    this.amounts.push(amount);
  }

  get spread(): Spread {
    return {
      institutions: this.institutions.size,
      contractedSuppliers: this.suppliers.size,
      median: quantile(Float64Array.from(this.amounts).sort(), 0.5),
    };
  }
}

/** @param headers the contracts that count, one each */
export function spreadsOf(headers: Iterable<Placed>, { groupBy, leadTimeTarget }: StatisticsQuery): Spreads {
  const whole = new Gathered();
  const groups = new GroupsByKeys(groupBy, () => new Gathered());
  const leadTimes: number[] = [];
  for (const header of headers) {
    whole.add(header);
    groups.of(header)?.add(header);
    if (header.row.origin === 'NATIVE') leadTimes.push(header.row.leadTimeBusinessDays);
  }
  leadTimes.sort(byNumber);
  const within = leadTimes.filter((days) => days <= leadTimeTarget).length;
  return {
    ...whole.spread,
    leadTime: {
      median: quantile(leadTimes, 0.5),
      p90: quantile(leadTimes, 0.9),
      withinTarget: {
        businessDays: leadTimeTarget,
        contracts: within,
        percent: leadTimes.length === 0 ? null : Math.round((within * 1_000) / leadTimes.length) / 10,
      },
    },
    groups: new Map([...groups.all()].map(([keys, gathered]) => [idOf(keys), gathered.spread])),
  };
}

const isAiConvergence = ({ kind, technologies }: SelectionRow): boolean =>
  kind === 'CONVERGENCE' && technologies.includes('AI');

const selectionGroups = (rows: readonly SelectionRow[], groupBy: Groupings): SelectionFigures['groups'] =>
  grouped(rows, (row) => keysOfSelection(row, groupBy)).map(([keys, members]) => ({ ...keys, total: members.length }));

/** The rows by their keys, in the order of these; a row without keys is in no group. */
function grouped<R>(
  rows: readonly R[],
  keysOf: (row: R) => Keys | undefined,
): readonly (readonly [keys: Keys, members: readonly R[]])[] {
  const groups = new Map<string, readonly [Keys, R[]]>();
  for (const row of rows) {
    const keys = keysOf(row);
    if (keys === undefined) continue;
    const id = idOf(keys);
    const group = groups.get(id) ?? ([keys, []] as const);
    group[1].push(row);
    groups.set(id, group);
  }
  return [...groups.values()].sort(([a], [b]) => byKeys(a, b));
}

const distinct = (values: readonly string[]): number => new Set(values).size;

const byNumber = (a: number, b: number): number => a - b;

/** Nearest rank: a value that occurred. @param sorted from the lowest up */
const quantile = (sorted: ArrayLike<number>, q: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? null;
