import type { ServiceName } from '#common/events/define-event.js';
import { Probes } from './observe/probes.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeadMembers } from './faults/dead-members.js';
import type { Poison, Scene } from './faults/fault.js';
import { killRepeatedly, type Kill, type KillsOptions } from './faults/kills.js';
import { injectFaults, type Trouble } from './faults/troubles.js';
import { brokerAway } from './faults/server-faults.js';
import { SharedTurns } from './faults/shared-turns.js';
import type { CrashPoint } from './ground/crash-point.js';
import { Ground } from './ground/ground.js';
import { createRandom } from './random.js';
import type { Entry } from './load/ledger.js';
import type { Timeline } from './load/timeline.js';
import { Workload, type Progress } from './load/workload.js';
import { MemorySamples } from './memory-samples.js';
import type { ChaosOptions } from './options.js';
import { holds, type Outcome } from './outcome.js';
import { MonotonicWatch } from './verify/monotonic.js';
import { quiet } from './observe/quiet.js';
import { verify } from './verify/verify.js';

/** The broker stays away for five minutes, or for a fifth of a shorter run. */
const AWAY_MOST_S = 300;
const CONTRACTS_LEAST = 32;
const AWAY_ONCE_MS = 8_000;
const PACE_ONCE = 0.4;
const NAIVE = 'dist/test/chaos/naive/main.js';
/** The clients work for a while before anything breaks. */
const WARM_UP_MS = 5_000;
/** 30 s, and another minute for a broker or a primary that is restarting. */
const QUIET_WITHIN_MS = 90_000;
const LOG_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 100;
const READY_LONG_MS = 6_000;
const DRAINED_LONG_MS = 10_000;

type Log = (line: string) => void;

/** One run: start, load, break, mend, check. @param enough ends the faults early */
export async function runChaos(options: ChaosOptions, log: Log, enough?: AbortSignal): Promise<Outcome> {
  const { seed, naive } = options;
  log(`seed ${seed}${naive ? ', the naive build' : ''}: a store of three, a broker and four services are starting`);
  const ground = await Ground.start({ seed, log, ...(naive && { main: () => NAIVE }) });
  try {
    const outcome = await new Run(ground, options, log).play(enough);
    if (!naive && !holds(outcome)) log(`the services' logs: ${await ground.saveLogs(`chaos-logs/seed-${seed}`)}`);
    return outcome;
  } finally {
    await ground.stop();
  }
}

class Run {
  private readonly workload: Workload;
  private readonly memory: MemorySamples;
  private readonly monotonic: MonotonicWatch;
  private readonly kills: Kill[] = [];
  private readonly troubles: Trouble[] = [];
  private readonly poisoned: Poison[] = [];
  private readonly over = new AbortController();
  private readonly turns = new SharedTurns();

  constructor(
    private readonly ground: Ground,
    private readonly options: ChaosOptions,
    private readonly log: Log,
  ) {
    const { seed, clients, steady, ledgerFile, minutes } = options;
    this.workload = new Workload(ground, {
      seed,
      clients,
      steady,
      // The known calendar ends in 2027, so a long run does more on each day.
      contracts: Math.max(CONTRACTS_LEAST, Math.round(minutes)),
      ...(ledgerFile !== undefined && { ledgerFile }),
    });
    this.memory = new MemorySamples(ground.fleet);
    this.monotonic = new MonotonicWatch(ground.direct);
  }

  async play(enough?: AbortSignal): Promise<Outcome> {
    const end = new AbortController();
    enough?.addEventListener('abort', () => this.over.abort(), { once: true });
    const logging = setInterval(() => this.logProgress(), LOG_EVERY_MS);
    const working = this.workload.run(end.signal);
    try {
      // A workload that fails ends the run at once, with its error.
      const breaking = this.breakThings();
      await Promise.race([breaking, working]);
      this.over.abort();
      await breaking;
      await this.mend();
      end.abort();
      const progress = await working;
      this.log('everything is mended and every client has its answers: checking');
      return await this.check(progress);
    } finally {
      clearInterval(logging);
      this.memory.stop();
      this.over.abort();
      end.abort();
    }
  }

  private async breakThings(): Promise<void> {
    const { seed, minutes, killed, naive, once, awaySeconds, pauseSeconds, deadLeave } = this.options;
    const { ground, turns } = this;
    await sleep(WARM_UP_MS);
    const end = setTimeout(() => this.over.abort(), minutes * 60_000);
    const probes = await Probes.open(ground, !naive);
    const deadMembers = deadLeave ? await DeadMembers.open(ground) : undefined;
    const scene: Scene = {
      ground,
      random: createRandom(seed).fork('faults').next,
      awayMs: once ? AWAY_ONCE_MS : (awaySeconds ?? Math.min(AWAY_MOST_S, minutes * 12)) * 1_000,
      pace: once ? PACE_ONCE : 1,
      over: this.over.signal,
      poisoned: this.poisoned,
    };
    try {
      const enough = new AbortController();
      const killing = killed.map((service) => this.killing(service, { probes, deadMembers }, enough.signal));
      const injecting = injectFaults({
        faults: this.options.faults,
        scene,
        probes,
        timeline: this.workload.timeline,
        turns,
        once,
        duringKills: killed.length > 0,
        pauseMs: pauseSeconds * 1_000,
        onTrouble: (trouble) => this.noteTrouble(trouble),
      });
      const ended = once
        ? Promise.all([injecting, this.wholeRound(), this.everyPointHit().then(() => enough.abort())])
        : aborted(this.over.signal);
      const all = Promise.all([injecting, ...killing, ended]);
      await Promise.race([all, ended]);
      this.over.abort();
      await all;
    } finally {
      clearTimeout(end);
      await Promise.all([probes.close(), deadMembers?.close()]);
    }
  }

  private killing(
    service: ServiceName,
    { probes, deadMembers }: Pick<KillsOptions, 'probes' | 'deadMembers'>,
    enough: AbortSignal,
  ): Promise<void> {
    return killRepeatedly({
      ground: this.ground,
      probes,
      deadMembers,
      service,
      points: this.options.points,
      random: createRandom(this.options.seed).fork(service).next,
      turns: this.turns,
      restMs: this.options.restSeconds * 1_000,
      over: AbortSignal.any([this.over.signal, enough]),
      onKill: (kill) => this.noteKill(kill),
    });
  }

  /** Resolves when every crash point was hit at least once, in any service, or when the time is over. */
  private async everyPointHit(): Promise<void> {
    const { killed, points } = this.options;
    const isHit = (point: CrashPoint): boolean => this.kills.some((kill) => kill.point === point);
    while (killed.length > 0 && !this.over.signal.aborted && !points.every(isHit)) await sleep(LOOK_EVERY_MS);
  }

  /** Resolves when the clients have played a whole round, or when the time is over. */
  private async wholeRound(): Promise<void> {
    while (!this.over.signal.aborted && this.workload.progress().rounds === 0) await sleep(LOOK_EVERY_MS);
  }

  private async mend(): Promise<void> {
    const { lines, broker, store, fleet } = this.ground;
    await lines.mend();
    await broker.restart();
    await Promise.all(store.ports.map((_, i) => store.restart(i)));
    await fleet.ready();
  }

  private async check(progress: Progress): Promise<Outcome> {
    const { seed, minutes, naive } = this.options;
    const { ledger, timeline, mishaps } = this.workload;
    const waited = await quiet(this.ground.direct, QUIET_WITHIN_MS, !naive);
    const monotonic = await this.monotonic.stop();
    const invariants = await verify(this.ground, ledger, {
      quiet: waited,
      monotonic,
      bounds: this.memory.bounds,
      injected: this.poisoned.map(({ place }) => place),
      poison: this.poisoned.flatMap(({ place, groups }) => groups.map((group) => `${group}/${place}`)),
    });
    const impossible = this.options.faults.flatMap((fault) => {
      const why = fault.impossible?.(this.ground);
      return why === undefined ? [] : [`${fault.name}: ${why}`];
    });
    return {
      seed,
      minutes,
      naive,
      progress,
      attempts: ledger.counts.attempts,
      played: [...new Set(ledger.entries.filter(isAcked).map(({ operation }) => operation))].toSorted(),
      kills: this.kills,
      crashPoints: this.ground.crashPoints.counts,
      troubles: this.troubles,
      impossible,
      memoryMost: this.memory.most,
      brokerAway: this.troubles
        .filter(({ fault }) => fault === brokerAway.name)
        .map((away) => withCalm(timeline, away)),
      quiet: waited,
      mishaps,
      invariants,
    };
  }

  /** A slow recovery is logged at once, next to what else happened at that moment. */
  private noteKill(kill: Kill): void {
    this.kills.push(kill);
    const { service, point, readyMs, drainedMs = 0 } = kill;
    if (readyMs === undefined) this.log(`${service}, killed ${point}: NOT ready within a minute`);
    else if (readyMs !== 'left' && readyMs > READY_LONG_MS)
      this.log(`${service}, killed ${point}: ready after ${Math.round(readyMs)} ms`);
    if (drainedMs > DRAINED_LONG_MS)
      this.log(`${service}, killed ${point}: its relay was drained after ${Math.round(drainedMs)} ms`);
  }

  private noteTrouble(trouble: Trouble): void {
    const { fault, on, from, to, caughtUpMs, failed } = trouble;
    this.troubles.push(trouble);
    const recovery =
      caughtUpMs === 'not measured'
        ? 'mended'
        : caughtUpMs === undefined
          ? 'NEVER recovered'
          : `recovered after ${Math.round(caughtUpMs)} ms`;
    this.log(
      `${fault} (${on}) for ${(to - from).toFixed(1)} s: ${failed === undefined ? recovery : `FAILED: ${failed}`}`,
    );
  }

  /** The point with the fewest hits, which a longer run would add to. */
  private fewest(): string {
    const { counts } = this.ground.crashPoints;
    const { killed, points } = this.options;
    const [least] = killed
      .flatMap((service) => points.map((point) => `${service} ${point}`))
      .map((point) => ({ point, times: counts[point] ?? 0 }))
      .toSorted((one, other) => one.times - other.times);
    return least === undefined ? '' : `, ${least.point} ${least.times} times`;
  }

  private logProgress(): void {
    const { acked, refused, open, perSecond, committees, signed, day } = this.workload.progress();
    const rate = perSecond.toFixed(0);
    const work = `${acked} acked, ${refused} refused, ${open} open (${rate}/s)`;
    const results = `${committees} committees, ${signed} signed, ${day}`;
    this.log(`${work}; ${results}; ${this.kills.length} kills${this.fewest()}`);
  }
}

const withCalm = (timeline: Timeline, { calmFrom, from, to }: Trouble) => ({
  calm: timeline.between(calmFrom, from),
  away: timeline.between(from, to),
});

const isAcked = ({ outcome }: Entry): boolean => outcome.kind === 'acked';

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
