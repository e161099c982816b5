import type { Service } from '../../tools/story/api.js';
import type { Kill } from './faults/kills.js';
import type { Trouble } from './faults/troubles.js';
import type { Progress } from './load/workload.js';
import type { Stretch } from './load/timeline.js';
import type { Quiet } from './verify/quiet.js';
import type { InvariantResult } from './verify/invariant.js';

/** What one run showed. */
export interface Outcome {
  readonly seed: number;
  readonly minutes: number;
  readonly naive: boolean;
  readonly progress: Progress;
  readonly attempts: number;
  readonly kills: readonly Kill[];
  /** `service point` → hits. */
  readonly crashPoints: Readonly<Record<string, number>>;
  readonly troubles: readonly Trouble[];
  /** Faults that this machine cannot have, and why. */
  readonly impossible: readonly string[];
  readonly memoryMost: Readonly<Record<Service, number>>;
  /** While the broker was away, and in the calm before it. */
  readonly brokerAway: readonly { readonly calm: Stretch; readonly away: Stretch }[];
  readonly quiet: Quiet;
  readonly mishaps: readonly string[];
  readonly invariants: readonly InvariantResult[];
}

export const holds = ({ invariants }: Outcome): boolean => invariants.every(({ passed }) => passed);
