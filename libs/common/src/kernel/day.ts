/** A calendar day in Asia/Seoul, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

/** Korea has had no daylight saving time since 1988: a fixed offset is exact for every date the system handles. */
const SEOUL_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

const utcOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const ofUtc = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(utcOf(value)) && ofUtc(utcOf(value)) === value;
}

/** The day on which an instant falls in Seoul. */
export const dayOf = (instant: Date): Day => ofUtc(instant.getTime() + SEOUL_OFFSET_MS);

/** 00:00 KST of that day. */
export const startOfDay = (day: Day): Date => new Date(utcOf(day) - SEOUL_OFFSET_MS);

/** 24:00 KST of that day: a deadline day is over at this instant, not before. */
export const endOfDay = (day: Day): Date => new Date(utcOf(day) + DAY_MS - SEOUL_OFFSET_MS);

/** Until 24:00 KST of the day of an instant; 1 at least. */
export const secondsLeftOfDay = (instant: Date): number =>
  Math.max(1, Math.ceil((endOfDay(dayOf(instant)).getTime() - instant.getTime()) / 1000));

/** A time of that day in Seoul, `HH:MM`. */
export const atTime = (day: Day, time: string): Date => new Date(`${day}T${time}:00+09:00`);

export const addDays = (day: Day, n: number): Day => ofUtc(utcOf(day) + n * DAY_MS);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utcOf(to) - utcOf(from)) / DAY_MS);

/** Days strictly between the two, neither end counted (민법 counting of a notice period). */
export const clearDaysBetween = (from: Day, to: Day): number => daysBetween(from, to) - 1;

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: Day): number => new Date(utcOf(day)).getUTCDay();

/** The same day `n` years later; 29 February becomes 28 February in a common year. */
export function addYears(day: Day, n: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const moved = ofUtc(Date.UTC(year + n, month - 1, date));
  return moved.slice(5, 7) === day.slice(5, 7) ? moved : ofUtc(Date.UTC(year + n, month, 0));
}

/** The same day `n` months later, or the last day of that month when it is shorter. */
export function addMonths(day: Day, n: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
  return ofUtc(Date.UTC(year, month - 1 + n, Math.min(date, last)));
}

/** `YYYY-MM` of a day. */
export const monthOf = (day: Day): string => day.slice(0, 7);
