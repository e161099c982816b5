import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../../../tools/story/api.js';
import { CRASH_POINTS, type Armed, type CrashPoint } from '../ground/crash-points.js';
import type { Ground } from '../ground/ground.js';
import { pick, wait } from './fault.js';
import type { Probes } from './probes.js';
import type { Turns } from './turns.js';

/** A point that nothing passes for so long goes back into the deck. */
const HIT_WITHIN_MS = 4_000;
/** What consumers pass comes later: a group waits for its dead member as long as a session lasts, 6 s. */
const CONSUMED_WITHIN_MS = 15_000;
const CONSUMED: ReadonlySet<CrashPoint> = new Set(['K8', 'K9', 'K10']);
/** Shorter than a session: nobody takes over meanwhile. */
const BREATH_MS = 4_000;
const BACK_WITHIN_MS = 60_000;

export interface Kill {
  readonly service: Service;
  readonly point: CrashPoint;
  /** From the kill to the first 200 of `/health/ready`; undefined: not within a minute. */
  readonly readyMs: number | undefined | 'left';
  /** From then until its relay had sent all that was committed by then; measured now and then only. */
  readonly drainedMs?: number | undefined;
}

export interface KillsOptions {
  readonly ground: Ground;
  readonly probes: Probes;
  readonly service: Service;
  readonly random: () => number;
  readonly turns: Turns;
  /** How long a service is left to work between two kills, about, milliseconds. */
  readonly restMs: number;
  readonly over: AbortSignal;
  readonly onKill: (kill: Kill) => void;
}

/** Kills one service again and again, at every crash point as often as at any other, each time when it is back and rested. */
export async function killAgainAndAgain(options: KillsOptions): Promise<void> {
  const { turns, over, random, restMs } = options;
  const hits = new Map<CrashPoint, number>(CRASH_POINTS.map((point) => [point, 0]));
  /** Points that nothing passed just now: the others first. */
  const missed = new Set<CrashPoint>();
  let kills = 0;
  for (let point = next(random, hits, missed); !over.aborted;) {
    const isKilled = await turns.shared(async () => {
      const readyMs = await killOnce(options, point);
      if (readyMs === 'not met') {
        missed.add(point);
        return false;
      }
      missed.clear();
      hits.set(point, (hits.get(point) ?? 0) + 1);
      kills++;
      const measured = kills % 5 === 0 ? { drainedMs: await options.probes.relayDrained(options.service) } : {};
      options.onKill({ service: options.service, point, readyMs, ...measured });
      return true;
    });
    point = next(random, hits, missed);
    // Groups are joined at the beginning of a life: whoever rests comes too late for that.
    const rests = isKilled && point !== 'K11';
    await wait(random() * 500 + (rests ? (0.5 + random()) * restMs : 0), { over });
  }
}

/** One of the points hit least, but for those that have just been waited for in vain. */
function next(random: () => number, hits: ReadonlyMap<CrashPoint, number>, missed: Set<CrashPoint>): CrashPoint {
  if (missed.size === hits.size) missed.clear();
  const open = [...hits].filter(([point]) => !missed.has(point));
  const least = Math.min(...open.map(([, count]) => count));
  return pick(
    random,
    open.filter(([, count]) => count === least).map(([point]) => point),
  );
}

/** Milliseconds until the service was ready again; 'left': it was an instance on its way out, and is not started again. */
async function killOnce(options: KillsOptions, point: CrashPoint): Promise<number | undefined | 'not met' | 'left'> {
  const { ground, service, random } = options;
  const before = readyTimes(ground, service).length;
  const armed = ground.arm(service, point, { nth: point === 'K10' ? 1 : 1 + Math.floor(random() * 3) });
  await met(options, point, armed.hit);
  armed.disarm();
  const hit = await armed.hit;
  if (hit === undefined) return 'not met';
  for (const begun = performance.now(); performance.now() - begun < BACK_WITHIN_MS; await sleep(25)) {
    const ready = readyTimes(ground, service);
    if (ready.length > before) return ready.at(-1);
    if (!ground.fleet.instancesOf(service).includes(hit.instance)) return 'left';
  }
  return undefined;
}

/** Until it is hit, or not met for so long. */
async function met({ ground, service, over }: KillsOptions, point: CrashPoint, hit: Armed['hit']): Promise<void> {
  const within = (ms: number): Promise<unknown> => Promise.race([hit, wait(ms, { over })]);
  if (!CONSUMED.has(point)) return void (await within(HIT_WITHIN_MS));
  if (point !== 'K10') return void (await within(CONSUMED_WITHIN_MS));
  await within(CONSUMED_WITHIN_MS / 2);
  // Whoever keeps up has one record in hand at a time, and nothing to write in bulk: it falls behind for a breath.
  const struck = await Promise.race([hit, undefined]);
  if (struck !== undefined || !ground.fleet.isRunning(service)) return;
  ground.fleet.pause(service, 'breath');
  await within(BREATH_MS);
  ground.fleet.resume(service, 'breath');
  await within(CONSUMED_WITHIN_MS / 2);
}

const readyTimes = (ground: Ground, service: Service): readonly number[] =>
  ground.fleet.recoveries.filter((one) => one.service === service).map(({ ms }) => ms);
