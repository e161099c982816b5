import { addDays, weekdayOf, type Day } from './day.js';
import { LUNAR_DAYS } from './lunar-days.js';

/** When a holiday has a substitute (대체공휴일), besides meeting another holiday on a working day. */
type Substitute = 'weekend' | 'sunday' | 'never';

interface Holiday {
  readonly day: Day;
  readonly substitute: Substitute;
}

/** Days of the year that are holidays each year, `MM-DD`. */
const FIXED: Readonly<Record<string, Substitute>> = {
  /** 1월 1일 */
  '01-01': 'never',
  /** 3·1절 */
  '03-01': 'weekend',
  /** 노동절 */
  '05-01': 'weekend',
  /** 어린이날 */
  '05-05': 'weekend',
  /** 현충일 */
  '06-06': 'never',
  /** 제헌절 */
  '07-17': 'weekend',
  /** 광복절 */
  '08-15': 'weekend',
  /** 개천절 */
  '10-03': 'weekend',
  /** 한글날 */
  '10-09': 'weekend',
  /** 기독탄신일 */
  '12-25': 'weekend',
};

const SUNDAY = 0;
const SATURDAY = 6;

function named(year: string): readonly Holiday[] {
  const fixed = Object.entries(FIXED).map(([day, substitute]): Holiday => ({ day: `${year}-${day}`, substitute }));
  const lunar = LUNAR_DAYS[Number(year)];
  if (lunar === undefined) return fixed;
  const [seollal, buddhasBirthday, chuseok] = lunar.map((day) => `${year}-${day}`) as [Day, Day, Day];
  const around = (day: Day) => [-1, 0, 1].map((n): Holiday => ({ day: addDays(day, n), substitute: 'sunday' }));
  return [...fixed, ...around(seollal), ...around(chuseok), { day: buddhasBirthday, substitute: 'weekend' }];
}

const movesFrom = (weekday: number, { substitute }: Holiday): boolean =>
  substitute !== 'never' && (weekday === SUNDAY || (weekday === SATURDAY && substitute === 'weekend'));

/** How many substitute days the holidays of one day have. */
function substitutesOf(day: Day, holidays: readonly Holiday[]): number {
  const weekday = weekdayOf(day);
  if (weekday === SUNDAY || weekday === SATURDAY) return holidays.filter((one) => movesFrom(weekday, one)).length;
  return holidays.some(({ substitute }) => substitute !== 'never') ? holidays.length - 1 : 0;
}

/**
 * The holidays of a year by statute, as in force in 2026: holiday regulation Art. 2 names the days, holiday
 * regulation Art. 3 their substitutes. Days of elections and temporary holidays are not computed; they come with the
 * official list. Outside 2000–2050 the lunar days are unknown, and left out.
 * @param year `YYYY`
 */
export function statutoryHolidays(year: string): ReadonlySet<Day> {
  const all = named(year);
  const holidays = new Set(all.map(({ day }) => day));
  for (const day of [...holidays].toSorted()) {
    let at = day;
    const here = all.filter((one) => one.day === day);
    for (let left = substitutesOf(day, here); left > 0;) {
      at = addDays(at, 1);
      if (holidays.has(at) || weekdayOf(at) === SUNDAY || weekdayOf(at) === SATURDAY) continue;
      holidays.add(at);
      left--;
    }
  }
  return holidays;
}
