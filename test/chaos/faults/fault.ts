import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from '../ground/ground.js';
import type { Poison } from './poison.js';

/** What a fault has in hand. */
export interface Scene {
  readonly ground: Ground;
  /** In [0, 1), from the seed. */
  readonly random: () => number;
  /** How long the broker stays away, milliseconds: five minutes where the run is long enough for it. */
  readonly awayMs: number;
  /** Waits take so much of their time: 1 in a run, less where every fault has to have its turn in two minutes. */
  readonly pace: number;
  /** Ends waits early: the run is over, mend and return. */
  readonly over: AbortSignal;
  /** Records that nobody can handle: they have to end as dead letters, and nothing else may. */
  readonly poisoned: Poison[];
}

/** A way to break the installation. It mends what it broke before it resolves, however it ends. */
export interface Fault {
  readonly name: string;
  /** For the report: what happens. */
  readonly what: string;
  /** Takes turns with no other fault and no kill: its figure is of itself alone. */
  readonly alone?: boolean;
  /** How long a calm stretch before it lasts, to compare it with, milliseconds. */
  readonly calmMs?: (scene: Scene) => number;
  /** Why it cannot be done on this machine. */
  readonly impossible?: (ground: Ground) => string | undefined;
  /** Whom it struck, for the log. */
  inject(scene: Scene): Promise<string>;
}

export const between = (random: () => number, from: number, to: number): number => from + random() * (to - from);

export function pick<T>(random: () => number, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new RangeError('Nothing to pick from.');
  return picked;
}

export const wait = (ms: number, { over, pace = 1 }: Pick<Scene, 'over'> & Partial<Scene>): Promise<void> =>
  sleep(ms * pace, undefined, { signal: over }).catch(() => undefined);

/** The same things in an order of the seed's. */
export function shuffled<T>(random: () => number, things: readonly T[]): T[] {
  return things
    .map((thing) => ({ thing, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ thing }) => thing);
}
