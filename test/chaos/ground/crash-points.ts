import type { Service } from '../../../tools/story/api.js';
import { flipBit } from './broker-frames.js';
import type { Fleet } from './fleet.js';
import type { Sighting, Tap, Verdict } from './link.js';
import type { Lines } from './lines.js';
import { aggregateSaved, eventsArrive, leavesGroup, MARKERS, sendsEvents, type Marker } from './markers.js';

export const CRASH_POINTS = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K8', 'K9', 'K10', 'K11', 'K12'] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];
/** Those that are told by what passes on the wire. */
export type PassedPoint = Exclude<CrashPoint, 'K12'>;
/**
 * What happens to a frame without anybody dying. `dropReply`: a save is applied, its reply is lost and the connection
 * reset. `flipProduced`, `flipFetched`: one bit of an event's value is wrong on its way to, or from, the broker.
 */
export type Trick = 'dropReply' | 'flipProduced' | 'flipFetched';

export interface ArmOptions {
  /** Strikes at the n-th time the marker is seen; 1 by default. */
  readonly nth?: number;
  /** For tricks: how many times in a row; 1 by default. Two lost replies in a row outlast the driver's own retry. */
  readonly times?: number;
}

export interface Hit {
  readonly service: Service;
  readonly point: CrashPoint | Trick;
  readonly instance: number;
  /** For bit flips, the event's id. */
  readonly eventId?: string | undefined;
}

export interface Armed {
  /** Resolves when it has struck (with `times`: for the last time); with undefined when it was disarmed before. */
  readonly hit: Promise<Hit | undefined>;
  disarm(): void;
}

/** A parsed command is given this long at most to be parsed before the service is killed. */
const PARSE_MS = 2;
/** A shutdown that is not killed at a goodbye to a group is killed within this time. */
const SHUTDOWN_MS = 400;

/** Sets and counts what strikes at an instant on the wire. */
export class CrashPoints {
  private readonly counted = new Map<string, number>();

  constructor(
    private readonly fleet: Fleet,
    private readonly lines: Lines,
    private readonly random: () => number,
  ) {}

  /** How often each point was hit, `service point` → count. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counted);
  }

  arm(service: Service, point: CrashPoint | Trick, options: ArmOptions = {}): Armed {
    switch (point) {
      case 'K12':
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

  /** Strikes at whichever of the points is the first to be passed so many times; at that one only. */
  armAny(service: Service, points: readonly PassedPoint[], nth: (point: PassedPoint) => number): Armed {
    const taps = this.lines.taps[service];
    const { hit, resolve } = outcome();
    const watched = points.map((point) => ({ point, marker: MARKERS[point](), left: nth(point) }));
    const tap: Tap = (sighting) => {
      // Each has to see every frame: what it tells rests on those before.
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

  /** K1: the request goes on to the service; from then on nothing of the service reaches the store, and then it dies. */
  private strike(service: Service, point: PassedPoint, instance: number): Verdict {
    if (point !== 'K1') {
      this.kill(service, instance);
      return 'drop';
    }
    this.lines.mute(service, instance);
    setTimeout(() => this.kill(service, instance), this.random() * PARSE_MS);
    return 'forward';
  }

  private watch(
    service: Service,
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
   * SIGTERM now, then SIGKILL: as chance has it, at one of its goodbyes to its groups or after some milliseconds. One
   * that had ended by itself before is no hit: the next life of the service is told to end, until one is caught.
   */
  private duringShutdown(service: Service): Armed {
    const taps = this.lines.taps[service];
    const isGoodbye = leavesGroup();
    const { hit, resolve } = outcome();
    const [instance = 0] = this.fleet.instancesOf(service);
    let timer: NodeJS.Timeout | undefined;
    let told: number | undefined;
    const disarm = (): void => {
      clearTimeout(timer);
      taps.delete(tap);
      resolve(undefined);
    };
    const strike = (): void => {
      if (told === undefined || this.fleet.pid(service, instance) !== told) return tell();
      this.kill(service, instance);
      this.count(service, 'K12');
      resolve({ service, point: 'K12', instance });
      disarm();
    };
    const tap: Tap = (sighting) => {
      if (sighting.instance !== instance || !isGoodbye(sighting)) return 'forward';
      strike();
      return 'drop';
    };
    const tell = (): void => {
      clearTimeout(timer);
      if (!this.fleet.isRunning(service, instance)) {
        timer = setTimeout(tell, SHUTDOWN_MS);
        return;
      }
      told = this.fleet.pid(service, instance);
      this.fleet.kill(service, 'SIGTERM', instance);
      const atGoodbye = this.random() < 0.5;
      if (atGoodbye) taps.add(tap);
      timer = setTimeout(strike, SHUTDOWN_MS * (atGoodbye ? 5 : this.random()));
    };
    tell();
    return { hit, disarm };
  }

  private kill(service: Service, instance: number): void {
    this.fleet.kill(service, 'SIGKILL', instance);
  }

  private count(service: Service, point: CrashPoint | Trick): void {
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
