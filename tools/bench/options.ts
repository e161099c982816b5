import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly dimension: 'short';
  readonly base: string;
  readonly rounds: number;
  readonly seed: number;
  readonly json: boolean;
}

/** The caller wrote something that is no command: exit code 2. */
export class UsageError extends Error {}

/** The last build before proofs, quotas and compiled validation. */
const BASE = '8fd4100';

export const USAGE = `npm run bench -- short [options]

Measures this build against an earlier one, round by round in an order that the seed shuffles: submissions per second,
CPU of a refused command, time from commit to visible during the story, memory under load. Needs Linux, a quiet machine
and about three minutes a round. The earlier build is made once and kept.

  --base C      commit of the earlier build (${BASE})
  --rounds N    rounds of both builds (5)
  --seed N      order of the builds (1)
  --json        progress to standard error; one JSON object, last, to standard output
  --help        this text

Exit codes: 0 every bound holds, 1 one does not, or a run failed, 2 wrong usage.
`;

export function benchOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [dimension, ...more] = positionals;
  if (dimension !== 'short' || more.length > 0) {
    throw new UsageError(`There is no benchmark "${positionals.join(' ')}". It is short.`);
  }
  return {
    dimension,
    base: values.base ?? BASE,
    rounds: whole('--rounds', values.rounds ?? '5', 1),
    seed: whole('--seed', values.seed ?? '1', 0),
    json: values.json ?? false,
  };
}

function whole(name: string, text: string, least: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new UsageError(`${name} must be a whole number from ${least} on, not ${text}.`);
  }
  return Number(text);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        base: { type: 'string' },
        rounds: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
