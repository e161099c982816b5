import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { hasCheckDigit } from './business-number.js';

describe('R-18: the check digit of a business number', () => {
  it.each(['1234567891', '1248100998', '2208162517', '1208147521'])('is that of %s', (number) => {
    expect(hasCheckDigit(number)).toBe(true);
  });

  it.each(['1234567890', '6200000001', '0000000000'])('is not that of %s', (number) => {
    expect(hasCheckDigit(number)).toBe(false);
  });

  it(
    'is one of the ten digits, whatever the others are, and finds each single digit that was mistyped',
    proves({ 'R-18': hasCheckDigit }),
    () => {
      const nine = fc.stringMatching(/^[0-9]{9}$/).filter((text) => /[1-9]/.test(text));
      fc.assert(
        fc.property(nine, fc.nat(8), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
          const right = [...'0123456789'].filter((digit) => hasCheckDigit(text + digit));
          expect(right).toHaveLength(1);
          const digits = [...text];
          digits[at] = String((Number(digits[at]) + by) % 10);
          if (digits.some((digit) => digit !== '0'))
            expect(hasCheckDigit(digits.join('') + (right[0] ?? ''))).toBe(false);
        }),
        propertyRuns(),
      );
    },
  );
});
