import type { BusinessCalendar } from './business-calendar.js';
import type { Moment } from './clock.js';
import { atTime, dayOf, endOfDay, type Day } from './day.js';

/** How a deadline was counted. */
export interface Count {
  /** The day to count from, itself not counted. */
  readonly from: Day;
  /** Business or calendar days, as `basis` says; a negative number counts back. */
  readonly days: number;
  /** `HH:MM` in Seoul on the last of them; its end unless said otherwise. */
  readonly time?: string;
}

/**
 * Something that has to happen by a certain instant (§11). Stored in the state of its aggregate, so `dueAt` is text.
 * `basis`: counted in business days or calendar days; `rule`: the assumption or article it rests on.
 */
export interface Deadline {
  /** In `UPPER_CASE`: clients branch on it. */
  readonly key: string;
  readonly dueAt: string;
  readonly basis: 'bd' | 'd';
  readonly rule: string;
  /** Its count touches a year without an official list: how to count it again once the list is there. */
  readonly provisional?: Count;
  /** Its clock stands still. `dueAt` is where it stood, and moves when the clock goes on. */
  readonly suspended?: Suspension;
}

/** A clock that stands still. */
export interface Suspension {
  readonly since: string;
  /** Business days that were left: those after the day on which the clock stopped. */
  readonly daysLeft: number;
}

/** A deadline day ends at 24:00 KST; from then on it has passed. While its clock stands still it does not pass. */
export const hasPassed = ({ dueAt, suspended }: Deadline, at: Date): boolean =>
  (suspended === undefined ? at.getTime() : Date.parse(suspended.since)) >= Date.parse(dueAt);

/** The day at whose end it is due. */
export const dueDayOf = ({ dueAt }: Pick<Deadline, 'dueAt'>): Day => dayOf(new Date(Date.parse(dueAt) - 1));

type Named = Pick<Deadline, 'key' | 'basis' | 'rule'>;

/** Days as `basis` says; calendar days that end on a non-business day move to the next business day. */
function count(calendar: BusinessCalendar, { key, basis, rule }: Named, counted: Count): Deadline {
  const { from, days, time } = counted;
  const last = basis === 'bd' ? calendar.add(from, days) : calendar.addCalendarDays(from, days);
  const at = time === undefined ? endOfDay(last) : atTime(last, time);
  const provisional = calendar.isProvisional(from, last) && { provisional: counted };
  return { key, dueAt: at.toISOString(), basis, rule, ...provisional };
}

/** What is due within a number of days. */
export interface Within {
  readonly key: string;
  readonly days: number;
  readonly rule: string;
  /** The day to count from, itself not counted; today unless said otherwise. */
  readonly from?: Day;
  readonly time?: string;
}

const counted = (today: Day, { days, from = today, time }: Within): Count => ({
  from,
  days,
  ...(time !== undefined && { time }),
});

/** The end of the last of these business days, in Seoul, or `time` on it. */
export const dueInBusinessDays = ({ calendar, today }: Pick<Moment, 'calendar' | 'today'>, within: Within): Deadline =>
  count(calendar, { ...within, basis: 'bd' }, counted(today, within));

/** The same after calendar days; an end on a non-business day moves to the next business day. */
export const dueInCalendarDays = ({ calendar, today }: Pick<Moment, 'calendar' | 'today'>, within: Within): Deadline =>
  count(calendar, { ...within, basis: 'd' }, counted(today, within));

/** A provisional deadline, counted again; any other as it is. */
export const recounted = (deadline: Deadline, calendar: BusinessCalendar): Deadline => {
  const { provisional, ...rest } = deadline;
  return provisional === undefined ? deadline : { ...rest, ...count(calendar, rest, provisional) };
};
