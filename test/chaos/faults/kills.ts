import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../../../tools/story/api.js';
import { CRASH_POINTS, type CrashPoint } from '../ground/crash-points.js';
import type { Ground } from '../ground/ground.js';
import { shuffled, wait } from './fault.js';
import type { Probes } from './probes.js';
import type { Turns } from './turns.js';

/** A point that nothing passes for so long goes back into the deck. */
const HIT_WITHIN_MS = 12_000;
const BACK_WITHIN_MS = 60_000;

export interface Kill {
  readonly service: Service;
  readonly point: CrashPoint;
  /** From the kill to the first 200 of `/health/ready`. */
  readonly readyMs: number | undefined;
  /** From then until its relay had sent all that was committed by then; measured now and then only. */
  readonly drainedMs?: number | undefined;
}

export interface KillsOptions {
  readonly ground: Ground;
  readonly probes: Probes;
  readonly service: Service;
  readonly random: () => number;
  readonly turns: Turns;
  readonly over: AbortSignal;
  readonly onKill: (kill: Kill) => void;
}

/** Kills one service again and again, at every crash point in turn, each time as soon as it has come back. */
export async function killAgainAndAgain(options: KillsOptions): Promise<void> {
  const { random, turns, over } = options;
  let deck: CrashPoint[] = [];
  let kills = 0;
  while (!over.aborted) {
    if (deck.length === 0) deck = shuffled(random, CRASH_POINTS);
    const point = deck.shift() as CrashPoint;
    await turns.shared(async () => {
      const readyMs = await killOnce(options, point);
      if (readyMs === 'not met') {
        deck.push(point);
        return;
      }
      kills++;
      const measured = kills % 5 === 0 ? { drainedMs: await options.probes.relayDrained(options.service) } : {};
      options.onKill({ service: options.service, point, readyMs, ...measured });
    });
    await wait(random() * 500, { over });
  }
}

/** Milliseconds until the service was ready again. */
async function killOnce(
  { ground, service, random, over }: KillsOptions,
  point: CrashPoint,
): Promise<number | undefined | 'not met'> {
  const before = readyTimes(ground, service).length;
  const armed = ground.arm(service, point, { nth: 1 + Math.floor(random() * 3) });
  await Promise.race([armed.hit, wait(HIT_WITHIN_MS, { over })]);
  armed.disarm();
  if ((await armed.hit) === undefined) return 'not met';
  for (const begun = performance.now(); performance.now() - begun < BACK_WITHIN_MS; await sleep(25)) {
    const ready = readyTimes(ground, service);
    if (ready.length > before) return ready.at(-1);
  }
  return undefined;
}

const readyTimes = (ground: Ground, service: Service): readonly number[] =>
  ground.fleet.recoveries.filter((one) => one.service === service).map(({ ms }) => ms);
