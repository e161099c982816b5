import { proves } from '#testing/proves.js';
import { validOn } from './validity.js';

describe('R-15: what is valid on a day', () => {
  const days = ['2025-08-04', '2025-08-05', '2025-08-06', '2025-08-07', '2025-08-08'];

  it('is so from its first day to its last, both included', proves({ 'R-15': validOn }), () => {
    const validity = { validFrom: '2025-08-05', validTo: '2025-08-07' };
    expect(days.filter((day) => validOn(validity, day))).toEqual(['2025-08-05', '2025-08-06', '2025-08-07']);
    const oneDay = { validFrom: '2025-08-06', validTo: '2025-08-06' };
    expect(days.filter((day) => validOn(oneDay, day))).toEqual(['2025-08-06']);
  });

  it('is so from the beginning where no first day is stated', proves({ 'R-15': validOn }), () => {
    expect(days.filter((day) => validOn({ validTo: '2025-08-06' }, day))).toEqual(days.slice(0, 3));
    expect(validOn({ validTo: '2025-08-06' }, '1990-01-01')).toBe(true);
  });

  it('is so on no day when it ends before it begins', () => {
    const reversed = { validFrom: '2025-08-07', validTo: '2025-08-05' };
    expect(days.filter((day) => validOn(reversed, day))).toEqual([]);
  });
});
