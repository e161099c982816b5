import type { Timeline } from '../load/timeline.js';
import type { Ground } from '../ground/ground.js';
import { shuffled, wait, type Fault, type Scene } from './fault.js';
import type { Probes } from './probes.js';
import type { Turns } from './turns.js';

/** A fault that was, and what it took to be whole again afterwards. */
export interface Trouble {
  readonly fault: string;
  readonly on: string;
  /** Seconds since the run began; the calm before it began at `calmFrom`. */
  readonly calmFrom: number;
  readonly from: number;
  readonly to: number;
  /** The longest time without an acknowledged command, from its beginning until all was whole again, milliseconds. */
  readonly silentMs: number;
  /**
   * Mended → all relays have sent and all groups have read what there was by then, milliseconds; undefined: not within
   * minutes. Not looked at where every fault comes once, nor where kills go on beside it: the figure would be theirs.
   */
  readonly caughtUpMs: number | undefined | 'not measured';
  /** Why it could not be done. */
  readonly failed?: string;
}

export interface TroublesOptions {
  readonly faults: readonly Fault[];
  readonly scene: Scene;
  readonly probes: Probes;
  readonly timeline: Timeline;
  readonly turns: Turns;
  /** Each fault once, one upon the other, and then no more. */
  readonly once: boolean;
  /** Services are killed all the time, but for a fault that is alone. */
  readonly besideKills: boolean;
  /** From one to the next, about. */
  readonly pauseMs: number;
  readonly onTrouble: (trouble: Trouble) => void;
}

/** Fault after fault, each once before any comes again, in an order of the seed's. */
export async function troubleAgainAndAgain(options: TroublesOptions): Promise<void> {
  const { scene, turns, once, onTrouble } = options;
  let deck = shuffled(scene.random, possible(options.faults, scene.ground));
  while (!scene.over.aborted) {
    if (deck.length === 0 && !once) deck = shuffled(scene.random, possible(options.faults, scene.ground));
    const fault = deck.shift();
    if (fault === undefined) return;
    const act = () => suffer(options, fault);
    onTrouble(await (fault.alone === true ? turns.exclusive(act) : turns.shared(act)));
    await wait((0.5 + scene.random()) * options.pauseMs, scene);
  }
}

export const possible = (faults: readonly Fault[], ground: Ground): readonly Fault[] =>
  faults.filter((fault) => fault.impossible?.(ground) === undefined);

async function suffer({ scene, probes, timeline, once, besideKills }: TroublesOptions, fault: Fault): Promise<Trouble> {
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
  const isMeasured = !once && (fault.alone === true || !besideKills);
  const caughtUpMs = isMeasured ? await probes.whole() : 'not measured';
  return { fault: fault.name, calmFrom, from, to, silentMs: quiet.end(), caughtUpMs, ...injected };
}

/** What came before must not be counted against what comes now. */
async function calm({ ground }: Scene, probes: Probes): Promise<void> {
  await ground.fleet.ready();
  await probes.whole();
}

/** Milliseconds of the longest time in which no command was acknowledged, from now until `end` is called. */
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
