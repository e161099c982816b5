import { parsedArgs, UsageError } from '../command-line.js';
import { SEED } from './generate.js';

export interface FiguresOptions {
  readonly seed: number;
  /** Standard output, where there is none. */
  readonly out: string | undefined;
  readonly json: boolean;
}

export const USAGE = `npm run figures -- [options]

Writes generated records of the years 2020 to 2025 as JSON Lines (docs/import): suppliers, institutions, selections,
listings, agreements, contracts and registrations. Each is marked synthetic. Their sums are the published figures
(docs/figures.md), whatever the seed.

  --seed N    names, dates and parties differ by it (${SEED})
  --out FILE  where to write (standard output)
  --json      one JSON object to standard output, about what was written; asks for --out
  --help      this text

Exit codes: 0 written, 1 the file could not be written, 2 wrong usage.
`;

const SEED_MAX = 2 ** 32 - 1;

export function figuresOptions(args: readonly string[]): FiguresOptions | 'help' {
  const { values } = parsedArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(SEED) },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return 'help';
  if (!/^\d{1,10}$/.test(values.seed) || Number(values.seed) > SEED_MAX)
    throw new UsageError(`--seed must be a whole number from 0 to ${SEED_MAX}, not ${values.seed}.`);
  if (values.json && values.out === undefined)
    throw new UsageError('--json says what was written: --out names the file.');
  return { seed: Number(values.seed), out: values.out, json: values.json };
}
