import { median, pairedRatio, quantile, shuffled } from './statistics.js';

describe('Figures of a benchmark', () => {
  it('have a median in the middle, between the middle two of an even number', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('have quantiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(quantile(values, 0.5)).toBe(50);
    expect(quantile(values, 0.99)).toBe(99);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('are compared round by round, not as sums of all rounds', () => {
    expect(pairedRatio([10, 100, 20], [5, 100, 30])).toEqual({ median: 1, least: 0.5, most: 1.5 });
  });

  it('are refused when a build lacks a round', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow('Each round needs a figure of both builds.');
    expect(() => median([])).toThrow('No values');
  });
});

describe('The order of builds', () => {
  it('is the same for the same seed, and loses none', () => {
    const letters = [...'abcdefgh'];
    expect(shuffled(letters, '7')).toEqual(shuffled(letters, '7'));
    expect(shuffled(letters, '7').toSorted()).toEqual(letters);
    expect(shuffled(letters, '7')).not.toEqual(shuffled(letters, '8'));
  });
});
