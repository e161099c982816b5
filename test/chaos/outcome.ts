import type { ServiceName } from '#common/events/define-event.js';
import type { Kill } from './faults/kills.js';
import type { Trouble } from './faults/troubles.js';
import type { Progress } from './load/workload.js';
import type { Stretch } from './load/timeline.js';
import type { Quiet } from './observe/quiet.js';
import type { InvariantResult } from './verify/invariant.js';

/** The result of one run. */
export interface Outcome {
  readonly seed: number;
  readonly minutes: number;
  readonly naive: boolean;
  readonly progress: Progress;
  readonly attempts: number;
  /** Operations with an acknowledged command. */
  readonly played: readonly string[];
  readonly kills: readonly Kill[];
  /** `service point` → hits. */
  readonly crashPoints: Readonly<Record<string, number>>;
  readonly troubles: readonly Trouble[];
  /** Faults that this machine cannot have, each with the reason. */
  readonly impossible: readonly string[];
  readonly memoryMost: Readonly<Record<ServiceName, number>>;
  /** For each time the broker was away: that stretch, and the calm one before it. */
  readonly brokerAway: readonly { readonly calm: Stretch; readonly away: Stretch }[];
  readonly quiet: Quiet;
  readonly mishaps: readonly string[];
  readonly invariants: readonly InvariantResult[];
}

export const holds = ({ invariants }: Outcome): boolean => invariants.every(({ passed }) => passed);
