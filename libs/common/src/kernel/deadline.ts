import type { Moment } from './clock.js';
import { endOfDay, type Day } from './day.js';

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
}

/** A deadline day ends at 24:00 KST; from that instant on it has passed. */
export const hasPassed = (deadline: Deadline, at: Date): boolean => at.getTime() >= Date.parse(deadline.dueAt);

/** What is due within a number of business days. */
export interface BusinessDays {
  readonly key: string;
  readonly days: number;
  readonly rule: string;
  /** The day to count from, itself not counted; today unless said otherwise. */
  readonly from?: Day;
}

/** The end of the last of these business days, in Seoul. */
export const dueInBusinessDays = (
  { calendar, today }: Moment,
  { key, days, rule, from = today }: BusinessDays,
): Deadline => ({ key, dueAt: endOfDay(calendar.add(from, days)).toISOString(), basis: 'bd', rule });
