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
const FEW = 128;

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

/** A day from which a node counts otherwise, and what the node comes to from then on. */
const ROW = { from: 0, contracts: 1, high: 2, low: 3, size: 4 } as const;

/** What is looked at first of a node: its first day and its last one, and what all comes to. */
const HEAD = { first: 0, last: 1, contracts: 2, high: 3, low: 4, size: 5 } as const;

/** A level of the tree: so many days to a step, as a power of two, and the first of its numbers. */
interface Level {
  readonly shift: number;
  readonly start: number;
}

/** Steps of one level in a step of the level above. */
const WIDTH = 8;

/** From steps of 4,096 days to single days. */
const LEVELS: readonly Level[] = [12, 9, 6, 3, 0].map((shift, i, all) => ({
  shift,
  start: all.slice(0, i).reduce((sum, above) => sum + (DAYS >> above) + 1, 0),
}));

/**
 * The dates by levels. A node has what its step of the level above holds before its own step: until a day there is at
 * most one node on each level. A question goes to few nodes, and each lies elsewhere in memory: what is looked at
 * together lies together, so that a large tree costs hardly more than a small one.
 */
class Tree {
  /** By number in the tree: the place of the node; 0 where there is none. */
  private readonly places = new Uint16Array(LEVELS.reduce((sum, { shift }) => sum + (DAYS >> shift) + 1, 0));
  private nodes = 0;
  private heads = new Float64Array(64 * HEAD.size);
  /** By place: where the rows of a node start, and how many there are. */
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  /** Of all nodes, each in one piece, by day. What a node had before it grew stays until all are moved together. */
  private rows = new Float64Array(256 * ROW.size);
  private used = 0;
  private live = 0;
  /** By place: entries that came since the node was last asked. Many are taken in at once. */
  private readonly waiting: Entry[][] = [];

  plant(entry: Entry): void {
    for (const { shift, start } of LEVELS) {
      const step = entry.date >> shift;
      // The first step of the next one above has nothing before it; the top has no next.
      const last = start === 0 ? DAYS >> shift : step | (WIDTH - 1);
      for (let after = step + 1; after <= last; after++)
        this.enter(this.places[start + after] || this.nodeAt(start + after), entry);
    }
  }

  private enter(place: number, entry: Entry): void {
    const waiting = (this.waiting[place] ??= []);
    waiting.push(entry);
    // Between these two, any day has it bring its rows up to date.
    this.heads[place * HEAD.size + HEAD.first] = -Infinity;
    this.heads[place * HEAD.size + HEAD.last] = Infinity;
  }

  /** Adds the days from the first number on, before the other: what is in both ends is neither added nor taken away. */
  addRange(sums: Sums, first: number, until: number, on: number): void {
    if (first >= until) return;
    for (const { shift, start } of LEVELS) {
      const [left, right] = [first >> shift, until >> shift];
      if (left === right) continue;
      this.addNode(this.places[start + right] as number, sums, on, 1);
      this.addNode(this.places[start + left] as number, sums, on, -1);
    }
  }

  private nodeAt(i: number): number {
    const place = ++this.nodes;
    this.places[i] = place;
    this.heads = withRoom(this.heads, (place + 1) * HEAD.size);
    [this.starts[place], this.lengths[place]] = [0, 0];
    return place;
  }

  private addNode(place: number, sums: Sums, on: number, sign: 1 | -1): void {
    const head = place * HEAD.size;
    if (place === 0 || on < (this.heads[head + HEAD.first] as number)) return;
    if (on >= (this.heads[head + HEAD.last] as number)) {
      sums.contracts += sign * (this.heads[head + HEAD.contracts] as number);
      sums.high += sign * (this.heads[head + HEAD.high] as number);
      sums.low += sign * (this.heads[head + HEAD.low] as number);
      return;
    }
    if ((this.waiting[place]?.length ?? 0) > 0) {
      this.takeIn(place);
      this.addNode(place, sums, on, sign);
      return;
    }
    const row = this.lastRowOn(place, on);
    sums.contracts += sign * (this.rows[row + ROW.contracts] as number);
    sums.high += sign * (this.rows[row + ROW.high] as number);
    sums.low += sign * (this.rows[row + ROW.low] as number);
  }

  /** @param on a day from the first of the node to the one before its last */
  private lastRowOn(place: number, on: number): number {
    const { heads, rows } = this;
    const head = place * HEAD.size;
    const [start, length] = [this.starts[place] as number, this.lengths[place] as number];
    // No day is there twice: few rows come into question where most days of a time are there, and one where all are.
    let low = Math.max(1, length - (heads[head + HEAD.last] as number) + on);
    let high = Math.min(length, on - (heads[head + HEAD.first] as number) + 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[start + middle * ROW.size] as number) <= on) low = middle + 1;
      else high = middle;
    }
    return start + (low - 1) * ROW.size;
  }

  /** Makes the rows of a node anew, with what came. */
  private takeIn(place: number): void {
    const came = this.waiting[place]?.sort((a, b) => a.from - b.from) ?? [];
    this.waiting[place] = [];
    const [start, length] = [this.starts[place] as number, this.lengths[place] as number];
    const before = this.rows.slice(start, start + length * ROW.size);
    const days = new Set(came.map((entry) => entry.from));
    for (let row = 0; row < before.length; row += ROW.size) days.add(before[row] as number);
    const rowDays = evenly(Float64Array.from(days).sort());
    const at = this.placeFor(place, rowDays.length);
    const more: Sums = { contracts: 0, high: 0, low: 0 };
    let [old, next, row] = [-ROW.size, 0, at];
    for (const day of rowDays) {
      if (before[old + ROW.size] === day) old += ROW.size;
      for (let entry = came[next]; entry?.from === day; entry = came[++next]) {
        more.contracts += entry.contracts;
        more.high += entry.high;
        more.low += entry.low;
      }
      this.rows[row + ROW.from] = day;
      this.rows[row + ROW.contracts] = (before[old + ROW.contracts] ?? 0) + more.contracts;
      this.rows[row + ROW.high] = (before[old + ROW.high] ?? 0) + more.high;
      this.rows[row + ROW.low] = (before[old + ROW.low] ?? 0) + more.low;
      row += ROW.size;
    }
    const last = this.rows.subarray(row - ROW.size, row);
    this.heads.set([this.rows[at] as number, ...last], place * HEAD.size);
    [this.starts[place], this.lengths[place]] = [at, rowDays.length];
  }

  /** Room for so many rows of a node, which gives up those that it had. */
  private placeFor(place: number, rows: number): number {
    const size = rows * ROW.size;
    this.live += size - (this.lengths[place] as number) * ROW.size;
    this.lengths[place] = 0;
    if (this.used + size > this.rows.length && this.live * 2 < this.used) this.moveTogether();
    this.rows = withRoom(this.rows, this.used + size);
    const at = this.used;
    this.used += size;
    return at;
  }

  private moveTogether(): void {
    const rows = new Float64Array(this.rows.length);
    let used = 0;
    for (let place = 1; place <= this.nodes; place++) {
      const [start, length] = [this.starts[place] as number, this.lengths[place] as number];
      rows.set(this.rows.subarray(start, start + length * ROW.size), used);
      this.starts[place] = used;
      used += length * ROW.size;
    }
    [this.rows, this.used] = [rows, used];
  }
}

/** So many times as many rows are given for one that is found without a search. */
const ROOM_FOR_ALL = 4;

/** All days of their time, where most of it is there already. */
function evenly(days: Float64Array): Float64Array {
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const length = last - first + 1;
  return length > days.length * ROOM_FOR_ALL ? days : Float64Array.from({ length }, (_, n) => first + n);
}

/** Twice as long where it is too short. */
function withRoom(numbers: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  if (size <= numbers.length) return numbers;
  const longer = new Float64Array(Math.max(size, numbers.length * 2));
  longer.set(numbers);
  return longer;
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
 * The dates are in a tree: a range is made of a few of its nodes. A node knows its running totals by the day from which
 * they count.
 */
export class RunningTotals {
  /** Until they are many; then those whose date the tree does not hold. */
  private few: Entry[] = [];
  private tree: Tree | undefined;

  add({ date, from, contracts, amount }: Posting): void {
    const high = Math.floor(amount / PART);
    const entry = { date: numberOf(date), from: numberOf(from), contracts, high, low: amount - high * PART };
    if (this.tree !== undefined && isHeld(entry.date)) {
      this.tree.plant(entry);
      return;
    }
    this.few.push(entry);
    if (this.tree === undefined && this.few.length > FEW) {
      this.tree = new Tree();
      for (const one of this.few) if (isHeld(one.date)) this.tree.plant(one);
      this.few = this.few.filter((one) => !isHeld(one.date));
    }
  }

  between(range: DateRange): Totals {
    const { contracts, high, low } = this.sumsBetween(range);
    return { contracts, amount: BigInt(high) * BigInt(PART) + BigInt(low) };
  }

  /** Where the amount is a count as well. */
  countsBetween(range: DateRange): { readonly contracts: number; readonly amount: number } {
    const { contracts, high, low } = this.sumsBetween(range);
    return { contracts, amount: high * PART + low };
  }

  private sumsBetween({ first, last, on }: DateRange): Sums {
    const sums: Sums = { contracts: 0, high: 0, low: 0 };
    for (const one of this.few) {
      if (one.from > on || one.date < first || one.date > last) continue;
      sums.contracts += one.contracts;
      sums.high += one.high;
      sums.low += one.low;
    }
    this.tree?.addRange(sums, placeOf(first), placeOf(last + 1), on);
    return sums;
  }
}
