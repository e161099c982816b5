import { dayOf, endOfDay, startOfDay } from '../kernel/day.js';

const HOUR_MS = 3_600_000;

/**
 * What is to be anchored next, as of an instant: the close of the day of the last anchor, else the newest close of a
 * period of today.
 * @param hours length of a period, counted from 00:00 in Seoul; 24 or 0 for whole days only
 */
export function closingAfter(last: Date, until: Date, hours: number): Date | undefined {
  const dayEnd = endOfDay(dayOf(last));
  if (dayEnd <= until) return dayEnd;
  if (hours <= 0) return undefined;
  const start = startOfDay(dayOf(until)).getTime();
  const periods = Math.floor((until.getTime() - start) / (hours * HOUR_MS));
  const closed = new Date(start + periods * hours * HOUR_MS);
  return closed > last ? closed : undefined;
}
