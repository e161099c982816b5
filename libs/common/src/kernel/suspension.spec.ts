import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { dueDayOf, dueInBusinessDays, hasPassed, type Deadline } from './deadline.js';
import { resumed, suspended } from './suspension.js';

/** Five business days from Tuesday 5 August 2025: until Tuesday the 12th. 15 August is a holiday. */
const check = dueInBusinessDays(momentOf('2025-08-05'), { key: 'CHECK', days: 5, rule: 'A-04' });
const stopped = (day: string, deadline: Deadline = check): Deadline => suspended(deadline, momentOf(day));

describe('R-10: a clock that stands still', () => {
  it('keeps the business days that were left, and passes at no time', proves({ 'R-10': suspended }), () => {
    expect(stopped('2025-08-07')).toEqual({
      ...check,
      suspended: { since: '2025-08-07T01:00:00.000Z', daysLeft: 3 },
    });
    expect(stopped('2025-08-12').suspended?.daysLeft).toBe(0);
    expect(hasPassed(stopped('2025-08-07'), new Date('2030-01-01T00:00:00Z'))).toBe(false);
  });

  it.each([
    ['2025-08-07', '2025-08-07', '2025-08-12'],
    ['2025-08-07', '2025-08-20', '2025-08-25'],
    // Over the holiday and a weekend.
    ['2025-08-07', '2025-08-14', '2025-08-20'],
    // Nothing was left but the rest of the last day: it is had on the day, or on the next business day.
    ['2025-08-12', '2025-08-14', '2025-08-14'],
    ['2025-08-12', '2025-08-16', '2025-08-18'],
  ])('that stopped on %s and goes on on %s runs until %s', proves({ 'R-10': resumed }), (stop, go, until) => {
    const again = resumed(stopped(stop), momentOf(go));
    expect(dueDayOf(again)).toBe(until);
    expect(again).toMatchObject({ key: 'CHECK', rule: 'A-04', basis: 'bd' });
    expect(again).not.toHaveProperty('suspended');
  });

  it('leaves a deadline that had passed before where it was', proves({ 'R-10': resumed }), () => {
    const late = stopped('2025-08-13');
    expect(hasPassed(late, new Date('2025-08-13T00:00:00Z'))).toBe(true);
    expect(resumed(late, momentOf('2025-08-20'))).toEqual(check);
  });

  it('is nothing to go on with where it never stopped', () => {
    expect(resumed(check, momentOf('2025-08-20'))).toEqual(check);
  });
});
