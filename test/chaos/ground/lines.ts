import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { Line } from './line.js';
import type { Tap } from './link.js';
import { brokerWire, storeWire } from './wire.js';

/** A member of the replica set by its number, the whole store, or the broker. */
export type ServerEnd = number | 'store' | 'broker';
/** Selects lines. A field that is left out means all. */
export interface Stretch {
  readonly service?: ServiceName;
  readonly server?: ServerEnd;
}

interface Laid {
  readonly service: ServiceName;
  readonly server: number | 'broker';
  readonly line: Line;
}

/** All lines between the services and their servers. */
export class Lines {
  /** Observers of the frames on a service's lines, and of the commands that reach it. */
  readonly taps: Readonly<Record<ServiceName, Set<Tap>>>;
  private readonly laid: readonly Laid[];

  constructor(
    readonly memberPorts: readonly number[],
    readonly brokerPort: number,
  ) {
    this.taps = { intake: new Set(), review: new Set(), catalog: new Set(), contracts: new Set() };
    this.laid = SERVICE_NAMES.flatMap((service) => [
      ...memberPorts.map((port, server) => ({ service, server, line: new Line(port, storeWire, this.taps[service]) })),
      { service, server: 'broker' as const, line: new Line(brokerPort, brokerWire, this.taps[service]) },
    ]);
  }

  /** The loopback address at which an instance of a service finds its servers, once `open` has resolved. */
  static alias(service: ServiceName, instance: number): string {
    if (instance > 9)
      throw new RangeError('A service has ten instances at most, so that its alias has nine characters.');
    return `127.0.${instance}.${SERVICE_NAMES.indexOf(service) + 2}`;
  }

  async open(service: ServiceName, instance: number): Promise<void> {
    const alias = Lines.alias(service, instance);
    await Promise.all(this.along({ service }).map((line) => line.open(alias, instance)));
  }

  along({ service, server }: Stretch = {}): readonly Line[] {
    const isEnd = (end: number | 'broker'): boolean =>
      server === undefined || end === server || (server === 'store' && end !== 'broker');
    return this.laid
      .filter((one) => (service === undefined || one.service === service) && isEnd(one.server))
      .map(({ line }) => line);
  }

  cut(stretch: Stretch): void {
    for (const line of this.along(stretch)) line.cut();
  }

  async refuse(stretch: Stretch): Promise<void> {
    await Promise.all(this.along(stretch).map((line) => line.refuse()));
  }

  hold(stretch: Stretch, way?: 'both' | 'requests' | 'replies'): void {
    for (const line of this.along(stretch)) line.hold(way);
  }

  slow(stretch: Stretch, how: { readonly latencyMs?: number; readonly bytesPerSecond?: number }): void {
    for (const line of this.along(stretch)) line.slow(how);
  }

  flap(stretch: Stretch, everyMs: number): void {
    for (const line of this.along(stretch)) line.flap(everyMs);
  }

  async mend(stretch: Stretch = {}): Promise<void> {
    await Promise.all(this.along(stretch).map((line) => line.mend()));
  }

  /** Drops everything to and from an instance that is being killed. */
  mute(service: ServiceName, instance: number): void {
    for (const line of this.along({ service })) line.mute(instance);
  }

  async close(): Promise<void> {
    await Promise.all(this.laid.map(({ line }) => line.close()));
  }
}
