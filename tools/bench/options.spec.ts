import { benchOptions } from './options.js';

describe('npm run bench', () => {
  it('compares five rounds with the last build before proofs, unless told otherwise', () => {
    const asIs = { dimension: 'short', base: '8fd4100', rounds: 5, seed: 1, seconds: 60, json: false };
    expect(benchOptions(['short'])).toEqual(asIs);
    const told = ['short', '--base', 'abc', '--rounds', '2', '--seed', '0', '--json'];
    expect(benchOptions(told)).toEqual({ ...asIs, base: 'abc', rounds: 2, seed: 0, json: true });
    expect(benchOptions(['flood', '--seconds', '5'])).toEqual({ ...asIs, dimension: 'flood', seconds: 5 });
  });

  it.each([
    [[], 'There is no benchmark ""'],
    [['long'], 'There is no benchmark "long"'],
    [['short', 'long'], 'There is no benchmark "short long"'],
    [['short', '--rounds', '0'], '--rounds must be a whole number from 1 on, not 0.'],
    [['short', '--seed', 'x'], '--seed must be a whole number from 0 on, not x.'],
    [['short', '--fast'], "Unknown option '--fast'"],
  ])('refuses %j', (args, message) => {
    expect(() => benchOptions(args)).toThrow(message);
  });
});
