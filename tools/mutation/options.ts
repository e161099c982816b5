import { parsedArgs, UsageError } from '../command-line.js';
import { TARGETS, type TargetName } from './targets.js';

export interface MutationOptions {
  readonly target: TargetName;
  readonly third: number | undefined;
  readonly rows: boolean;
  readonly only: string;
  readonly workers: number;
}

export const USAGE = `npm run mutation -- intake|review|catalog|contracts|kernel|rights [options]

Changes the rules of a service one place at a time, and looks which unit tests notice. Every property has 50 runs. Writes
the report to coverage/mutation/. A run of a whole target writes the mutants that nobody noticed to
docs/reliability/runs/; one of the rows writes what their tests killed to docs/domain/rows.killed.json and
docs/coverage-domain.md.

  --third SEED   a third of the code, by whole declarations that the seed chooses
  --rows         the functions that tests of rows name (docs/coverage-domain.md), and no others
  --only TEXT    files whose path has this text; with it or --rows no page of survivors is written
  --workers N    mutants tried side by side (1)
  --help         this text

Exit codes: 0 at least 85 % were noticed, 1 fewer were, or the run failed, 2 wrong usage.
`;

export function mutationOptions(args: readonly string[]): MutationOptions | 'help' {
  const { values, positionals } = parsedArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      third: { type: 'string' },
      rows: { type: 'boolean' },
      only: { type: 'string' },
      workers: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return 'help';
  const [asked, ...more] = positionals;
  const target = (Object.keys(TARGETS) as TargetName[]).find((name) => name === asked);
  if (target === undefined || more.length > 0)
    throw new UsageError(
      `There is nothing to mutate as "${positionals.join(' ')}". One of ${Object.keys(TARGETS).join(', ')}.`,
    );
  return {
    target,
    third: values.third === undefined ? undefined : whole('--third', values.third, 0),
    rows: values.rows ?? false,
    only: values.only ?? '',
    workers: whole('--workers', values.workers ?? '1', 1),
  };
}

function whole(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < least)
    throw new UsageError(`${name} ${text}: a whole number from ${least} on.`);
  return number;
}
