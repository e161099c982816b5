import type { Moment } from './clock.js';
import { dueDayOf, dueInBusinessDays, hasPassed, type Deadline } from './deadline.js';

/** The clock of a deadline in business days stops now. What is left of today is had when it goes on. */
export const suspended = (deadline: Deadline, { at, today, calendar }: Moment): Deadline => ({
  ...deadline,
  suspended: { since: at.toISOString(), daysLeft: calendar.between(today, dueDayOf(deadline)) },
});

/** The clock goes on now. A deadline that had passed before the clock stopped stays where it was. */
export function resumed({ suspended: stop, ...deadline }: Deadline, moment: Moment): Deadline {
  if (stop === undefined || hasPassed(deadline, new Date(stop.since))) return deadline;
  const { today, calendar } = moment;
  const { key, rule } = deadline;
  // The rest of the day on which the clock stopped is of no use on a holiday.
  const from = stop.daysLeft === 0 ? calendar.onOrAfter(today) : today;
  return dueInBusinessDays(moment, { key, days: stop.daysLeft, rule, from });
}
