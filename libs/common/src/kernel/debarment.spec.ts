import { proves } from '#testing/proves.js';
import { debarmentOn, isDebarredOn } from './debarment.js';

const period = { from: '2025-09-19', to: '2026-03-18' };
const on = (days: readonly string[], debarment: Parameters<typeof isDebarredOn>[0] = period): readonly boolean[] =>
  days.map((day) => isDebarredOn(debarment, day));

describe('§3.5: a debarment (부정당업자 제재)', () => {
  it('holds on its first day, on its last and between them', proves({ '3.5/sanction-free': isDebarredOn }), () => {
    expect(on(['2025-09-18', '2025-09-19', '2026-01-01', '2026-03-18', '2026-03-19'])).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('holds no longer from the day on which it is lifted', () => {
    expect(on(['2025-09-30', '2025-10-01', '2025-10-02'], { ...period, freeFrom: '2025-10-01' })).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is told by the one that ends last, of several that hold', () => {
    const short = { ...period, to: '2025-12-31', no: 1 };
    const long = { ...period, no: 2 };
    const alike = { ...period, no: 3 };
    const lifted = { ...period, to: '2027-01-01', freeFrom: '2025-10-01', no: 4 };
    const all = [short, long, alike, lifted];
    expect(debarmentOn(all, '2025-11-01')?.no).toBe(2);
    expect(debarmentOn(all.toReversed(), '2025-11-01')?.no).toBe(3);
    expect(debarmentOn(all, '2025-09-20')?.no).toBe(4);
    expect(debarmentOn(all, '2026-03-19')).toBeUndefined();
    expect(debarmentOn([], '2025-11-01')).toBeUndefined();
  });
});
