import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import {
  addDays,
  addMonths,
  addYears,
  atTime,
  clearDaysBetween,
  dayOf,
  daysBetween,
  endOfDay,
  isDay,
  monthOf,
  startOfDay,
  weekdayOf,
  type Day,
} from './day.js';
import { koreanCalendar } from './holidays.js';
import { PolicyTable } from './policy.js';

const calendar = koreanCalendar(PolicyTable.defaults);
const SPAN = { min: daysBetween('2020-01-01', '2020-01-01'), max: daysBetween('2020-01-01', '2027-10-31') };
const anyDay = fc.integer(SPAN).map((n) => addDays('2020-01-01', n));

describe('The Korean business calendar', () => {
  // Read off the official gazette, weekends left out: they are no business days whatever the table says.
  it.each([
    ['2025-01-01', '신정'],
    ['2025-01-27', '임시공휴일 before Seollal'],
    ['2025-01-28', '설날 연휴'],
    ['2025-01-29', '설날'],
    ['2025-01-30', '설날 연휴'],
    ['2025-03-03', 'substitute for 3·1절, a Saturday'],
    ['2025-05-05', '어린이날 and 부처님오신날'],
    ['2025-05-06', 'substitute for the two that met'],
    ['2025-06-03', 'presidential election'],
    ['2025-06-06', '현충일'],
    ['2025-08-15', '광복절'],
    ['2025-10-03', '개천절'],
    ['2025-10-06', '추석'],
    ['2025-10-07', '추석 연휴'],
    ['2025-10-08', 'substitute for 추석 연휴 on a Sunday'],
    ['2025-10-09', '한글날'],
    ['2025-12-25', '성탄절'],
    ['2026-02-16', '설날 연휴'],
    ['2026-02-17', '설날'],
    ['2026-02-18', '설날 연휴'],
    ['2026-03-02', 'substitute for 3·1절, a Sunday'],
    ['2026-05-05', '어린이날'],
    ['2026-05-25', 'substitute for 부처님오신날, a Sunday'],
    ['2026-06-03', 'local elections'],
    ['2026-07-17', '제헌절, a holiday again'],
    ['2026-08-17', 'substitute for 광복절, a Saturday'],
    ['2026-09-24', '추석 연휴'],
    ['2026-09-25', '추석'],
    ['2026-10-05', 'substitute for 개천절, a Saturday'],
    ['2026-10-09', '한글날'],
    ['2026-12-25', '성탄절'],
  ])('%s is no business day (%s)', proves({ '11.6/7': koreanCalendar }), (day) => {
    expect([0, 6]).not.toContain(weekdayOf(day));
    expect(calendar.isBusinessDay(day)).toBe(false);
  });

  it.each([
    '2025-01-24',
    '2025-01-31',
    '2025-03-04',
    '2025-05-02',
    '2025-05-07',
    '2025-06-04',
    '2025-10-02',
    '2025-10-10',
    '2025-12-24',
    '2026-02-19',
    '2026-06-08',
    '2026-09-28',
    '2026-05-04',
  ])('%s is one', (day) => expect(calendar.isBusinessDay(day)).toBe(true));

  it('counts the business days of whole months', () => {
    expect(calendar.between('2024-12-31', '2025-01-31')).toBe(18);
    expect(calendar.between('2025-09-30', '2025-10-31')).toBe(18);
    expect(calendar.between('2026-01-31', '2026-02-28')).toBe(17);
  });

  describe('counts as the story does', () => {
    it.each<[string, Day, Day]>([
      ['supplement of 10 business days from 08-07, 08-15 skipped', calendar.add('2025-08-07', 10), '2025-08-22'],
      ['completeness check, 5 from 08-05', calendar.add('2025-08-05', 5), '2025-08-12'],
      ['3 left of it from 08-20', calendar.add('2025-08-20', 3), '2025-08-25'],
      ['examiners, 2 from 08-12', calendar.add('2025-08-12', 2), '2025-08-14'],
      ['examination, 10 from 08-14', calendar.add('2025-08-14', 10), '2025-08-29'],
      ['examination, 10 from 08-26', calendar.add('2025-08-26', 10), '2025-09-09'],
      ['agenda freeze, 2 before 09-10', calendar.add('2025-09-10', -2), '2025-09-08'],
      ['cut-off, the last business day of August', calendar.lastBusinessDayOfMonth('2025-08-12'), '2025-08-29'],
      ['the third Friday of September', calendar.nthWeekday('2025-09-01', 5, 3), '2025-09-19'],
      ['completion, 10 from 09-19, Chuseok skipped', calendar.add('2025-09-19', 10), '2025-10-10'],
      ['listing published, 3 from 09-24', calendar.add('2025-09-24', 3), '2025-09-29'],
      ['agreement reviewed, 5 from 09-26, 10-03 skipped', calendar.add('2025-09-26', 5), '2025-10-10'],
      ['quote, 3 from 09-30, Chuseok skipped', calendar.add('2025-09-30', 3), '2025-10-10'],
      ['proposals, 5 from 10-01', calendar.add('2025-10-01', 5), '2025-10-15'],
    ])('%s', (_, counted, expected) => {
      expect(counted).toBe(expected);
    });

    it('both contracts are concluded within 9 business days', () => {
      expect(calendar.between('2025-09-29', '2025-10-17')).toBe(9);
      expect(calendar.between('2025-09-30', '2025-10-20')).toBe(9);
    });

    it('a notice with 7 clear days before 09-10 is sent on 09-02 at the latest', () => {
      expect(clearDaysBetween('2025-09-02', '2025-09-10')).toBe(7);
      expect(clearDaysBetween('2025-09-03', '2025-09-10')).toBe(6);
    });
  });

  it('moves an end of calendar days on a holiday to the next business day, other days not at all', () => {
    expect(calendar.addCalendarDays('2025-09-26', 10)).toBe('2025-10-10');
    expect(calendar.addCalendarDays('2025-08-22', 10)).toBe('2025-09-01');
    expect(calendar.addCalendarDays('2025-09-01', 10)).toBe('2025-09-11');
  });

  it('finds the last business day of a month that ends in a holiday', () => {
    expect(calendar.lastBusinessDayOfMonth('2025-05-20')).toBe('2025-05-30');
    expect(calendar.lastBusinessDayOfMonth('2026-02-10')).toBe('2026-02-27');
    expect(calendar.lastBusinessDayOfMonth('2025-12-31')).toBe('2025-12-31');
  });

  it('finds the n-th weekday of months that begin on, before and after it', () => {
    expect(calendar.nthWeekday('2025-08-31', 5, 1)).toBe('2025-08-01');
    expect(calendar.nthWeekday('2025-08-31', 5, 3)).toBe('2025-08-15');
    expect(calendar.nthWeekday('2025-11-15', 5, 1)).toBe('2025-11-07');
    expect(calendar.nthWeekday('2020-11-01', 5, 3)).toBe('2020-11-20');
  });

  it('holds its laws on every day it knows', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, n) => {
        const later = calendar.add(day, n);
        expect(calendar.isBusinessDay(later)).toBe(true);
        expect(calendar.between(day, later)).toBe(n);
        expect(calendar.add(later, -n) <= day || calendar.between(calendar.add(later, -n), later) === n).toBe(true);
        expect(calendar.add(calendar.onOrBefore(day), n)).toBe(later);
        const [before, after] = [calendar.onOrBefore(day), calendar.onOrAfter(day)];
        expect(before <= day && day <= after).toBe(true);
        expect(before === after).toBe(calendar.isBusinessDay(day));
      }),
      propertyRuns(),
    );
  });

  describe('R-13, F-31: in a year without an official list', () => {
    // Of report 58: the day of a session, two deadlines, and what is due on the tenth.
    it('counts by statute', proves({ 'R-13': koreanCalendar }), () => {
      expect(calendar.isBusinessDay('2028-01-21')).toBe(true);
      expect(calendar.isBusinessDay('2028-01-27')).toBe(false);
      expect(calendar.add('2027-12-29', 5)).toBe('2028-01-05');
      expect(calendar.onOrAfter('2028-01-10')).toBe('2028-01-10');
      expect(calendar.onOrAfter('2028-01-26')).toBe('2028-01-31');
      expect(calendar.add('2027-12-27', 10)).toBe('2028-01-10');
      expect(calendar.nthWeekday('2028-01-21', 5, 3)).toBe('2028-01-21');
    });

    it('has an answer for any day, before and after every list', () => {
      const far = fc.integer({ min: -60_000, max: 60_000 }).map((n) => addDays('2020-01-01', n));
      fc.assert(
        fc.property(far, fc.integer({ min: -30, max: 30 }), (day, n) => {
          expect(calendar.isBusinessDay(calendar.onOrAfter(day))).toBe(true);
          expect(isDay(calendar.add(day, n))).toBe(true);
        }),
        propertyRuns(),
      );
    });

    it.each<[Day, Day, boolean]>([
      ['2027-12-01', '2027-12-31', false],
      ['2027-12-29', '2028-01-05', true],
      ['2028-01-21', '2027-12-30', true],
      ['2029-03-02', '2029-03-09', true],
      ['2017-12-29', '2018-01-02', true],
      ['2026-12-31', '2027-01-02', false],
    ])('from %s to %s is provisional: %s', (from, to, expected) =>
      expect(calendar.isProvisional(from, to)).toBe(expected),
    );

    it('knows how many days ahead the official list reaches', () => {
      expect(calendar.officialDaysAfter('2027-12-30')).toBe(1);
      expect(calendar.officialDaysAfter('2027-06-14')).toBe(200);
      expect(calendar.officialDaysAfter('2027-12-31')).toBe(0);
      expect(calendar.officialDaysAfter('2028-05-05')).toBe(0);
    });
  });

  describe('with a policy file', () => {
    it('believes the policy file before the library, in both directions', () => {
      const corrected = koreanCalendar(
        PolicyTable.from({ holidays: { '2025-09-22': true, '2025-06-03': false, '2025-06-07': false } }),
      );
      expect(corrected.isBusinessDay('2025-09-22')).toBe(false);
      expect(corrected.isBusinessDay('2025-06-03')).toBe(true);
      expect(corrected.isBusinessDay('2025-06-07')).toBe(false); // a Saturday stays one
      expect(corrected.isBusinessDay('2025-09-23')).toBe(true);
    });

    it('counts in a year the policy file lists completely', () => {
      const extended = koreanCalendar(PolicyTable.from({ holidays: { '2028-01-26': true }, holidayYears: ['2028'] }));
      expect(extended.add('2028-01-24', 2)).toBe('2028-01-27');
    });

    it('R-13, F-31: is official in a year the policy file lists completely', () => {
      const extended = koreanCalendar(PolicyTable.from({ holidayYears: ['2028'] }));
      expect(extended.isProvisional('2027-12-29', '2028-01-05')).toBe(false);
      expect(extended.officialDaysAfter('2027-12-31')).toBe(366);
      expect(extended.edition).not.toBe(calendar.edition);
    });

    it('R-13, F-31: does not take a few days of a year for the whole of it', () => {
      const extended = koreanCalendar(PolicyTable.from({ holidays: { '2028-01-25': true } }));
      expect(extended.isBusinessDay('2028-01-25')).toBe(false);
      expect(extended.isBusinessDay('2028-01-26')).toBe(false);
      expect(extended.isProvisional('2028-01-24', '2028-01-24')).toBe(true);
      expect(extended.edition).not.toBe(calendar.edition);
    });
  });
});

describe('A day', () => {
  it.each([
    '2025-02-29',
    '2025-02-30',
    '2025-13-01',
    '2025-00-10',
    '2025-1-1',
    '2025-04-31',
    '25-01-01',
    '',
    '2025-09-19T00:00:00Z',
  ])('%o is none', (text) => expect(isDay(text)).toBe(false));
  it.each(['2024-02-29', '2025-12-31', '2000-02-29'])('%o is one', (text) => expect(isDay(text)).toBe(true));

  it('begins at 00:00 and ends at 24:00 in Seoul', () => {
    expect(startOfDay('2025-08-22').toISOString()).toBe('2025-08-21T15:00:00.000Z');
    expect(endOfDay('2025-08-22').toISOString()).toBe('2025-08-22T15:00:00.000Z');
    expect(atTime('2025-09-08', '18:00').toISOString()).toBe('2025-09-08T09:00:00.000Z');
    expect(dayOf(new Date('2025-08-22T14:59:59.999Z'))).toBe('2025-08-22');
    expect(dayOf(new Date('2025-08-22T15:00:00.000Z'))).toBe('2025-08-23');
  });

  it.each<[Day, number, Day]>([
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2025-09-19', 3, '2028-09-19'],
    ['2024-02-29', -1, '2023-02-28'],
  ])('%s and %i years is %s', (day, n, expected) => expect(addYears(day, n)).toBe(expected));

  it.each<[Day, number, Day]>([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-08-31', 6, '2026-02-28'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-10-31', -20, '2024-02-29'],
  ])('%s and %i months is %s', (day, n, expected) => expect(addMonths(day, n)).toBe(expected));

  it('keeps its arithmetic laws', () => {
    const far = fc.integer({ min: -20_000, max: 40_000 });
    fc.assert(
      fc.property(far, far, (a, b) => {
        const [from, to] = [addDays('2000-01-01', a), addDays('2000-01-01', b)];
        expect(isDay(from)).toBe(true);
        expect(daysBetween(from, to)).toBe(b - a);
        expect(addDays(from, b - a)).toBe(to);
        expect(from < to).toBe(a < b);
        expect(dayOf(startOfDay(from))).toBe(from);
        expect(endOfDay(from)).toEqual(startOfDay(addDays(from, 1)));
        expect(weekdayOf(addDays(from, 7))).toBe(weekdayOf(from));
        expect(addYears(from, 5).slice(0, 4)).toBe(String(Number(from.slice(0, 4)) + 5));
        expect(monthOf(addMonths(from, 12)).slice(5)).toBe(from.slice(5, 7));
      }),
      propertyRuns(),
    );
  });
});
