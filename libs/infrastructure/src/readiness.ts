import kafkajs from 'kafkajs';
import { mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { ADMINISTRATOR } from './kafka-properties.js';

/** Tries again and again until it works or the time is up. @throws Error with the last error in it */
export async function untilReady<T>(what: string, withinMs: number, attempt: () => Promise<T>): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) {
        throw new Error(`${what} did not answer within ${withinMs / 1000} s: ${(error as Error).message}`, {
          cause: error,
        });
      }
      await delay(50);
    }
  }
}

/** Resolves once a broker answers for a cluster that has a controller. */
export const brokerAnswers = (brokers: readonly string[], withinMs: number): Promise<void> =>
  clusterAnswers({ brokers: [...brokers] }, withinMs);

/** The same of a broker that believes its accounts only. */
export const administratorAnswers = (broker: string, password: string, withinMs: number): Promise<void> =>
  clusterAnswers({ brokers: [broker], sasl: { mechanism: 'plain', username: ADMINISTRATOR, password } }, withinMs);

async function clusterAnswers(
  how: { readonly brokers: string[]; readonly sasl?: kafkajs.SASLOptions },
  withinMs: number,
): Promise<void> {
  const kafka = new kafkajs.Kafka({
    clientId: 'readiness',
    ...how,
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 5000,
    retry: { retries: 0 },
  });
  await untilReady(`Kafka at ${how.brokers.join(',')}`, withinMs, async () => {
    const admin = kafka.admin();
    try {
      await admin.connect();
      const { controller } = await admin.describeCluster();
      if (controller === null) throw new Error('the cluster has no controller yet');
    } finally {
      await admin.disconnect();
    }
  });
}

/** A new client for every try: a topology whose first connection was refused stays closed. */
async function withAdmin<T>(url: string, work: (admin: mongo.Db) => Promise<T>): Promise<T> {
  const store = new mongo.MongoClient(url, { serverSelectionTimeoutMS: 1000, connectTimeoutMS: 1000, maxPoolSize: 1 });
  try {
    return await work(store.db('admin'));
  } finally {
    await store.close();
  }
}

/** Resolves once the store answers. */
export async function storeAnswers(url: string, withinMs: number): Promise<void> {
  await untilReady('MongoDB', withinMs, () => withAdmin(url, (admin) => admin.command({ ping: 1 })));
}

interface ReplicaSetConfig {
  readonly version: number;
  readonly members: readonly { readonly _id: number; readonly host: string }[];
}

async function initiate(admin: mongo.Db, member: string): Promise<void> {
  const members = [{ _id: 0, host: member }];
  try {
    await admin.command({ replSetInitiate: { _id: 'rs0', version: 1, members } });
  } catch (error) {
    if ((error as mongo.MongoServerError).codeName !== 'AlreadyInitialized') throw error;
    const { config } = (await admin.command({ replSetGetConfig: 1 })) as unknown as { config: ReplicaSetConfig };
    if (config.members[0]?.host === member) return;
    await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  }
}

/**
 * Makes the mongod at `url` (a direct connection) the primary of a replica set of its own, known to itself as `member`:
 * transactions and change streams need one. Kept data may remember another port, which is then corrected.
 */
export async function initiateReplicaSet(url: string, member: string, withinMs: number): Promise<void> {
  await untilReady('mongod', withinMs, () => withAdmin(url, (admin) => initiate(admin, member)));
  await untilReady('The primary of the replica set', withinMs, () =>
    withAdmin(url, async (admin) => {
      const hello = await admin.command({ hello: 1 });
      if (hello['isWritablePrimary'] !== true) throw new Error('it is not the primary yet');
    }),
  );
}
