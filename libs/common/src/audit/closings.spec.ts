import { closingAfter } from './closings.js';

const at = (text: string): Date => new Date(`${text}:00+09:00`);

describe('What is anchored next', () => {
  it.each([
    ['S4: nothing within the hour of the last anchor', '2025-09-01T09:00', '2025-09-01T09:59', 1, undefined],
    ['S4: the hour that has closed', '2025-09-01T09:00', '2025-09-01T10:00', 1, '2025-09-01T10:00'],
    ['S4: missed hours of a day together', '2025-09-01T09:00', '2025-09-01T20:30', 1, '2025-09-01T20:00'],
    ['the close of the day before any hour of the next', '2025-09-01T09:00', '2025-09-02T20:30', 1, '2025-09-02T00:00'],
    ['missed days one by one', '2025-09-02T00:00', '2025-10-01T20:30', 1, '2025-09-03T00:00'],
    ['no hours where policy wants days', '2025-09-02T00:00', '2025-09-02T23:59', 24, undefined],
    ['no hours where policy names none', '2025-09-02T00:00', '2025-09-02T23:59', 0, undefined],
    ['periods of several hours', '2025-09-02T00:00', '2025-09-02T17:00', 6, '2025-09-02T12:00'],
  ])('is %s', (_, last, until, hours, next) => {
    expect(closingAfter(at(last), at(until), hours)).toEqual(next === undefined ? undefined : at(next));
  });

  it('S4: a clock that jumps a month makes one anchor a day and one more, not 720', () => {
    const until = at('2025-10-01T17:20');
    let [last, anchors] = [at('2025-09-01T09:00'), 0];
    for (let next = closingAfter(last, until, 1); next !== undefined; next = closingAfter(last, until, 1))
      [last, anchors] = [next, anchors + 1];
    expect([anchors, last]).toEqual([31, at('2025-10-01T17:00')]);
  });
});
