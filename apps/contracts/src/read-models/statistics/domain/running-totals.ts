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

/** The nearest number that the tree has a place for. */
const placeOf = (date: number): number => Math.min(DAYS, Math.max(0, date));

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

/** Of a node, for each day from which it counts: contracts and both parts of the amount, one after the other. */
const PARTS = 3;

/** What the days of one node come to, by the day from which it counts: each place has all before it in it. */
class Node {
  private from = new Int32Array();
  private totals = new Float64Array();
  /** Entries that came since the node was last asked: many are taken in at once. */
  private waiting: Entry[] = [];

  add(entry: Entry): void {
    this.waiting.push(entry);
  }

  addTo(sums: Sums, on: number, sign: 1 | -1): void {
    if (this.waiting.length > 0) this.takeIn();
    const place = this.upTo(on) * PARTS;
    if (place < 0) return;
    sums.contracts += sign * (this.totals[place] as number);
    sums.high += sign * (this.totals[place + 1] as number);
    sums.low += sign * (this.totals[place + 2] as number);
  }

  /** The place of the last day that counts on that day; −1 where there is none. */
  private upTo(day: number): number {
    const { from } = this;
    let [low, high] = [0, from.length];
    // Most questions are about days on which all of a node counts.
    if (high > 0 && (from[high - 1] as number) <= day) return high - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((from[middle] as number) <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private takeIn(): void {
    const { from, totals } = this;
    const came = this.waiting.sort((a, b) => a.from - b.from);
    this.waiting = [];
    const days = Int32Array.from(new Set([...from, ...came.map((entry) => entry.from)])).sort();
    const sums = new Float64Array(days.length * PARTS);
    const more: Sums = { contracts: 0, high: 0, low: 0 };
    let [old, next] = [-1, 0];
    for (const [place, day] of days.entries()) {
      if (from[old + 1] === day) old++;
      for (let entry = came[next]; entry?.from === day; entry = came[++next]) {
        more.contracts += entry.contracts;
        more.high += entry.high;
        more.low += entry.low;
      }
      sums[place * PARTS] = (totals[old * PARTS] ?? 0) + more.contracts;
      sums[place * PARTS + 1] = (totals[old * PARTS + 1] ?? 0) + more.high;
      sums[place * PARTS + 2] = (totals[old * PARTS + 2] ?? 0) + more.low;
    }
    [this.from, this.totals] = [days, sums];
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
    if (this.nodes !== undefined) addRange(this.nodes, sums, placeOf(first), placeOf(last + 1), on);
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

/** Adds the days from the first number on, before the other: what is in both ends is neither added nor taken away. */
function addRange(nodes: ReadonlyMap<number, Node>, sums: Sums, first: number, until: number, on: number): void {
  if (first >= until) return;
  let [left, right] = [first, until];
  while (right > left) {
    nodes.get(right)?.addTo(sums, on, 1);
    right -= right & -right;
  }
  while (left > right) {
    nodes.get(left)?.addTo(sums, on, -1);
    left -= left & -left;
  }
}
