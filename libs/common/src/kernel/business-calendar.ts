import { addDays, addMonths, addYears, daysBetween, weekdayOf, type Day } from './day.js';

/** The holidays of every day there is. */
export interface HolidayTable {
  /** Whether a day is a public or substitute holiday. */
  isHoliday(day: Day): boolean;
  /** Whether the official list covers the year of a day. Elsewhere holidays are computed by statute. */
  isOfficial(day: Day): boolean;
  /** Another text whenever another list or another correction holds. */
  readonly edition: string;
}

/**
 * Business days: not Saturday, Sunday, public or substitute holiday in Asia/Seoul. Periods do not count their
 * first day; calendar periods that end on a non-business day move to the next business day where the caller asks.
 */
export class BusinessCalendar {
  constructor(private readonly table: HolidayTable) {}

  get edition(): string {
    return this.table.edition;
  }

  isBusinessDay(day: Day): boolean {
    const weekday = weekdayOf(day);
    return weekday !== 0 && weekday !== 6 && !this.table.isHoliday(day);
  }

  /** The day itself, or the next business day. */
  onOrAfter(day: Day): Day {
    return this.isBusinessDay(day) ? day : this.onOrAfter(addDays(day, 1));
  }

  /** The day itself, or the last business day before it. */
  onOrBefore(day: Day): Day {
    return this.isBusinessDay(day) ? day : this.onOrBefore(addDays(day, -1));
  }

  /** The n-th business day after `day` (first day not counted); negative n counts backwards. */
  add(day: Day, n: number): Day {
    const step = n < 0 ? -1 : 1;
    let at = day;
    for (let left = Math.abs(n); left > 0;) {
      at = addDays(at, step);
      if (this.isBusinessDay(at)) left--;
    }
    return at;
  }

  /** Business days after `from` up to and including `to`; 0 when `to` is not later. */
  between(from: Day, to: Day): number {
    let count = 0;
    for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (this.isBusinessDay(at)) count++;
    return count;
  }

  /** n calendar days after `day`; an end on a non-business day moves to the next business day. */
  addCalendarDays(day: Day, n: number): Day {
    return this.onOrAfter(addDays(day, n));
  }

  lastBusinessDayOfMonth(day: Day): Day {
    return this.onOrBefore(addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1));
  }

  /** The n-th given weekday (0 Sunday … 6 Saturday) of the month of `day`. */
  nthWeekday(day: Day, weekday: number, n: number): Day {
    const first: Day = `${day.slice(0, 7)}-01`;
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1));
  }

  /** Whether a count between these days, in either order, touches a year without an official list. */
  isProvisional(from: Day, to: Day): boolean {
    const [first, last] = from < to ? [from, to] : [to, from];
    for (let year = `${first.slice(0, 4)}-01-01`; year <= last; year = addYears(year, 1))
      if (!this.table.isOfficial(year)) return true;
    return false;
  }

  /** How many days after this one the official list reaches without a gap; 0 where it has none of this year. */
  officialDaysAfter(day: Day): number {
    let year: Day = `${day.slice(0, 4)}-01-01`;
    while (this.table.isOfficial(year)) year = addYears(year, 1);
    return Math.max(0, daysBetween(day, year) - 1);
  }
}
