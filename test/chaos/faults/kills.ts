import { setTimeout as sleep } from 'node:timers/promises';
import { consumedTopics, producedTopics } from '#common/service/service-map.js';
import { SERVICES } from '../../../tools/services.js';
import type { Service } from '../../../tools/story/api.js';
import type { Armed, CrashPoint, PassedPoint } from '../ground/crash-points.js';
import type { Ground } from '../ground/ground.js';
import type { DeadMembers } from './dead-members.js';
import { shuffled, wait } from './fault.js';
import type { Probes } from './probes.js';
import type { Turns } from './turns.js';

/** A point that nothing passes for so long goes back into the deck. */
const HIT_WITHIN_MS = 4_000;
/** What consumers pass comes later: a group waits for its dead member as long as a session lasts, 6 s. */
const CONSUMED_WITHIN_MS = 9_000;
const CONSUMED: ReadonlySet<CrashPoint> = new Set(['K8', 'K9', 'K10', 'K11']);
/** Passed once in a while: the first time has to do. */
const RARE: ReadonlySet<CrashPoint> = new Set(['K10', 'K11']);
/** What was waited for in vain is left for so long. */
const ASIDE_MS = 20_000;
const AHEAD_MOST = 10;
/** So many kills, one as soon as the one before is over; then a rest, in which its groups form and work goes on. */
const BURST = 6;
/**
 * Whoever died while it was joining is waited for as well: for a session by those who join, and for another one where
 * the broker has made it their leader.
 */
const MEMBERS_WITHIN_MS = 30_000;
/** After a kill the first batch of every partition is handled one record at a time: nothing is written in bulk. */
const FIRST_BATCHES_MS = 8_000;
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
  /** Where the dead leave their groups at once. */
  readonly deadMembers: DeadMembers | undefined;
  readonly service: Service;
  readonly points: readonly CrashPoint[];
  readonly random: () => number;
  readonly turns: Turns;
  /** How long a service is left to work after some kills in a row, about, milliseconds. */
  readonly restMs: number;
  readonly over: AbortSignal;
  readonly onKill: (kill: Kill) => void;
}

/** Kills one service again and again, at each of the crash points as often as at any other, each time when it is back. */
export async function killAgainAndAgain(options: KillsOptions): Promise<void> {
  const { turns, over, random, restMs, service } = options;
  const deck = new Deck(options.points, random);
  for (let rested = 0; !over.aborted;) {
    const isKilled = await turns.shared(async () => {
      const points = deck.next();
      if (points.length === 0) return false;
      const onDead = async (point: CrashPoint): Promise<void> => {
        deck.hit(point);
        // Whoever is to be killed while it joins has to wait for the dead: else it joins before anybody is on the watch.
        if (!deck.wantsBeginning()) await options.deadMembers?.leave(service).catch(() => undefined);
      };
      const killed = await killOnce(options, points, { heard: deck.isShy('K10') ? heardBy(service) : [], onDead });
      if (killed === 'not met') {
        deck.missed(points);
        return false;
      }
      const measured = deck.kills % 5 === 0 ? { drainedMs: await options.probes.relayDrained(service) } : {};
      options.onKill({ service, ...killed, ...measured });
      return true;
    });
    const rests = isKilled && deck.kills >= rested + BURST && !deck.wantsBeginning();
    if (rests) rested = deck.kills;
    if (rests && restMs > 0) await rest(options);
    await wait(random() * 500, { over });
  }
}

/** Killed every few seconds, a service would never come to consume: its groups form first. */
async function rest({ ground, service, random, restMs, over }: KillsOptions): Promise<void> {
  const formed = ground.fleet.ready([service]).catch(() => undefined);
  await Promise.race([formed, wait(MEMBERS_WITHIN_MS, { over })]);
  await wait((0.5 + random()) * restMs, { over });
}

/** Which crash points are to come: those hit least, but for those that have just been waited for in vain. */
class Deck {
  kills = 0;
  private readonly hits: Map<CrashPoint, number>;
  private readonly aside = new Map<CrashPoint, number>();

  constructor(
    points: readonly CrashPoint[],
    private readonly random: () => number,
  ) {
    this.hits = new Map(points.map((point) => [point, 0]));
  }

  /** One that is struck at once, or several of which the first to be passed is struck; none while these would run ahead. */
  next(): readonly PassedPoint[] | 'K12' {
    const least = shuffled(this.random, this.least());
    const passed = least.filter((point) => point !== 'K12');
    return least[0] === 'K12' ? 'K12' : passed;
  }

  hit(point: CrashPoint): void {
    this.kills++;
    this.hits.set(point, (this.hits.get(point) ?? 0) + 1);
  }

  missed(points: readonly CrashPoint[] | 'K12'): void {
    for (const point of points === 'K12' ? [points] : points) this.aside.set(point, performance.now() + ASIDE_MS);
  }

  /** It has been waited for in vain before. */
  isShy(point: CrashPoint): boolean {
    return this.aside.has(point);
  }

  /** A group is joined at the beginning of a life only: who rests comes too late to be killed at that. */
  wantsBeginning(): boolean {
    const least = this.least();
    return least.length <= 3 && least.includes('K11');
  }

  private least(): readonly CrashPoint[] {
    const now = performance.now();
    const all = [...this.hits];
    const notAside = all.filter(([point]) => (this.aside.get(point) ?? 0) <= now);
    const open = notAside.length === 0 ? all : notAside;
    const least = Math.min(...open.map(([, count]) => count));
    // Those that can be struck at any time do not run ahead of those that are waited for; but nobody waits for what a
    // service may not pass at all for an hour, as one that is hardly ever behind has nothing to write in bulk.
    const waitedFor = all.filter(([point]) => !RARE.has(point)).map(([, count]) => count);
    if (least > Math.min(...waitedFor) + AHEAD_MOST) return [];
    return open.filter(([, count]) => count === least).map(([point]) => point);
  }
}

/** `readyMs` is 'left' for an instance on its way out: it is not started again. */
async function killOnce(
  options: KillsOptions,
  points: readonly PassedPoint[] | 'K12',
  { heard, onDead }: { heard: readonly Service[]; onDead: (point: CrashPoint) => Promise<void> },
): Promise<Pick<Kill, 'point' | 'readyMs'> | 'not met'> {
  const { ground, service, random } = options;
  const before = readyTimes(ground, service).length;
  const nth = (point: CrashPoint): number => (RARE.has(point) ? 1 : 1 + Math.floor(random() * 3));
  const armed = points === 'K12' ? ground.arm(service, points) : ground.armAny(service, points, nth);
  await met(options, points === 'K12' ? [] : points, armed.hit, heard);
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
 * Until one is hit, or none for so long.
 * @param heard services that fall behind before this one does, so that it has something to write in bulk
 */
async function met(
  { ground: { fleet }, service, over }: KillsOptions,
  points: readonly CrashPoint[],
  hit: Armed['hit'],
  heard: readonly Service[],
): Promise<void> {
  const within = (ms: number): Promise<unknown> => Promise.race([hit, wait(ms, { over })]);
  if (!points.some((point) => CONSUMED.has(point))) return void (await within(HIT_WITHIN_MS));
  if (points.some((point) => point !== 'K10') && (await within(CONSUMED_WITHIN_MS)) !== undefined) return;
  if (!points.includes('K10') || !fleet.isRunning(service)) return;
  const stand = async (still: readonly Service[]): Promise<void> => {
    const by = `breath of ${service}`;
    for (const one of still) fleet.pause(one, by);
    await within(BREATH_MS);
    for (const one of still) fleet.resume(one, by);
  };
  // Whoever keeps up has one record in hand at a time, and nothing to write in bulk: it falls behind for a breath. Of
  // those who hear little, as intake, more has to come at once: what they hear falls behind itself before.
  // Whoever is just on the way back is left alone: how long that takes is measured.
  if (heard.length > 0) {
    await within(FIRST_BATCHES_MS);
    await stand(heard.filter((one) => fleet.isRunning(one)));
  }
  await stand([service]);
  await within(HIT_WITHIN_MS);
}

/** Whose events a service consumes, but for its own. */
function heardBy(service: Service): readonly Service[] {
  const listener = SERVICES.find((map) => map.service === service);
  const topics = listener === undefined ? [] : consumedTopics(listener);
  const speakers = SERVICES.filter((map) => producedTopics(map).some((topic) => topics.includes(topic)));
  return speakers.map((map) => map.service as Service).filter((speaker) => speaker !== service);
}

const readyTimes = (ground: Ground, service: Service): readonly number[] =>
  ground.fleet.recoveries.filter((one) => one.service === service).map(({ ms }) => ms);
