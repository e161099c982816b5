import { proves } from '#testing/proves.js';
import { formatStanding, type FormatStanding, type KeptFormat } from './format-number.js';

const build = { format: 5, oldest: 3 };

describe('The number of a format', () => {
  it.each<readonly [standing: FormatStanding, kept: KeptFormat | undefined, holdsRecords: boolean]>([
    ['NEW', undefined, false],
    ['UNNUMBERED', undefined, true],
    ['TOO_OLD', { format: 2, readableFrom: 1 }, true],
    ['BEHIND', { format: 3, readableFrom: 1 }, true],
    ['BEHIND', { format: 4, readableFrom: 4 }, true],
    ['CURRENT', { format: 5, readableFrom: 5 }, true],
    ['CURRENT', { format: 5, readableFrom: 3 }, false],
    ['AHEAD', { format: 6, readableFrom: 5 }, true],
    ['TOO_NEW', { format: 6, readableFrom: 6 }, true],
  ])(
    'R-52: tells what a build may do with what is kept: %s',
    proves({ 'R-52': formatStanding }),
    (standing, kept, holds) => {
      expect(formatStanding(kept, holds, build)).toBe(standing);
    },
  );
});
