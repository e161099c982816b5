import { daysBetween, type Day } from '#common/kernel/day.js';
import type { Totals } from './statistics.js';

/** What one contract adds to a figure on its date, from a business day on. A change adds a difference. */
export interface Posting {
  readonly date: Day;
  readonly from: Day;
  readonly contracts: number;
  /** Won; a difference may be negative. */
  readonly amount: number;
}

/** Days from 2015 on, to 2059; the few others are looked through one by one. */
const FIRST_DAY = '2015-01-01';
const DAYS = 2 ** 14;

/** An amount is kept in two parts, so that sums of numbers are exact: R-40. */
const PART = 2 ** 26;

/** So many are looked through sooner than a tree, and take less room. */
const FEW = 64;

/** Days from the first one on; negative before it. */
const numberOf = (day: Day): number => daysBetween(FIRST_DAY, day);

const isHeld = (date: number): boolean => date >= 0 && date < DAYS;

/** A posting in numbers. */
interface Entry {
  readonly date: number;
  readonly from: number;
  readonly contracts: number;
  readonly high: number;
  readonly low: number;
}

interface Sums {
  contracts: number;
  high: number;
  low: number;
}

/** What the days of one node come to, by the day from which it counts: each place has all before it in it. */
class Node {
  private from: number[] = [];
  private contracts: number[] = [];
  private high: number[] = [];
  private low: number[] = [];
  /** Entries that came since the node was last asked: many are taken in at once. */
  private waiting: Entry[] = [];

  add(entry: Entry): void {
    this.waiting.push(entry);
  }

  addTo(sums: Sums, on: number, sign: 1 | -1): void {
    if (this.waiting.length > 0) this.takeIn();
    const place = this.upTo(on);
    if (place < 0) return;
    sums.contracts += sign * (this.contracts[place] as number);
    sums.high += sign * (this.high[place] as number);
    sums.low += sign * (this.low[place] as number);
  }

  /** The place of the last day that counts on that day; −1 where there is none. */
  private upTo(day: number): number {
    let [low, high] = [0, this.from.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.from[middle] as number) <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private takeIn(): void {
    const came = this.waiting.sort((a, b) => a.from - b.from);
    const [from, contracts, high, low] = [this.from, this.contracts, this.high, this.low];
    this.waiting = [];
    [this.from, this.contracts, this.high, this.low] = [[], [], [], []];
    const more: Sums = { contracts: 0, high: 0, low: 0 };
    let [old, next] = [0, 0];
    while (old < from.length || next < came.length) {
      const day = Math.min(from[old] ?? Infinity, came[next]?.from ?? Infinity);
      for (let entry = came[next]; entry?.from === day; entry = came[++next]) {
        more.contracts += entry.contracts;
        more.high += entry.high;
        more.low += entry.low;
      }
      if (from[old] === day) old++;
      this.from.push(day);
      this.contracts.push((contracts[old - 1] ?? 0) + more.contracts);
      this.high.push((high[old - 1] ?? 0) + more.high);
      this.low.push((low[old - 1] ?? 0) + more.low);
    }
  }
}

/** Dates from the first to the last one, as they counted on a day: in numbers, made once for all that is asked. */
export interface DateRange {
  readonly first: number;
  readonly last: number;
  readonly on: number;
}

export const rangeOf = (from: Day | undefined, to: Day | undefined, asOf: Day): DateRange => ({
  first: from === undefined ? -Infinity : numberOf(from),
  last: to === undefined ? Infinity : numberOf(to),
  on: numberOf(asOf),
});

/**
 * Contracts and amounts of any range of dates, as of any day, in the same time however many contracts there are.
 * The dates are in a Fenwick tree: a range is made of a few of its nodes. A node knows its running totals by the day
 * from which they count.
 */
export class RunningTotals {
  /** Until they are many; then those whose date the tree does not hold. */
  private few: Entry[] = [];
  private nodes: Map<number, Node> | undefined;

  add({ date, from, contracts, amount }: Posting): void {
    const high = Math.floor(amount / PART);
    const entry = { date: numberOf(date), from: numberOf(from), contracts, high, low: amount - high * PART };
    if (this.nodes !== undefined && isHeld(entry.date)) {
      this.plant(this.nodes, entry);
      return;
    }
    this.few.push(entry);
    if (this.nodes === undefined && this.few.length > FEW) {
      this.nodes = new Map();
      for (const one of this.few) if (isHeld(one.date)) this.plant(this.nodes, one);
      this.few = this.few.filter((one) => !isHeld(one.date));
    }
  }

  between({ first, last, on }: DateRange): Totals {
    const sums: Sums = { contracts: 0, high: 0, low: 0 };
    for (const one of this.few) {
      if (one.from > on || one.date < first || one.date > last) continue;
      sums.contracts += one.contracts;
      sums.high += one.high;
      sums.low += one.low;
    }
    if (this.nodes !== undefined && first <= last) {
      addUntil(this.nodes, sums, Math.min(DAYS, last + 1), on, 1);
      addUntil(this.nodes, sums, Math.min(DAYS, first), on, -1);
    }
    return { contracts: sums.contracts, amount: BigInt(sums.high) * BigInt(PART) + BigInt(sums.low) };
  }

  private plant(nodes: Map<number, Node>, entry: Entry): void {
    for (let i = entry.date + 1; i <= DAYS; i += i & -i) {
      let node = nodes.get(i);
      if (node === undefined) nodes.set(i, (node = new Node()));
      node.add(entry);
    }
  }
}

/** Adds the days before that number. */
function addUntil(nodes: ReadonlyMap<number, Node>, sums: Sums, until: number, on: number, sign: 1 | -1): void {
  for (let i = Math.max(0, until); i > 0; i -= i & -i) nodes.get(i)?.addTo(sums, on, sign);
}
