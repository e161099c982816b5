import path from 'node:path';
import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import type { ServiceAddress } from '#common/http/ports.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { stablePort } from '#infrastructure/ports.js';
import type { Addresses } from '../../../tools/story/api.js';
import { Front } from './front.js';
import type { Sighting } from './link.js';
import { Lines } from './lines.js';
import { ServiceInstance, type Death, type Recovery } from './service-instance.js';

export interface FleetOptions {
  readonly lines: Lines;
  readonly replicaSet: string;
  readonly topicPrefix: string;
  /** For logs and clock files. */
  readonly directory: string;
  readonly main?: ((service: ServiceName) => string) | undefined;
  readonly onDeath?: (death: Death) => void;
}

/** The story's policy, which sets the number of the first session. */
const POLICY = path.resolve('tools/story/policy.json');
/**
 * The crash points kill while an event is in flight, on a quiet topic the same event each time. A service cannot
 * distinguish that from an event that crashes its handler, which is tested elsewhere.
 */
const DEATHS_MAX = 100;
/** Compiled code of earlier starts: a start spends most of its time on reading and compiling modules. */
const COMPILE_CACHE = path.resolve('node_modules/.cache/chaos-compile');

/** One for each port of a service. */
interface Fronts {
  readonly business: Front;
  readonly operations: Front;
}

/** The services as processes, each behind one address for each port, with any number of instances. */
export class Fleet {
  /** All starts so far that led to a ready service, in order. */
  readonly recoveries: Recovery[] = [];
  private readonly instances: Record<ServiceName, ServiceInstance[]> = {
    intake: [],
    review: [],
    catalog: [],
    contracts: [],
  };
  /** Instances that are shutting down, and can still be killed. */
  private readonly leaving = new Set<ServiceInstance>();
  private readonly fronts = new Map<ServiceName, Fronts>();

  private constructor(private readonly options: FleetOptions) {}

  static async start(options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(options);
    try {
      await Promise.all(SERVICE_NAMES.map((service) => fleet.openFront(service)));
      await Promise.all(SERVICE_NAMES.map((service) => fleet.scaleOut(service)));
      return fleet;
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  }

  get addresses(): Addresses {
    const of = (service: ServiceName): ServiceAddress => {
      const fronts = this.fronts.get(service);
      return { url: fronts?.business.url ?? '', opsUrl: fronts?.operations.url ?? '' };
    };
    return { intake: of('intake'), review: of('review'), catalog: of('catalog'), contracts: of('contracts') };
  }

  /** The numbers of the instances that a service has, oldest first. */
  instancesOf(service: ServiceName): readonly number[] {
    return this.instances[service].map(({ number }) => number);
  }

  /** Starts an instance with lines of its own. Resolves when it is ready and a member of its groups. */
  async scaleOut(service: ServiceName): Promise<number> {
    const { lines, replicaSet, topicPrefix, directory, main, onDeath } = this.options;
    const taken = this.instancesOf(service);
    const instance = Array.from({ length: 10 }, (_, i) => i).find((i) => !taken.includes(i)) ?? 10;
    const alias = Lines.alias(service, instance);
    await lines.open(service, instance);
    const members = lines.memberPorts.map((port) => `${alias}:${port}`).join(',');
    const made = await ServiceInstance.create({
      service,
      instance,
      port: await stablePort(),
      opsPort: await stablePort(),
      directory,
      main: main?.(service),
      onDeath: (death) => onDeath?.(death),
      onReady: (recovery) => void this.recoveries.push(recovery),
      env: {
        MONGO_URL: databaseUrl(`mongodb://${members}/?replicaSet=${replicaSet}`, service),
        KAFKA_BROKERS: `${alias}:${lines.brokerPort}`,
        TOPIC_PREFIX: topicPrefix,
        AUTH: 'dev',
        CLOCK: 'sandbox',
        LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
        SECURITY_LOG: 'off',
        RATE_LIMITS: 'off',
        POLICY_FILE: POLICY,
        INBOX_DEATHS_MAX: String(DEATHS_MAX),
        NODE_COMPILE_CACHE: COMPILE_CACHE,
      },
    });
    this.instances[service].push(made);
    made.start();
    await made.ready();
    const fronts = this.fronts.get(service);
    fronts?.business.spread();
    fronts?.operations.spread();
    return instance;
  }

  /** Ends the youngest instance as a roll-out does: SIGTERM, and time to shut down. */
  async scaleIn(service: ServiceName): Promise<void> {
    const leaving = this.instances[service].length > 1 ? this.instances[service].pop() : undefined;
    if (leaving === undefined) throw new RangeError(`${service} has one instance only.`);
    this.leaving.add(leaving);
    await leaving.stop();
    this.leaving.delete(leaving);
  }

  /** The id of the running process. */
  pid(service: ServiceName, instance?: number): number | undefined {
    return this.find(service, instance).pid;
  }

  kill(service: ServiceName, signal: NodeJS.Signals = 'SIGKILL', instance?: number): void {
    const victim = this.find(service, instance);
    victim.kill(signal);
    if (signal === 'SIGKILL') this.options.lines.mute(service, victim.number);
  }

  /** @param by who pauses it: the instance resumes when all of them have resumed it */
  pause(service: ServiceName, by: string, instance?: number): void {
    this.find(service, instance).pause(by);
  }

  resume(service: ServiceName, by: string, instance?: number): void {
    this.find(service, instance).resume(by);
  }

  /** Sets the clocks of all instances of a service wrong by `ms` milliseconds; 0 sets them right. */
  async skew(service: ServiceName, ms: number): Promise<void> {
    await Promise.all(this.instances[service].map((instance) => instance.skew(ms)));
  }

  isRunning(service: ServiceName, instance?: number): boolean {
    return this.find(service, instance).takesRequests;
  }

  /** Resolves when every instance of these services is ready and in its groups. @throws when one is not in a minute */
  async ready(services: readonly ServiceName[] = SERVICE_NAMES): Promise<void> {
    const instances = services.flatMap((service) => this.instances[service]);
    await Promise.all(instances.map((instance) => instance.ready()));
  }

  /** Resident memory per service, bytes, all its instances together. */
  memory(): Readonly<Record<ServiceName, number>> {
    const sum = (service: ServiceName): number =>
      this.instances[service].reduce((bytes, instance) => bytes + (instance.memory() ?? 0), 0);
    return { intake: sum('intake'), review: sum('review'), catalog: sum('catalog'), contracts: sum('contracts') };
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map((instance) => instance.stop()));
    const fronts = [...this.fronts.values()].flatMap(({ business, operations }) => [business, operations]);
    await Promise.all(fronts.map((front) => front.close()));
  }

  private all(): readonly ServiceInstance[] {
    return SERVICE_NAMES.flatMap((service) => this.instances[service]);
  }

  private find(service: ServiceName, number?: number): ServiceInstance {
    const all = [...this.instances[service], ...[...this.leaving].filter((instance) => instance.service === service)];
    const found = number === undefined ? all[0] : all.find((instance) => instance.number === number);
    if (found === undefined) throw new RangeError(`${service} has no instance ${String(number ?? '')}.`);
    return found;
  }

  private async openFront(service: ServiceName): Promise<void> {
    const backends = (portOf: (instance: ServiceInstance) => number) => () => {
      const all = this.instances[service];
      const able = all.filter(({ takesRequests }) => takesRequests);
      return (able.length > 0 ? able : all).map((one) => ({ instance: one.number, port: portOf(one) }));
    };
    const taps = this.options.lines.taps[service];
    const onCommand = (instance: number, line: string): void => {
      const sighting: Sighting = { kind: 'http command', line, instance };
      for (const tap of taps) tap(sighting);
    };
    this.fronts.set(service, {
      business: await Front.open(
        backends(({ port }) => port),
        onCommand,
      ),
      operations: await Front.open(
        backends(({ opsPort }) => opsPort),
        onCommand,
      ),
    });
  }
}
