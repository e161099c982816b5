import * as official from '@hyunbinseo/holidays-kr/all';
import { BusinessCalendar } from './business-calendar.js';
import type { Day } from './day.js';
import type { PolicyTable } from './policy.js';
import { own } from './own.js';

const YEARS = new Map<string, Readonly<Record<string, readonly string[]>>>(
  Object.entries(official).map(([name, days]) => [name.slice(1), days]),
);

/**
 * Korea's business calendar: public and substitute holidays of the official gazette, corrected by the policy file.
 * A day of a year that neither of them covers is an error.
 */
export function koreanCalendar(policy: PolicyTable): BusinessCalendar {
  return new BusinessCalendar((day: Day) => {
    const corrected = own(policy.holidays, day);
    if (corrected !== undefined) return corrected;
    const year = day.slice(0, 4);
    if (policy.holidayYears.includes(year)) return false;
    const days = YEARS.get(year);
    if (days === undefined) {
      throw new Error(
        `The holidays of ${year} are not known: list them under "holidays" in POLICY_FILE and name ${year} under "holidayYears".`,
      );
    }
    return Object.hasOwn(days, day);
  });
}
