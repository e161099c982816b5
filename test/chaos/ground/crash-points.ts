import type { ServiceName } from '#common/events/define-event.js';
import { flipBit } from './broker-frames.js';
import type { CrashPoint, WirePoint } from './crash-point.js';
import type { Fleet } from './fleet.js';
import type { Sighting, Tap, Verdict } from './link.js';
import type { Lines } from './lines.js';
import { aggregateSaved, eventsArrive, leavesGroup, MARKERS, sendsEvents, type Marker } from './markers.js';

/**
 * What happens to a frame without a kill. `dropReply`: a save is applied, its reply is lost, its connection is reset.
 * `flipProduced` and `flipFetched`: one bit of an event's value flips on its way to the broker, or from it.
 */
export type Trick = 'dropReply' | 'flipProduced' | 'flipFetched';

export interface ArmOptions {
  /** Strikes the n-th time the marker is seen; 1 by default. */
  readonly nth?: number;
  /** For tricks: how often in a row; 1 by default. The driver retries once, so only two lost replies get through. */
  readonly times?: number;
}

export interface Hit {
  readonly service: ServiceName;
  readonly point: CrashPoint | Trick;
  readonly instance: number;
  /** For bit flips, the event's id. */
  readonly eventId?: string | undefined;
}

export interface Armed {
  /** Resolves when it has struck for the last time, or with undefined when it was disarmed before. */
  readonly hit: Promise<Hit | undefined>;
  disarm(): void;
}

/** Longest time between the arrival of a command and a kill during its parsing. */
const PARSE_MS = 2;
/** A shutdown that is not killed at a LeaveGroup is killed within this time. */
const SHUTDOWN_MS = 400;

/** Arms and counts the kills and tricks that strike at an instant on the wire. */
export class CrashPoints {
  private readonly counted = new Map<string, number>();

  constructor(
    private readonly fleet: Fleet,
    private readonly lines: Lines,
    private readonly random: () => number,
  ) {}

  /** How often each point was hit: `service point` → count. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counted);
  }

  arm(service: ServiceName, point: CrashPoint | Trick, options: ArmOptions = {}): Armed {
    switch (point) {
      case 'during shutdown':
        return this.duringShutdown(service);
      case 'dropReply':
        return this.watch(service, point, aggregateSaved(), options, lose);
      case 'flipProduced':
        return this.watch(service, point, sendsEvents(), options, flip);
      case 'flipFetched':
        return this.watch(service, point, eventsArrive(), options, flip);
      default:
        return this.armAny(service, [point], () => options.nth ?? 1);
    }
  }

  /** Strikes once: at the first of these points that has been passed `nth(point)` times. */
  armAny(service: ServiceName, points: readonly WirePoint[], nth: (point: WirePoint) => number): Armed {
    const taps = this.lines.taps[service];
    const { hit, resolve } = outcome();
    const watched = points.map((point) => ({ point, marker: MARKERS[point](), left: nth(point) }));
    const tap: Tap = (sighting) => {
      // Every marker has to see every frame: its verdict depends on the frames before.
      const passed = watched.filter(({ marker }) => marker(sighting));
      for (const one of passed) one.left--;
      const struck = passed.find(({ left }) => left <= 0);
      if (struck === undefined) return 'forward';
      const { point } = struck;
      const { instance } = sighting;
      taps.delete(tap);
      this.count(service, point);
      resolve({ service, point, instance });
      return this.strike(service, point, instance);
    };
    const disarm = (): void => {
      taps.delete(tap);
      resolve(undefined);
    };
    taps.add(tap);
    return { hit, disarm };
  }

  /** During parsing: the request reaches the service, none of its own reach the store, and then it is killed. */
  private strike(service: ServiceName, point: WirePoint, instance: number): Verdict {
    if (point !== 'during parsing') {
      this.kill(service, instance);
      return 'drop';
    }
    this.lines.mute(service, instance);
    setTimeout(() => this.kill(service, instance), this.random() * PARSE_MS);
    return 'forward';
  }

  private watch(
    service: ServiceName,
    point: Trick,
    marker: Marker,
    { nth = 1, times = 1 }: ArmOptions,
    strike: (sighting: Sighting, hit: { eventId?: string | undefined }) => Verdict,
  ): Armed {
    const taps = this.lines.taps[service];
    const { hit, resolve } = outcome();
    let seen = 0;
    const tap: Tap = (sighting) => {
      if (!marker(sighting) || ++seen < nth) return 'forward';
      const found: { eventId?: string } = {};
      const verdict = strike(sighting, found);
      if (seen >= nth + times - 1) taps.delete(tap);
      this.count(service, point);
      if (seen >= nth + times - 1) resolve({ service, point, instance: sighting.instance, ...found });
      return verdict;
    };
    const disarm = (): void => {
      taps.delete(tap);
      resolve(undefined);
    };
    taps.add(tap);
    return { hit, disarm };
  }

  /**
   * SIGTERM now, then SIGKILL: at a LeaveGroup or after some milliseconds, drawn by chance. A process that ended by
   * itself before the SIGKILL is no hit. The next process of the service then gets a SIGTERM, until one is killed.
   */
  private duringShutdown(service: ServiceName): Armed {
    const taps = this.lines.taps[service];
    const isLeaving = leavesGroup();
    const { hit, resolve } = outcome();
    const [instance = 0] = this.fleet.instancesOf(service);
    let timer: NodeJS.Timeout | undefined;
    let terminating: number | undefined;
    const disarm = (): void => {
      clearTimeout(timer);
      taps.delete(tap);
      resolve(undefined);
    };
    const strike = (): void => {
      if (terminating === undefined || this.fleet.pid(service, instance) !== terminating) return terminate();
      this.kill(service, instance);
      this.count(service, 'during shutdown');
      resolve({ service, point: 'during shutdown', instance });
      disarm();
    };
    const tap: Tap = (sighting) => {
      if (sighting.instance !== instance || !isLeaving(sighting)) return 'forward';
      strike();
      return 'drop';
    };
    const terminate = (): void => {
      clearTimeout(timer);
      if (!this.fleet.isRunning(service, instance)) {
        timer = setTimeout(terminate, SHUTDOWN_MS);
        return;
      }
      terminating = this.fleet.pid(service, instance);
      this.fleet.kill(service, 'SIGTERM', instance);
      const atLeave = this.random() < 0.5;
      if (atLeave) taps.add(tap);
      timer = setTimeout(strike, SHUTDOWN_MS * (atLeave ? 5 : this.random()));
    };
    terminate();
    return { hit, disarm };
  }

  private kill(service: ServiceName, instance: number): void {
    this.fleet.kill(service, 'SIGKILL', instance);
  }

  private count(service: ServiceName, point: CrashPoint | Trick): void {
    const key = `${service} ${point}`;
    this.counted.set(key, (this.counted.get(key) ?? 0) + 1);
  }
}

function lose(sighting: Sighting): Verdict {
  if ('link' in sighting) sighting.link.reset();
  return 'drop';
}

function flip(sighting: Sighting, hit: { eventId?: string | undefined }): Verdict {
  if (sighting.kind === 'broker request') hit.eventId = flipBit(sighting.request.bytes);
  if (sighting.kind === 'broker reply') hit.eventId = flipBit(sighting.reply.bytes);
  return 'forward';
}

function outcome(): { hit: Promise<Hit | undefined>; resolve: (hit: Hit | undefined) => void } {
  let resolve: (hit: Hit | undefined) => void = () => undefined;
  const hit = new Promise<Hit | undefined>((settle) => (resolve = settle));
  return { hit, resolve };
}
