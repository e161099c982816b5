import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { randomBytes } from 'node:crypto';
import { createAndAwait } from '#common/service/topics.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';

export { eventually } from './eventually.js';

/** Set by the global set-up of the tests when neither Docker nor local servers could be had. */
const MISSING = 'INFRASTRUCTURE_MISSING';

const fresh = (): string => randomBytes(6).toString('hex');

function fromSetUp(variable: 'MONGO_URL' | 'KAFKA_BROKERS'): string {
  const value = process.env[variable];
  if (value) return value;
  throw new Error(
    process.env[MISSING] ?? `${variable} is not set: run this suite by npm test, which starts the servers.`,
  );
}

/**
 * A session of a consumer group for suites that wait for its end, milliseconds: the shortest this run's broker grants,
 * or that of production where the broker was given.
 */
export function shortSessionMs(): number | undefined {
  const text = process.env['TEST_SESSION_MS'];
  if (!text) return undefined;
  const session = Number(text);
  if (Number.isInteger(session) && session > 0) return session;
  throw new Error(`TEST_SESSION_MS=${text}: it is a number of milliseconds.`);
}

/**
 * A suite that needs the real servers. Where they cannot be had it is skipped under a name that says so; with CI=true
 * the global set-up has failed the run before it comes to that.
 */
export function describeWithServers(name: string, suite: () => void): void {
  if (process.env[MISSING] === undefined) describe(name, suite);
  else describe.skip(`${name} (not run: no MongoDB and Kafka, see the start of this run)`, suite);
}

/** A database of its own for one suite. */
export interface TestDatabase {
  readonly name: string;
  /** For a service under test: `MONGO_URL` with this database in it. */
  readonly url: string;
  readonly connection: mongoose.Connection;
  /** Drops the database and closes the connection. */
  drop(): Promise<void>;
}

/** A fresh database, with a connection to it. @param store its address; by default that of this run */
export async function testDatabase(label = 'test', store = fromSetUp('MONGO_URL')): Promise<TestDatabase> {
  const name = `${label}_${fresh()}`;
  const url = databaseUrl(store, name);
  const connection = await mongoose
    .createConnection(url, { autoIndex: false, autoCreate: false, serverSelectionTimeoutMS: 5000 })
    .asPromise();
  return {
    name,
    url,
    connection,
    async drop() {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

/** Topics of its own for one suite. */
export interface TestTopics {
  /** For a service under test: `TOPIC_PREFIX`. */
  readonly prefix: string;
  readonly brokers: string[];
  /** The topic's name with the prefix. */
  name(topic: string): string;
  create(topics: readonly string[], partitions?: number): Promise<void>;
  /** Deletes every topic with the prefix, of any process. */
  drop(): Promise<void>;
}

/** A prefix no other suite uses, unless one is given, on the broker of this run. */
export function testTopics(label = 'test', prefix = `${label}-${fresh()}.`): TestTopics {
  const brokers = fromSetUp('KAFKA_BROKERS').split(',');
  const withAdmin = async (work: (admin: kafkajs.Admin) => Promise<unknown>): Promise<void> => {
    const kafka = new kafkajs.Kafka({ clientId: 'test-topics', brokers, logLevel: kafkajs.logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    try {
      await work(admin);
    } finally {
      await admin.disconnect();
    }
  };
  return {
    prefix,
    brokers,
    name: (topic) => `${prefix}${topic}`,
    create: (topics, partitions = 3) =>
      withAdmin((admin) =>
        createAndAwait(
          admin,
          topics.map((topic) => ({ topic: `${prefix}${topic}`, numPartitions: partitions, replicationFactor: 1 })),
        ),
      ),
    drop: () =>
      withAdmin(async (admin) => {
        const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
        if (topics.length > 0) await admin.deleteTopics({ topics });
      }),
  };
}
