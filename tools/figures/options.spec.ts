import { UsageError } from '../command-line.js';
import { SEED } from './generate.js';
import { figuresOptions } from './options.js';

describe('The command line of the figures', () => {
  it('writes the set of the repository to standard output unless told otherwise', () => {
    expect(figuresOptions([])).toEqual({ seed: SEED, out: undefined, json: false });
    expect(figuresOptions(['--seed', '7', '--out', 'a.jsonl', '--json'])).toEqual({
      seed: 7,
      out: 'a.jsonl',
      json: true,
    });
    expect(figuresOptions(['-h'])).toBe('help');
  });

  it.each([[['--seed', '-1']], [['--seed', '4294967296']], [['--seed', 'x']], [['--json']], [['more']], [['--no']]])(
    'refuses %o',
    (args) => expect(() => figuresOptions(args)).toThrow(UsageError),
  );
});
