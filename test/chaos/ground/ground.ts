import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServiceName } from '#common/events/define-event.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { createTopics, topicPlan } from '#common/service/topics.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { supervise } from '#infrastructure/supervised.js';
import { SERVICES } from '../../../tools/services.js';
import type { Addresses } from '../../../tools/story/api.js';
import { Broker } from './broker.js';
import type { CrashPoint, WirePoint } from './crash-point.js';
import { CrashPoints, type ArmOptions, type Armed, type Trick } from './crash-points.js';
import { Fleet } from './fleet.js';
import { Lines } from './lines.js';
import { createRandom } from '../random.js';
import type { Death } from './service-instance.js';
import { REPLICA_SET, StoreCluster } from './store-cluster.js';

export interface GroundOptions {
  /** Same seed, same choices. The caller prints it. */
  readonly seed: number;
  /** The file that runs a service, from the root of the repository; default: `dist/services/<service>.cjs`. */
  readonly main?: (service: ServiceName) => string;
  readonly partitions?: number;
  readonly onDeath?: (death: Death) => void;
  readonly log?: (line: string) => void;
}

/** Addresses of stores and broker for a verifier. They bypass the lines, so no fault affects them. */
export interface Direct {
  /** The service's own database on the replica set. */
  mongoUrl(service: ServiceName): string;
  readonly kafkaBrokers: string;
  readonly topicPrefix: string;
}

const TOPIC_PREFIX = 'chaos.';
const PARTITIONS = 6;

interface Stoppable {
  stop(): Promise<void>;
}

/** Four services on a three-node store and a broker: processes of this machine, each of which can be broken. */
export class Ground {
  private constructor(
    readonly store: StoreCluster,
    readonly broker: Broker,
    readonly lines: Lines,
    readonly fleet: Fleet,
    readonly crashPoints: CrashPoints,
    /** The logs of all processes. It is removed when the ground is stopped. */
    readonly directory: string,
    private readonly started: readonly Stoppable[],
  ) {}

  /** Resolves when all four services are ready and members of their groups. */
  static async start({ seed, main, onDeath, partitions, log = () => undefined }: GroundOptions): Promise<Ground> {
    const directory = await mkdtemp(join(tmpdir(), 'dsc-chaos-'));
    const started: Stoppable[] = [supervise('data', { graceMs: 0, remove: [directory] })];
    const keep = <T extends Stoppable>(part: T): T => {
      started.push(part);
      return part;
    };
    try {
      const [store, broker] = await Promise.all([
        StoreCluster.start(directory, log).then(keep),
        Broker.start(directory, log).then(keep),
      ]);
      const kafka = kafkaClient({ brokers: [broker.address], clientId: 'ground' }, () => undefined);
      const plan = { prefix: TOPIC_PREFIX, partitions: partitions ?? PARTITIONS, replication: 1 };
      await createTopics(kafka, topicPlan(SERVICES, plan));
      const lines = new Lines(store.ports, broker.port);
      keep({ stop: () => lines.close() });
      const options = { lines, replicaSet: REPLICA_SET, topicPrefix: TOPIC_PREFIX, directory, main };
      const fleet = keep(await Fleet.start({ ...options, ...(onDeath !== undefined && { onDeath }) }));
      const crashPoints = new CrashPoints(fleet, lines, createRandom(seed).fork('crash points').next);
      return new Ground(store, broker, lines, fleet, crashPoints, directory, started);
    } catch (error) {
      await stopAll(started);
      throw error;
    }
  }

  /** HTTP. They stay the same over restarts and for any number of instances. */
  get addresses(): Addresses {
    return this.fleet.addresses;
  }

  get direct(): Direct {
    return {
      mongoUrl: (service) => databaseUrl(this.store.directUrl, service),
      kafkaBrokers: this.broker.address,
      topicPrefix: TOPIC_PREFIX,
    };
  }

  /** Breaks a service the next time it passes this instant on the wire. */
  arm(service: ServiceName, point: CrashPoint | Trick, options?: ArmOptions): Armed {
    return this.crashPoints.arm(service, point, options);
  }

  /** Kills a service at the first of these instants that it passes. */
  armAny(service: ServiceName, points: readonly WirePoint[], nth: (point: WirePoint) => number): Armed {
    return this.crashPoints.armAny(service, points, nth);
  }

  /** Copies the logs of all processes, before they are removed with the ground. @returns where they are */
  async saveLogs(to: string): Promise<string> {
    const logs = (await readdir(this.directory)).filter((name) => name.endsWith('.log'));
    await Promise.all(logs.map((name) => cp(join(this.directory, name), join(to, name))));
    return resolve(to);
  }

  /** Ends all processes and removes their data. Resolves when nothing is left. */
  async stop(): Promise<void> {
    await stopAll(this.started);
  }
}

/** In this order: services, lines, servers, their data. */
async function stopAll(started: readonly Stoppable[]): Promise<void> {
  for (const part of started.toReversed()) await part.stop();
}
