import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '#common/events/define-event.js';
import { consumedTopics, producedTopics } from '#common/service/service-map.js';
import { SERVICES } from '../../../tools/services.js';
import type { CrashPoint } from '../ground/crash-point.js';
import type { Armed } from '../ground/crash-points.js';
import type { Ground } from '../ground/ground.js';
import type { DeadMembers } from './dead-members.js';
import { Deck, RARE, type Draw } from './deck.js';
import { wait } from './fault.js';
import type { Probes } from '../observe/probes.js';
import type { SharedTurns } from './shared-turns.js';

/** A point that nothing passes within this time is missed. */
const HIT_WITHIN_MS = 4_000;
/** Consumers come later: their group first waits 6 s for the session of its dead member to end. */
const CONSUMED_WITHIN_MS = 9_000;
const BY_CONSUMERS: ReadonlySet<CrashPoint> = new Set([
  'after receipt, before write',
  'after write, before offset commit',
  'during bulk write',
  'during rebalance',
]);
/** Kills in a row without a pause. A rest follows, in which the groups of the service form and it works. */
const BURST = 6;
/**
 * Longest wait for the groups to form. The others wait for a member that was killed while joining: one session, and a
 * second one where the broker had made it the leader.
 */
const MEMBERS_WITHIN_MS = 30_000;
/** After a kill the first batch of every partition is handled one record at a time: nothing is written in bulk. */
const FIRST_BATCHES_MS = 8_000;
/** Shorter than a session, so that no other instance takes over. */
const PAUSE_MS = 4_000;
const BACK_WITHIN_MS = 60_000;

export interface Kill {
  readonly service: ServiceName;
  readonly point: CrashPoint;
  /**
   * From the kill to the first 200 of `/health/ready`, milliseconds. Undefined: not within a minute. `left`: the
   * instance was leaving, and is not started again.
   */
  readonly readyMs: number | undefined | 'left';
  /** From then until its relay had sent all that was committed by then, milliseconds. Measured for every fifth kill. */
  readonly drainedMs?: number | undefined;
}

export interface KillsOptions {
  readonly ground: Ground;
  readonly probes: Probes;
  /** With `--dead-leave`: takes a killed service out of its groups at once. */
  readonly deadMembers: DeadMembers | undefined;
  readonly service: ServiceName;
  readonly points: readonly CrashPoint[];
  readonly random: () => number;
  readonly turns: SharedTurns;
  /** About how long a service works undisturbed after each burst of kills, milliseconds. */
  readonly restMs: number;
  readonly over: AbortSignal;
  readonly onKill: (kill: Kill) => void;
}

/** Kills one service until the run is over, each time after it has come back, and about equally often at each point. */
export async function killRepeatedly(options: KillsOptions): Promise<void> {
  const { turns, over, random, restMs, service } = options;
  const deck = new Deck(options.points, random);
  for (let rested = 0; !over.aborted;) {
    const isKilled = await turns.shared(async () => {
      const points = deck.next();
      if (points.length === 0) return false;
      const onDead = async (point: CrashPoint): Promise<void> => {
        deck.hit(point);
        // For a kill at a rebalance the dead member stays: without it, the service joins before the point is armed.
        if (!deck.needsFreshStart()) await options.deadMembers?.leave(service).catch(() => undefined);
      };
      const sources = deck.wasMissed('during bulk write') ? sourcesOf(service) : [];
      const killed = await killOnce(options, points, { sources, onDead });
      if (killed === 'not met') {
        deck.missed(points);
        return false;
      }
      const measured = deck.kills % 5 === 0 ? { drainedMs: await options.probes.relayDrained(service) } : {};
      options.onKill({ service, ...killed, ...measured });
      return true;
    });
    const rests = isKilled && deck.kills >= rested + BURST && !deck.needsFreshStart();
    if (rests) rested = deck.kills;
    if (rests && restMs > 0) await rest(options);
    await wait(random() * 500, { over });
  }
}

/** Waits for the groups of the service to form: killed every few seconds, it would never consume. */
async function rest({ ground, service, random, restMs, over }: KillsOptions): Promise<void> {
  const formed = ground.fleet.ready([service]).catch(() => undefined);
  await Promise.race([formed, wait(MEMBERS_WITHIN_MS, { over })]);
  await wait((0.5 + random()) * restMs, { over });
}

/** @param sources services that are paused first: see `met` */
async function killOnce(
  options: KillsOptions,
  points: Draw,
  { sources, onDead }: { sources: readonly ServiceName[]; onDead: (point: CrashPoint) => Promise<void> },
): Promise<Pick<Kill, 'point' | 'readyMs'> | 'not met'> {
  const { ground, service, random } = options;
  const before = readyTimes(ground, service).length;
  const nth = (point: CrashPoint): number => (RARE.has(point) ? 1 : 1 + Math.floor(random() * 3));
  const armed = points === 'during shutdown' ? ground.arm(service, points) : ground.armAny(service, points, nth);
  await met(options, points === 'during shutdown' ? [] : points, armed.hit, sources);
  armed.disarm();
  const hit = await armed.hit;
  if (hit === undefined) return 'not met';
  const point = hit.point as CrashPoint;
  await onDead(point);
  for (const begun = performance.now(); performance.now() - begun < BACK_WITHIN_MS; await sleep(25)) {
    const ready = readyTimes(ground, service);
    if (ready.length > before) return { point, readyMs: ready.at(-1) };
    if (!ground.fleet.instancesOf(service).includes(hit.instance)) return { point, readyMs: 'left' };
  }
  return { point, readyMs: undefined };
}

/**
 * Waits until a point is hit, or the time for it is over.
 *
 * A service that keeps up handles one record at a time and writes nothing in bulk. So it is paused for a moment, to
 * find several records when it resumes.
 * @param sources services whose events this one consumes, paused before it. A service that consumes few events, as
 *   intake does, then gets several at once.
 */
async function met(
  { ground: { fleet }, service, over }: KillsOptions,
  points: readonly CrashPoint[],
  hit: Armed['hit'],
  sources: readonly ServiceName[],
): Promise<void> {
  const within = (ms: number): Promise<unknown> => Promise.race([hit, wait(ms, { over })]);
  if (!points.some((point) => BY_CONSUMERS.has(point))) return void (await within(HIT_WITHIN_MS));
  if (points.some((point) => point !== 'during bulk write') && (await within(CONSUMED_WITHIN_MS)) !== undefined) return;
  if (!points.includes('during bulk write') || !fleet.isRunning(service)) return;
  const paused = async (services: readonly ServiceName[]): Promise<void> => {
    const by = `bulk write of ${service}`;
    for (const one of services) fleet.pause(one, by);
    await within(PAUSE_MS);
    for (const one of services) fleet.resume(one, by);
  };
  if (sources.length > 0) {
    await within(FIRST_BATCHES_MS);
    // A service that is restarting is left alone: how long that takes is measured.
    await paused(sources.filter((one) => fleet.isRunning(one)));
  }
  await paused([service]);
  await within(HIT_WITHIN_MS);
}

/** The other services whose events a service consumes. */
function sourcesOf(service: ServiceName): readonly ServiceName[] {
  const consumer = SERVICES.find((map) => map.service === service);
  const topics = consumer === undefined ? [] : consumedTopics(consumer);
  const producers = SERVICES.filter((map) => producedTopics(map).some((topic) => topics.includes(topic)));
  return producers.map((map) => map.service).filter((producer) => producer !== service);
}

const readyTimes = (ground: Ground, service: ServiceName): readonly number[] =>
  ground.fleet.recoveries.filter((one) => one.service === service).map(({ ms }) => ms);
