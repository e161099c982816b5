/** How thoroughly properties are tried: `short` while one writes code, `full` before it leaves the machine. */
const RUNS = 'PROPERTY_RUNS';
const SEED = 'PROPERTY_SEED';
const FULL_BY_DEFAULT = 100;
const SHORT_LEAST = 5;

/** What `fc.assert` takes as its second argument. */
export interface PropertyRuns {
  readonly numRuns: number;
  readonly seed?: number;
}

/**
 * Runs of one property, by the environment: `PROPERTY_RUNS` is `full`, the default, `short`, a tenth of it, or the most
 * runs of any; and `PROPERTY_SEED`, an integer, repeats the run that printed it.
 *
 * @param full runs in a full run
 */
export function propertyRuns(full = FULL_BY_DEFAULT, environment: NodeJS.ProcessEnv = process.env): PropertyRuns {
  const runs = environment[RUNS] || 'full';
  const numRuns = numberOfRuns(runs, full);
  const seed = environment[SEED];
  if (!seed) return { numRuns };
  if (!/^-?\d{1,10}$/.test(seed))
    throw new Error(`${SEED}=${seed}: it is an integer of 32 bits, as fast-check prints it.`);
  return { numRuns, seed: Number(seed) };
}

function numberOfRuns(runs: string, full: number): number {
  if (runs === 'full') return full;
  if (runs === 'short') return Math.min(full, Math.max(SHORT_LEAST, Math.ceil(full / 10)));
  if (/^[1-9]\d{0,5}$/.test(runs)) return Math.min(full, Number(runs));
  throw new Error(`${RUNS}=${runs}: it is full, short, or the most runs of one property.`);
}
