import type { Timeline } from '../load/timeline.js';
import type { Ground } from '../ground/ground.js';
import { shuffled } from '../random.js';
import { wait, type Fault, type Scene } from './fault.js';
import type { Probes } from '../observe/probes.js';
import type { SharedTurns } from './shared-turns.js';

/** A fault that was injected, and how long the recovery took. */
export interface Trouble {
  readonly fault: string;
  readonly on: string;
  /** Begin of the calm stretch before it. Like `from` and `to`, in seconds since the run began. */
  readonly calmFrom: number;
  readonly from: number;
  readonly to: number;
  /** The longest time without an acknowledged command, from the begin of the fault to full recovery, milliseconds. */
  readonly silentMs: number;
  /**
   * From mending until all relays have sent and all groups have read what there was by then, milliseconds. Undefined:
   * not within minutes. Not measured in a run with `once`, nor alongside kills, whose effect it would show.
   */
  readonly caughtUpMs: number | undefined | 'not measured';
  /** Why it could not be injected. */
  readonly failed?: string;
}

export interface TroublesOptions {
  readonly faults: readonly Fault[];
  readonly scene: Scene;
  readonly probes: Probes;
  readonly timeline: Timeline;
  readonly turns: SharedTurns;
  /** Each fault once, without waiting for recovery in between. */
  readonly once: boolean;
  /** Services are killed all the time, except during a fault that is alone. */
  readonly duringKills: boolean;
  /** About how long, from one fault to the next. */
  readonly pauseMs: number;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Injects fault after fault until the run is over. Each comes once before any comes again, in an order by the seed. */
export async function injectFaults(options: TroublesOptions): Promise<void> {
  const { scene, turns, once, onTrouble } = options;
  let deck = shuffled(scene.random, possible(options.faults, scene.ground));
  while (!scene.over.aborted) {
    if (deck.length === 0 && !once) deck = shuffled(scene.random, possible(options.faults, scene.ground));
    const fault = deck.shift();
    if (fault === undefined) return;
    const act = () => injectOne(options, fault);
    onTrouble(await (fault.alone === true ? turns.exclusive(act) : turns.shared(act)));
    await wait((0.5 + scene.random()) * options.pauseMs, scene);
  }
}

export const possible = (faults: readonly Fault[], ground: Ground): readonly Fault[] =>
  faults.filter((fault) => fault.impossible?.(ground) === undefined);

async function injectOne(
  { scene, probes, timeline, once, duringKills }: TroublesOptions,
  fault: Fault,
): Promise<Trouble> {
  if (fault.alone === true && !once) await calm(scene, probes);
  const calmFrom = timeline.now();
  if (fault.calmMs !== undefined) await wait(fault.calmMs(scene), scene);
  const from = timeline.now();
  const quiet = silence(timeline);
  const injected = await fault.inject(scene).then(
    (on) => ({ on }),
    (error: Error) => ({ on: '?', failed: error.message }),
  );
  const to = timeline.now();
  const isMeasured = !once && (fault.alone === true || !duringKills);
  const caughtUpMs = isMeasured ? await probes.recovered() : 'not measured';
  return { fault: fault.name, calmFrom, from, to, silentMs: quiet.end(), caughtUpMs, ...injected };
}

/** Waits for the recovery from earlier faults, so that it is not measured as an effect of the next one. */
async function calm({ ground }: Scene, probes: Probes): Promise<void> {
  await ground.fleet.ready();
  await probes.recovered();
}

/** @returns `end`: gives the longest time without an acknowledged command since this call, milliseconds */
function silence(timeline: Timeline): { end: () => number } {
  let [longest, since, seen] = [0, performance.now(), timeline.acked];
  const look = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - since);
    if (timeline.acked > seen) [since, seen] = [now, timeline.acked];
  }, 25);
  return {
    end() {
      clearInterval(look);
      return longest;
    },
  };
}
