import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { createTopics, topicPlan } from '#common/service/topics.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { supervise } from '#infrastructure/supervised.js';
import { SERVICES } from '../../../tools/services.js';
import type { Addresses, Service } from '../../../tools/story/api.js';
import { Broker } from './broker.js';
import {
  CrashPoints,
  type ArmOptions,
  type Armed,
  type CrashPoint,
  type PassedPoint,
  type Trick,
} from './crash-points.js';
import { Fleet } from './fleet.js';
import { Lines } from './lines.js';
import { createRandom } from '../load/random.js';
import type { Death } from './service-instance.js';
import { REPLICA_SET, StoreCluster } from './store-cluster.js';

export interface GroundOptions {
  /** Same seed, same choices; printed by whoever runs it. */
  readonly seed: number;
  /** The file that runs a service, from the root of the repository; default: `dist/services/<service>.cjs`. */
  readonly main?: (service: Service) => string;
  readonly partitions?: number;
  readonly onDeath?: (death: Death) => void;
  readonly log?: (line: string) => void;
}

/** How a verifier reaches stores and broker: by itself, not through the lines, whatever is cut. */
export interface Direct {
  /** The service's own database on the replica set. */
  mongoUrl(service: Service): string;
  readonly kafkaBrokers: string;
  readonly topicPrefix: string;
}

const TOPIC_PREFIX = 'chaos.';
const PARTITIONS = 6;

interface Stoppable {
  stop(): Promise<void>;
}

/** Four services on a three-node store and a broker, all of them processes of this machine that can be broken. */
export class Ground {
  private constructor(
    readonly store: StoreCluster,
    readonly broker: Broker,
    readonly lines: Lines,
    readonly fleet: Fleet,
    readonly crashPoints: CrashPoints,
    /** Everybody's logs; gone when the ground is stopped. */
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

  /** HTTP, the same over restarts and however many instances a service has. */
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

  /** Breaks a service at an instant on the wire, the next time it comes. */
  arm(service: Service, point: CrashPoint | Trick, options?: ArmOptions): Armed {
    return this.crashPoints.arm(service, point, options);
  }

  /** Kills a service at whichever of these instants comes first. */
  armAny(service: Service, points: readonly PassedPoint[], nth: (point: PassedPoint) => number): Armed {
    return this.crashPoints.armAny(service, points, nth);
  }

  /** Copies everybody's logs, before they go with the ground. @returns where they are then */
  async saveLogs(to: string): Promise<string> {
    const logs = (await readdir(this.directory)).filter((name) => name.endsWith('.log'));
    await Promise.all(logs.map((name) => cp(join(this.directory, name), join(to, name))));
    return resolve(to);
  }

  /** Ends all processes, removes their data, and returns when nothing is left. */
  async stop(): Promise<void> {
    await stopAll(this.started);
  }
}

/** Services before lines before servers before their data. */
async function stopAll(started: readonly Stoppable[]): Promise<void> {
  for (const part of started.toReversed()) await part.stop();
}
