import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServiceName } from '#common/events/define-event.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { createTopics, topicPlan } from '#common/service/topics.js';
import { OPERATIONS_OFFSET } from '#common/http/ports.js';
import { KeyFiles } from '#common/events/proofs/key-files.js';
import { cached } from '#infrastructure/download-cache.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { portNear } from '#infrastructure/ports.js';
import { SERVICES } from '../services.js';
import type { Addresses } from '../story/api.js';
import { ServiceProcess } from './service-process.js';

export interface InstallationOptions {
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  readonly topicPrefix: string;
  /** Prefix of each database's name; none by default. */
  readonly databasePrefix?: string;
  /** The file that runs a service, for another build of the services. */
  readonly main?: (service: ServiceName) => string;
  /** Two ports for each service; default: from `PORT_BASE` on, or any free one where that is taken. */
  readonly freePort?: () => Promise<number>;
  /** By default as `RATE_LIMITS` says, or off. */
  readonly rateLimits?: 'on' | 'off';
  /** For a build from before the operations port: its services have one port for all. */
  readonly isOnePort?: boolean;
  /** Of electronic signatures: trust anchors and revocation lists. None by default. */
  readonly trustFolder?: string;
  /** Flags of Node.js; default: those of the image. */
  readonly nodeFlags?: readonly string[];
  readonly log: (line: string) => void;
}

/** Sets the number of the first session, 62. */
const STORY_POLICY = path.resolve('tools/story/policy.json');

/** Made at the first start and kept with the downloaded servers: events of kept data stay provable. */
async function machineKeys(): Promise<KeyFiles> {
  return new KeyFiles(await cached('event-keys', async (work) => void (await new KeyFiles(work).make())));
}

/** The same for the vote key: without it no vote in kept data could be counted. @returns the file */
async function machineVoteKey(): Promise<string> {
  const file = 'vote-key';
  const write = (work: string) =>
    writeFile(path.join(work, file), `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return path.join(await cached('vote-keys', write), file);
}

/** The four services on this machine (`AUTH=dev`, `CLOCK=sandbox`). A service that dies is restarted. */
export class Installation {
  private constructor(
    readonly processes: Readonly<Record<ServiceName, ServiceProcess>>,
    readonly addresses: Addresses,
    readonly logDirectory: string,
    readonly keyFiles: KeyFiles,
    /** The environment with which the operator's tool finds its stores and its broker. */
    readonly opsEnv: NodeJS.ProcessEnv,
  ) {}

  static async start(options: InstallationOptions): Promise<Installation> {
    const { mongoUrl, kafkaBrokers, topicPrefix, databasePrefix = '', main, nodeFlags, log } = options;
    const kafka = kafkaClient({ brokers: kafkaBrokers.split(','), clientId: 'start' }, () => undefined);
    const partitions = Number(process.env['TOPIC_PARTITIONS'] ?? 6);
    await createTopics(kafka, topicPlan(SERVICES, { prefix: topicPrefix, partitions, replication: 1 }));
    const logDirectory = await mkdtemp(path.join(tmpdir(), 'digital-service-'));
    const base = Number(process.env['PORT_BASE'] ?? 3001);
    const keyFiles = await machineKeys();
    const voteKeyFile = await machineVoteKey();
    const processes: Partial<Record<ServiceName, ServiceProcess>> = {};
    for (const [i, { service }] of SERVICES.entries()) {
      const portFrom = (wanted: number) => options.freePort?.() ?? portNear(wanted);
      const port = await portFrom(base + i);
      processes[service] = new ServiceProcess({
        service,
        port,
        opsPort: options.isOnePort === true ? port : await portFrom(base + i + OPERATIONS_OFFSET),
        logFile: path.join(logDirectory, `${service}.log`),
        ...(main && { main: main(service) }),
        ...(nodeFlags && { nodeFlags }),
        env: {
          MONGO_URL: databaseUrl(mongoUrl, databasePrefix + service),
          KAFKA_BROKERS: kafkaBrokers,
          TOPIC_PREFIX: topicPrefix,
          HOST: '127.0.0.1',
          AUTH: 'dev',
          CLOCK: 'sandbox',
          // A few people do in a minute what takes many a year.
          RATE_LIMITS: options.rateLimits ?? process.env['RATE_LIMITS'] ?? 'off',
          SIGNING_KEY_FILE: keyFiles.signingFile(service),
          EVENT_KEYS_FILE: keyFiles.publicFile,
          ...(service === 'review' && { VOTE_KEY_FILE: voteKeyFile }),
          ...(options.trustFolder !== undefined && { SIGNATURE_TRUST_FOLDER: options.trustFolder }),
          LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
          POLICY_FILE: process.env['POLICY_FILE'] ?? STORY_POLICY,
        },
        onRestart: (name, code, signal) => log(`${name} ended (${signal ?? `exit ${code}`}) and is restarted`),
      });
    }
    const all = processes as Record<ServiceName, ServiceProcess>;
    for (const one of Object.values(all)) one.start();
    const installation = new Installation(
      all,
      { intake: all.intake, review: all.review, catalog: all.catalog, contracts: all.contracts },
      logDirectory,
      keyFiles,
      {
        ...process.env,
        KAFKA_BROKERS: kafkaBrokers,
        TOPIC_PREFIX: topicPrefix,
        EVENT_KEYS_FILE: keyFiles.publicFile,
        ...Object.fromEntries(
          SERVICES.map(({ service }) => [
            `MONGO_URL_${service.toUpperCase()}`,
            databaseUrl(mongoUrl, databasePrefix + service),
          ]),
        ),
      },
    );
    try {
      await Promise.all(Object.values(all).map((one) => one.ready()));
    } catch (error) {
      await installation.stop();
      throw error;
    }
    return installation;
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.processes).map((one) => one.stop()));
  }
}
