import * as official from '@hyunbinseo/holidays-kr/all';
import { BusinessCalendar } from './business-calendar.js';
import { canonicalJson } from './canonical-json.js';
import type { Day } from './day.js';
import type { PolicyTable } from './policy.js';
import { own } from './own.js';
import { statutoryHolidays } from './statutory-holidays.js';

const YEARS = new Map<string, Readonly<Record<string, readonly string[]>>>(
  Object.entries(official).map(([name, days]) => [name.slice(1), days]),
);

const yearOf = (day: Day): string => day.slice(0, 4);

/**
 * Korea's business calendar: public and substitute holidays of the official gazette, corrected by the policy file. The
 * holidays of a year that neither of them covers are computed by statute; such a year is not official.
 */
export function koreanCalendar(policy: PolicyTable): BusinessCalendar {
  const computed = new Map<string, ReadonlySet<Day>>();
  const byStatute = (year: string): ReadonlySet<Day> => {
    const known = computed.get(year) ?? statutoryHolidays(year);
    computed.set(year, known);
    return known;
  };
  const years = [...YEARS.keys(), ...policy.holidayYears];
  const covered = new Set(years);
  return new BusinessCalendar({
    edition: canonicalJson({ years: [...covered].toSorted(), holidays: policy.holidays }),
    isOfficial: (day) => covered.has(yearOf(day)),
    isHoliday: (day) => {
      const corrected = own(policy.holidays, day);
      if (corrected !== undefined) return corrected;
      const year = yearOf(day);
      if (policy.holidayYears.includes(year)) return false;
      const days = YEARS.get(year);
      return days === undefined ? byStatute(year).has(day) : Object.hasOwn(days, day);
    },
  });
}
