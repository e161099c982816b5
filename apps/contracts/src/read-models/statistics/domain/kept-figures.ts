import type { Day } from '#common/kernel/day.js';
import type { ContractRow, SelectionRow } from './figure-rows.js';
import { byKeys, idOf, keysOfContract, type Groupings, type Keys } from './grouping.js';
import { DATE_BASES, dateOf, daysOfChange, partsOn, type DateBasis, type Placed, type Placing } from './placing.js';
import { rangeOf, RunningTotals, type DateRange, type Posting } from './running-totals.js';
import {
  composed,
  counts,
  hasFigures,
  headerOf,
  isWithin,
  spreadsOf,
  statisticsOf,
  type Counts,
  type Spreads,
  type Statistics,
  type StatisticsQuery,
} from './statistics.js';

/** Bytes that the sums of one grouping take for each contract, at most. */
const BYTES_SUMMED = 400;
const SPREADS_KEPT = 1_000;

/** A part of a contract with what it adds, as a difference to what it added before. */
interface Change extends Posting {
  readonly part: Placed;
}

/** What the contract adds to counts and amounts, from each day on which that changes. */
export function changesOf(row: ContractRow, placing: Placing): readonly Change[] {
  let before: readonly Placed[] = [];
  return daysOfChange(row).flatMap((from) => {
    const after = partsOn(row, from, placing);
    const taken = before.map((part) => changeOf(part, from, -1));
    before = after;
    return [...taken, ...after.map((part) => changeOf(part, from, 1))];
  });
}

const changeOf = (part: Placed, from: Day, sign: 1 | -1): Change => ({
  part,
  date: part.date,
  from,
  contracts: sign * part.contracts,
  amount: sign * part.amount,
});

/** One contract more, from a day on, until another. */
const spanOf = (date: Day, from: Day | undefined, until: Day | undefined): readonly Posting[] => {
  if (from === undefined || (until !== undefined && until <= from)) return [];
  const one = { date, contracts: 1, amount: 0 };
  return [{ ...one, from }, ...(until === undefined ? [] : [{ ...one, from: until, contracts: -1 }])];
};

const latest = (a: Day, b: Day): Day => (a > b ? a : b);
const earliest = (days: readonly (Day | undefined)[]): Day | undefined =>
  days.reduce((first, day) => (first === undefined || (day !== undefined && day < first) ? day : first), undefined);

/** As a second count next to the contracts. */
const asAmount = ({ contracts, ...posting }: Posting): Posting => ({ ...posting, contracts: 0, amount: contracts });

/**
 * What is counted next to the contracts, two by two in running totals: the first as their contracts, the second as
 * their amount.
 */
const NEXT_TO = {
  /** Unregistered, and rescinded: neither has a date that has to be over. */
  standing: (row: ContractRow, date: Day) => [
    ...spanOf(date, row.concludedOn, earliest([row.registered?.on, row.rescinded?.on])),
    ...spanOf(date, row.rescinded?.on, undefined).map(asAmount),
  ],
  /** Terminated, and amended. */
  changed: (row: ContractRow, date: Day) => [
    ...sinceRegistered(row, date, row.terminated?.on),
    ...sinceRegistered(row, date, earliest(Object.values(row.amendments ?? {}).map(({ on }) => on))).map(asAmount),
  ],
} satisfies Readonly<Record<string, (row: ContractRow, date: Day) => readonly Posting[]>>;
type NextTo = keyof typeof NEXT_TO;

const sinceRegistered = ({ registered, rescinded }: ContractRow, date: Day, from: Day | undefined) =>
  from === undefined || registered === undefined ? [] : spanOf(date, latest(from, registered.on), rescinded?.on);

const signed = ({ contracts, amount, ...posting }: Posting, sign: 1 | -1): Posting => ({
  ...posting,
  contracts: sign * contracts,
  amount: sign * amount,
});

/** Sums by the keys of one grouping, or of none. */
class Sums {
  readonly groups = new Map<string, { readonly keys: Keys; readonly totals: RunningTotals }>();

  constructor(
    readonly placing: Placing,
    private readonly groupBy: Groupings | undefined,
  ) {}

  /** @param sign −1 takes away what the row added */
  add(row: ContractRow, sign: 1 | -1): void {
    for (const change of changesOf(row, this.placing)) this.post(change, sign);
  }

  private post({ part, ...posting }: Change, sign: 1 | -1): void {
    const keys = this.groupBy === undefined ? { key: '' } : keysOfContract(part, this.groupBy);
    const id = idOf(keys);
    let group = this.groups.get(id);
    if (group === undefined) this.groups.set(id, (group = { keys, totals: new RunningTotals() }));
    group.totals.add(signed(posting, sign));
  }
}

/** A spread that was told, with the dates it is of. */
interface KeptSpreads {
  readonly query: StatisticsQuery;
  readonly spreads: Spreads;
}

/**
 * The rows of all contracts, and what was added up of them: a row that changes changes the sums, and a figure is not
 * counted again for each request. It gives what `statisticsOf` gives.
 */
export class KeptFigures {
  private readonly rows = new Map<string, ContractRow>();
  private readonly byDate = new Map<DateBasis, Map<Day, Map<string, ContractRow>>>(
    DATE_BASES.map((basis) => [basis, new Map()]),
  );
  private readonly nextTo = new Map<DateBasis, ReadonlyMap<NextTo, RunningTotals>>(
    DATE_BASES.map((basis) => [
      basis,
      new Map((Object.keys(NEXT_TO) as NextTo[]).map((name) => [name, new RunningTotals()])),
    ]),
  );
  private readonly sums = new Map<string, Sums>();
  private readonly spreads = new Map<string, KeptSpreads>();

  /** @param sumsBytes what all sums may take: anybody may ask for any grouping */
  constructor(private readonly sumsBytes = Infinity) {}

  get size(): number {
    return this.rows.size;
  }

  put(id: string, row: ContractRow): void {
    const before = this.rows.get(id);
    if (before !== undefined) this.enter(id, before, -1);
    this.rows.set(id, row);
    this.enter(id, row, 1);
  }

  statistics(selections: readonly SelectionRow[], query: StatisticsQuery): Statistics {
    // What was known long ago is asked for seldom, and has no sums of its own.
    if (query.knownAt !== undefined) return statisticsOf([...this.rows.values()], selections, query);
    return composed(query, this.counts(query), this.spread(query), selections);
  }

  counts(query: StatisticsQuery): Counts {
    const { asOf, dateBasis, from, to, groupBy } = query;
    const until = to === undefined || to > asOf ? asOf : to;
    const within = rangeOf(from, until, asOf);
    const groups = [...this.sumsOf(query, groupBy).groups.values()].map(({ keys, totals }) => ({
      ...keys,
      ...totals.between(within),
    }));
    const counted = (name: NextTo, range: DateRange) => this.nextTo.get(dateBasis)?.get(name)?.countsBetween(range);
    const standing = counted('standing', rangeOf(from, to, asOf));
    const changed = counted('changed', within);
    return {
      // Each part of a contract is in one group.
      contracts: groups.reduce((sum, group) => sum + group.contracts, 0),
      amount: groups.reduce((sum, group) => sum + group.amount, 0n),
      unregistered: standing?.contracts ?? 0,
      corrections: {
        rescinded: standing?.amount ?? 0,
        terminated: changed?.contracts ?? 0,
        amended: changed?.amount ?? 0,
      },
      groups: groupBy === undefined ? [] : groups.filter(hasFigures).sort(byKeys),
    };
  }

  /** Of a whole month, quarter, year, or all until a day it is kept until one of its contracts changes. */
  spread(query: StatisticsQuery): Spreads {
    if (!isOfWholeMonths(query)) return this.spreadsNow(query);
    const { asOf, dateBasis, from, to, groupBy, leadTimeTarget } = query;
    const id = JSON.stringify([asOf, dateBasis, from, to, groupBy, leadTimeTarget]);
    const kept = this.spreads.get(id);
    if (kept !== undefined) return kept.spreads;
    const spreads = this.spreadsNow(query);
    keep(this.spreads, id, { query, spreads }, SPREADS_KEPT);
    return spreads;
  }

  private spreadsNow(query: StatisticsQuery): Spreads {
    return spreadsOf(this.headers(query), query);
  }

  private *headers(query: StatisticsQuery): Generator<Placed> {
    for (const [date, rows] of this.byDate.get(query.dateBasis) ?? []) {
      if (!isWithin(date, query) || date > query.asOf) continue;
      for (const row of rows.values()) if (counts(row, query)) yield headerOf(row, query);
    }
  }

  private sumsOf({ dateBasis, multiYear }: Placing, groupBy: Groupings | undefined): Sums {
    const id = [dateBasis, multiYear, ...(groupBy ?? [])].join(' ');
    const kept = this.sums.get(id);
    if (kept !== undefined) return kept;
    const sums = new Sums({ dateBasis, multiYear }, groupBy);
    for (const row of this.rows.values()) sums.add(row, 1);
    keep(this.sums, id, sums, Math.max(1, Math.floor(this.sumsBytes / BYTES_SUMMED / Math.max(1, this.rows.size))));
    return sums;
  }

  private enter(id: string, row: ContractRow, sign: 1 | -1): void {
    for (const basis of DATE_BASES) {
      const date = dateOf(row, basis);
      this.enterDate(basis, date, id, sign > 0 ? row : undefined);
      for (const [name, totals] of this.nextTo.get(basis) ?? [])
        for (const posting of NEXT_TO[name](row, date)) totals.add(signed(posting, sign));
      for (const [key, { query }] of this.spreads)
        if (query.dateBasis === basis && isWithin(date, query)) this.spreads.delete(key);
    }
    for (const sums of this.sums.values()) sums.add(row, sign);
  }

  /** @param row undefined: it is no longer of that date */
  private enterDate(basis: DateBasis, date: Day, id: string, row: ContractRow | undefined): void {
    const dates = this.byDate.get(basis);
    const rows = dates?.get(date) ?? new Map<string, ContractRow>();
    if (row === undefined) rows.delete(id);
    else rows.set(id, row);
    if (rows.size === 0) dates?.delete(date);
    else dates?.set(date, rows);
  }
}

/** The oldest goes first. */
function keep<V>(kept: Map<string, V>, id: string, value: V, most: number): void {
  kept.set(id, value);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

/** All until a day, or a period of one, three or twelve whole months. */
export function isOfWholeMonths({ from, to }: Pick<StatisticsQuery, 'from' | 'to'>): boolean {
  if (from === undefined) return to === undefined;
  if (to === undefined || !from.endsWith('-01')) return false;
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  return [1, 3, 12].some(
    (length) =>
      (month - 1) % length === 0 && to === new Date(Date.UTC(year, month - 1 + length, 0)).toISOString().slice(0, 10),
  );
}
