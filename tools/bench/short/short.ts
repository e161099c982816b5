import { resolveInfrastructure } from '#infrastructure/infrastructure.js';
import { baseBuild, PRESENT, type Build } from '../builds.js';
import { median, pairedRatio, shuffled, type PairedRatio } from '../statistics.js';
import { measure, type Measured } from './measure.js';
import { storyPropagation } from './story-propagation.js';

interface Round extends Measured {
  readonly storyP50Ms: number;
  readonly storyP99Ms: number;
}

type Figure = keyof Round;

/** What is asked of this build, in proportion to the base. */
const BOUNDS: Readonly<Record<Figure, { readonly label: string; readonly least?: number; readonly most?: number }>> = {
  submissionsPerSecond: { label: 'submitApplication, commands per second', least: 1.25 },
  refusedCpuUs: { label: 'CPU of a refused command, µs', most: 0.5 },
  storyP50Ms: { label: 'commit to visible in the story, p50, ms', most: 1 / 3 },
  storyP99Ms: { label: 'commit to visible in the story, p99, ms', most: 1 / 3 },
  residentBytes: { label: 'memory of intake under load, MiB', most: 0.85 },
};

export const FIGURES = Object.keys(BOUNDS) as Figure[];

/** One line of the result. */
export interface Compared {
  readonly figure: Figure;
  readonly label: string;
  /** Medians over all rounds. */
  readonly base: number;
  readonly present: number;
  readonly ratio: PairedRatio;
  readonly bound: string;
  readonly holds: boolean;
}

export interface ShortOptions {
  readonly base: string;
  readonly rounds: number;
  readonly seed: number;
}

export async function short(options: ShortOptions, log: (line: string) => void): Promise<Compared[]> {
  const base = await baseBuild(options.base, log);
  const rounds: Record<Build['name'], Round[]> = { base: [], present: [] };
  for (let round = 1; round <= options.rounds; round++) {
    for (const build of shuffled([base, PRESENT], `${options.seed}:${round}`)) {
      const figures = await oneRound(build);
      rounds[build.name].push(figures);
      log(`round ${round} of ${options.rounds}, ${build.name}: ${JSON.stringify(figures)}`);
    }
  }
  return compare(rounds.base, rounds.present);
}

async function oneRound(build: Build): Promise<Round> {
  const infrastructure = await resolveInfrastructure({ log: () => undefined });
  let measured: Measured;
  try {
    measured = await measure(build, infrastructure);
  } finally {
    await infrastructure.stop();
  }
  const { p50, p99 } = await storyPropagation(build);
  return { ...measured, storyP50Ms: p50, storyP99Ms: p99 };
}

/** @param base figures of each round @param present figures of the same rounds */
export function compare(base: readonly Round[], present: readonly Round[]): Compared[] {
  return FIGURES.map((figure) => {
    const of = (rounds: readonly Round[]): number[] => rounds.map((round) => round[figure]);
    const { label, least, most } = BOUNDS[figure];
    const ratio = pairedRatio(of(base), of(present));
    const holds = (least === undefined || ratio.median >= least) && (most === undefined || ratio.median <= most);
    const bound = least === undefined ? `≤ ${(most as number).toFixed(2)}` : `≥ ${least.toFixed(2)}`;
    return { figure, label, base: median(of(base)), present: median(of(present)), ratio, bound, holds };
  });
}
