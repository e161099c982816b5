import { refusedBodies } from './refused-bodies.js';
import { compare } from './short.js';

const round = (submissionsPerSecond: number, refusedCpuUs: number) => ({
  submissionsPerSecond,
  refusedCpuUs,
  residentBytes: 100,
  storyP50Ms: 30,
  storyP99Ms: 300,
});

describe('The short benchmark', () => {
  it('says of each figure whether the median of the paired ratios holds its bound', () => {
    const compared = compare(
      [round(100, 1_000), round(200, 1_000), round(100, 1_000)],
      [round(125, 400), round(100, 500), round(130, 600)],
    );
    const verdicts = compared.map(({ figure, ratio, holds }) => [figure, ratio.median, holds]);
    expect(verdicts).toEqual([
      ['submissionsPerSecond', 1.25, true],
      ['refusedCpuUs', 0.5, true],
      ['storyP50Ms', 1, false],
      ['storyP99Ms', 1, false],
      ['residentBytes', 1, false],
    ]);
  });

  it('sends eight kinds of refused bodies in turn', () => {
    const bodies = refusedBodies(16);
    expect(new Set(bodies).size).toBe(8);
    expect(bodies.slice(8)).toEqual(bodies.slice(0, 8));
  });
});
