import { propertyRuns } from './property-runs.js';

describe('Runs of a property', () => {
  it('are all of them unless it is said otherwise', () => {
    expect(propertyRuns(300, {})).toEqual({ numRuns: 300 });
    expect(propertyRuns(undefined, { PROPERTY_RUNS: 'full' })).toEqual({ numRuns: 100 });
  });

  it('are a tenth in a short run, at least five, and never more than in a full one', () => {
    const short = { PROPERTY_RUNS: 'short' };
    expect([300, 100, 15, 3].map((full) => propertyRuns(full, short).numRuns)).toEqual([30, 10, 5, 3]);
  });

  it('are no more than a number says', () => {
    expect([300, 20].map((full) => propertyRuns(full, { PROPERTY_RUNS: '50' }).numRuns)).toEqual([50, 20]);
  });

  it('begin with the seed that was given', () => {
    expect(propertyRuns(20, { PROPERTY_SEED: '-42' })).toEqual({ numRuns: 20, seed: -42 });
  });

  it.each([
    [{ PROPERTY_RUNS: 'long' }, 'PROPERTY_RUNS=long'],
    [{ PROPERTY_RUNS: '0' }, 'PROPERTY_RUNS=0'],
    [{ PROPERTY_SEED: 'lucky' }, 'PROPERTY_SEED=lucky'],
  ])('refuse %j by name', (environment, named) => {
    expect(() => propertyRuns(100, environment)).toThrow(named);
  });
});
