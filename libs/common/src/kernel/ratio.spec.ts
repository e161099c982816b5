import { decimal, floored, fraction, over, plus, roundedUp, times } from './ratio.js';

describe('An exact fraction', () => {
  it('reads a decimal number as it is written', () => {
    expect(decimal(1.25)).toEqual({ n: 125n, d: 100n });
    expect(decimal(30)).toEqual({ n: 30n, d: 1n });
    expect(decimal(1e-7)).toEqual({ n: 1n, d: 10_000_000n });
    expect(decimal(1e21)).toEqual({ n: 10n ** 21n, d: 1n });
    expect(decimal(0)).toEqual({ n: 0n, d: 1n });
  });

  it('is rounded up to the next whole number, and left where it is one', () => {
    expect([
      roundedUp(fraction(0, 3)),
      roundedUp(fraction(1, 3)),
      roundedUp(fraction(3, 3)),
      roundedUp(fraction(4, 3)),
    ]).toEqual([0, 1, 1, 2]);
  });

  it('is rounded once, down, at its end', () => {
    const third = fraction(1, 3);
    expect(floored(times(third, fraction(3, 1)))).toBe(1);
    expect(floored(times(fraction(100, 1), third))).toBe(33);
    expect(floored(plus(third, fraction(2, 3)))).toBe(1);
    expect(floored(over(fraction(1, 2), fraction(1, 4)))).toBe(2);
    // In floating point 0.1 + 0.2 is more than 0.3.
    expect(plus(decimal(0.1), decimal(0.2))).toEqual({ n: 30n, d: 100n });
  });
});
