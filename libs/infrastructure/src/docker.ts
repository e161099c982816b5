import { randomUUID } from 'node:crypto';
import type { GenericContainer, StartedTestContainer } from 'testcontainers';
import { SESSION_LEAST_MS } from './local-kafka.js';
import { stablePort } from './ports.js';
import { brokerAnswers, initiateReplicaSet } from './readiness.js';
import type { StartedServer, StartOptions } from './started-server.js';
import { supervise } from './supervised.js';

const LABEL = 'digital-service-contracts.run';
const mongoImage = (): string => process.env['MONGO_IMAGE'] || 'mongo:8.0';
const kafkaImage = (): string => process.env['KAFKA_IMAGE'] || 'apache/kafka:4.1.1';

type Testcontainers = typeof import('testcontainers');

/** Throws when no Docker engine answers. */
async function engine(): Promise<Testcontainers> {
  // Our own supervisor removes the containers when this process ends, so no extra image is needed for that.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  const testcontainers = await import('testcontainers');
  await testcontainers.getContainerRuntimeClient();
  return testcontainers;
}

const hostOf = (container: StartedTestContainer): string =>
  container.getHost() === 'localhost' ? '127.0.0.1' : container.getHost();

/** One container under its own label, and a watcher that removes all containers with that label. */
async function startContainer(
  name: string,
  keep: boolean,
  container: GenericContainer,
): Promise<{ started: StartedTestContainer; stop: () => Promise<void> }> {
  const run = randomUUID();
  const watcher = supervise(`${name} container`, {
    containerLabel: `${LABEL}=${run}`,
    graceMs: keep ? 20_000 : 0,
    remove: [],
  });
  try {
    const started = await container
      .withLabels({ [LABEL]: run })
      .withStartupTimeout(120_000)
      .start();
    return { started, stop: () => watcher.stop() };
  } catch (error) {
    await watcher.stop();
    throw error;
  }
}

/** Starts MongoDB in a container as a one-node replica set. Clients connect directly and ignore its member name. */
export async function startDockerMongo({ log, keep }: StartOptions): Promise<StartedServer> {
  const { GenericContainer, Wait } = await engine();
  log(`Starting a container of ${mongoImage()} …`);
  const container = new GenericContainer(mongoImage())
    .withCommand(['mongod', '--replSet', 'rs0', '--bind_ip_all', '--wiredTigerCacheSizeGB', '0.5'])
    .withExposedPorts(27017)
    .withWaitStrategy(Wait.forListeningPorts());
  if (keep) container.withBindMounts([{ source: 'digital-service-contracts-mongo', target: '/data/db' }]);
  const { started, stop } = await startContainer('MongoDB', keep, container);
  const url = `mongodb://${hostOf(started)}:${started.getMappedPort(27017)}/?directConnection=true`;
  try {
    await initiateReplicaSet(url, '127.0.0.1:27017', 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: url, stop };
}

/** Starts Kafka in a container. The broker must know its outside address before it starts: hence the fixed port. */
export async function startDockerKafka({ log, keep }: StartOptions): Promise<StartedServer> {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await engine();
  log(`Starting a container of ${kafkaImage()} …`);
  const { host } = (await getContainerRuntimeClient()).info.containerRuntime;
  const port = await stablePort();
  const address = `${host === 'localhost' ? '127.0.0.1' : host}:${port}`;
  const container = new GenericContainer(kafkaImage())
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      CLUSTER_ID: '5L6g3nShT-eMCtK--X86sw',
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${address}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_LOG_DIRS: '/var/lib/kafka/data',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '10',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: String(SESSION_LEAST_MS),
      KAFKA_HEAP_OPTS: '-Xms128m -Xmx512m',
    })
    .withWaitStrategy(Wait.forListeningPorts());
  if (keep) container.withBindMounts([{ source: 'digital-service-contracts-kafka', target: '/var/lib/kafka/data' }]);
  const { stop } = await startContainer('Kafka', keep, container);
  try {
    await brokerAnswers([address], 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}
