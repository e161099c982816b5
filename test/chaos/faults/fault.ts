import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from '../ground/ground.js';

/** What a fault works with. */
export interface Scene {
  readonly ground: Ground;
  /** In [0, 1), from the seed. */
  readonly random: () => number;
  /** How long the broker stays away, milliseconds: five minutes, less in a short run. */
  readonly awayMs: number;
  /** Factor on every wait: 1 in a run, less where every fault has to fit into two minutes. */
  readonly pace: number;
  /** Aborted at the end of the run: waits end early, and the fault mends what it broke. */
  readonly over: AbortSignal;
  /** The poison records of the run. They must become dead letters, and no other record may. */
  readonly poisoned: Poison[];
}

/** A record that no consumer can handle. */
export interface Poison {
  /** `<topic without prefix>/<partition>/<offset>`. */
  readonly place: string;
  /** The consumer groups that have to dead-letter it. */
  readonly groups: readonly string[];
  readonly reason: string;
}

/** A way to break the installation. It mends what it broke before it resolves, also after an error. */
export interface Fault {
  readonly name: string;
  /** For the report: what happens. */
  readonly what: string;
  /** Shares its time with no other fault and no kill, so that what is measured is its own effect. */
  readonly alone?: boolean;
  /** Length of the calm stretch before it, for comparison, milliseconds. */
  readonly calmMs?: (scene: Scene) => number;
  /** Why this machine cannot have the fault; undefined where it can. */
  readonly impossible?: (ground: Ground) => string | undefined;
  /** @returns what was struck, for the log */
  inject(scene: Scene): Promise<string>;
}

/** Waits, and ends early with the run. */
export const wait = (ms: number, { over, pace = 1 }: Pick<Scene, 'over'> & Partial<Scene>): Promise<void> =>
  sleep(ms * pace, undefined, { signal: over }).catch(() => undefined);
