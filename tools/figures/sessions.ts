import { addMonths, type Day } from '#common/kernel/day.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { LAST_SESSION } from '#common/records/shapes.js';

export const calendar = koreanCalendar(PolicyTable.from({}));

const FIRST_MONTH = '2020-11-01';
const LAST_MONTH = '2025-07-01';
const FRIDAY = 5;
/** Months in which the committee met twice, so that 61 sessions were held. */
const TWICE = ['2021-06', '2022-06', '2023-06', '2024-06'];

/** The days of sessions 1 to 61. The press names the first one and their number; the others are made up. */
export const SESSIONS: readonly Day[] = (() => {
  const days: Day[] = [];
  for (let month = FIRST_MONTH; month <= LAST_MONTH; month = addMonths(month, 1)) {
    if (TWICE.includes(month.slice(0, 7))) days.push(calendar.nthWeekday(month, FRIDAY, 1));
    days.push(calendar.onOrAfter(calendar.nthWeekday(month, FRIDAY, 3)));
  }
  if (days.length !== LAST_SESSION) throw new Error(`${days.length} sessions are not ${LAST_SESSION}.`);
  return days;
})();

/** Business days from one day to another, both included. */
export function businessDays(from: Day, to: Day): readonly Day[] {
  const days: Day[] = [];
  for (let day = calendar.onOrAfter(from); day <= to; day = calendar.add(day, 1)) days.push(day);
  return days;
}
