import { parsedArgs, UsageError } from '../command-line.js';

const DIMENSIONS = ['short', 'flood', 'figures'] as const;

export interface BenchOptions {
  readonly dimension: (typeof DIMENSIONS)[number];
  readonly base: string;
  readonly rounds: number;
  readonly seed: number;
  readonly seconds: number;
  readonly json: boolean;
}

/** The last build before proofs, quotas and compiled validation. */
const BASE = '8fd4100';

export const USAGE = `npm run bench -- short|flood|figures [options]

short   measures this build against an earlier one, round by round in an order that the seed shuffles: submissions per
        second, CPU of a refused command, time from commit to visible during the story, memory under load. A round
        takes two to three minutes. The earlier build is made once and kept.
flood   sends the costliest bodies to intake, 200 a second: from 50 addresses, then with 50 tokens from one address.
        Says how long a probe of life and a normal command take next to it.
figures holds the statistics of 100,000 contracts against a recount by the store, for 200 questions; then the CPU of
        counts and amounts against that of 1,000 contracts, and against a pass over all rows (R-49).

All need Linux and a quiet machine; the flood needs two cores.

  --base C      short: commit of the earlier build (${BASE})
  --rounds N    short: rounds of both builds, figures: rounds of both sizes (5)
  --seed N      short: order of the builds, figures: contracts and questions as well (1)
  --seconds N   flood: length of each of the two (60)
  --json        progress to standard error; one JSON object, last, to standard output
  --help        this text

Exit codes: 0 every bound holds, 1 one does not, or a run failed, 2 wrong usage.
`;

export function benchOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [dimension, ...more] = positionals;
  const known = DIMENSIONS.find((name) => name === dimension);
  if (known === undefined || more.length > 0) {
    throw new UsageError(`There is no benchmark "${positionals.join(' ')}". One of ${DIMENSIONS.join(', ')}.`);
  }
  return {
    dimension: known,
    base: values.base ?? BASE,
    rounds: whole('--rounds', values.rounds ?? '5', 1),
    seed: whole('--seed', values.seed ?? '1', 0),
    seconds: whole('--seconds', values.seconds ?? '60', 1),
    json: values.json ?? false,
  };
}

function whole(name: string, text: string, least: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new UsageError(`${name} must be a whole number from ${least} on, not ${text}.`);
  }
  return Number(text);
}

const parse = (args: readonly string[]) =>
  parsedArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      base: { type: 'string' },
      rounds: { type: 'string' },
      seed: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
