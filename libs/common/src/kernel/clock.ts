import type { BusinessCalendar } from './business-calendar.js';
import { dayOf, type Day } from './day.js';
import type { PolicyTable, PolicyValues } from './policy.js';

/** Business time. Leases, token expiry and latencies use the wall clock instead. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** When a decision is taken, and the rules in force on that day. Rules of the domain know nothing else of the world. */
export interface Moment {
  readonly at: Date;
  /** The day of `at` in Seoul. */
  readonly today: Day;
  readonly policy: PolicyValues;
  /** The rules in force on another day: what began earlier may follow the rate of that day. */
  readonly policyOn: (day: Day) => PolicyValues;
  readonly calendar: BusinessCalendar;
}

export function momentAt(at: Date, policy: PolicyTable, calendar: BusinessCalendar): Moment {
  const today = dayOf(at);
  return { at, today, policy: policy.on(today), policyOn: (day) => policy.on(day), calendar };
}
