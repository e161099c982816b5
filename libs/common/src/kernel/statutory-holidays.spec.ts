import { proves } from '#testing/proves.js';
import * as official from '@hyunbinseo/holidays-kr/all';
import type { Day } from './day.js';
import { LUNAR_DAYS } from './lunar-days.js';
import { statutoryHolidays } from './statutory-holidays.js';

const lists: Readonly<Record<string, Readonly<Record<Day, readonly string[]>>>> = official;
const listed = (year: number): readonly (readonly [Day, readonly string[]])[] =>
  Object.entries(lists[`y${year}`] ?? {});

describe('R-13, F-31: the holidays of a year by statute', () => {
  it.each([2026, 2027])('are those of the official list of %i, which also has the elections', (year) => {
    const withoutElections = listed(year)
      .filter(([, names]) => !names.some((name) => name.includes('선거')))
      .map(([day]) => day);
    expect([...statutoryHolidays(String(year))].toSorted()).toEqual(withoutElections.toSorted());
  });

  it.each([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027])(
    'rest on a table of lunar days that has those of the official list of %i',
    (year) => {
      const dayOf = (...names: readonly string[]): string | undefined =>
        listed(year)
          .find(([, found]) => names.some((name) => found.includes(name)))?.[0]
          .slice(5);
      expect(LUNAR_DAYS[year]).toEqual([dayOf('설날'), dayOf('부처님 오신 날', '부처님오신날'), dayOf('추석')]);
    },
  );

  it('have 설날 where the new moon falls in Seoul, a day after the Chinese calendar', () => {
    expect(LUNAR_DAYS[2027]?.[0]).toBe('02-07');
    expect(LUNAR_DAYS[2028]?.[0]).toBe('01-27');
  });

  it.each<[string, Day]>([
    ['개천절 and 추석 meet on a working day: one substitute', '2028-10-05'],
    ['설날 연휴 on a Sunday', '2030-02-05'],
    ['어린이날 on a Sunday', '2030-05-06'],
    ['광복절 on a Saturday', '2032-08-16'],
    ['개천절 meets 추석 연휴 on a Friday, whose last day is a Sunday: the first of two', '2036-10-06'],
    ['the second of two', '2036-10-07'],
    ['노동절 on a Sunday', '2033-05-02'],
    ['제헌절 on a Sunday', '2033-07-18'],
  ])('have a substitute: %s (%s)', proves({ 'R-13': statutoryHolidays, '11.6/7': statutoryHolidays }), (_, day) =>
    expect(statutoryHolidays(day.slice(0, 4)).has(day)).toBe(true),
  );

  it.each<[string, Day]>([
    ['1월 1일, a Saturday', '2028-01-03'],
    ['1월 1일, a Sunday', '2034-01-02'],
    ['현충일, a Sunday', '2032-06-07'],
    ['추석 연휴 that ends on a Saturday', '2040-09-24'],
    ['설날 연휴 of 2029, Monday to Wednesday', '2029-02-15'],
  ])('have none: %s (%s)', (_, day) => expect(statutoryHolidays(day.slice(0, 4)).has(day)).toBe(false));

  it.each(['1990', '2051'])('of %s, a year without a lunar table, are the fixed ones', (year) => {
    const days = statutoryHolidays(year);
    expect(days.has(`${year}-10-03`)).toBe(true);
    expect(days.size).toBeGreaterThanOrEqual(10);
  });
});
