import { randomUUID } from 'node:crypto';
import type { GenericContainer, StartedTestContainer } from 'testcontainers';
import { asEnvironment, openBroker, securedBroker, type Properties } from './kafka-properties.js';
import { MODEST } from './mongod-options.js';
import { stablePort } from './ports.js';
import { administratorAnswers, brokerAnswers, initiateReplicaSet } from './readiness.js';
import type { BrokerSecrets, SecuredKafka, StartedServer, StartOptions } from './started-server.js';
import { supervise } from './supervised.js';
import { TcpProxy } from './tcp-proxy.js';

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
export async function startDockerMongo({ log, keep, inMemory }: StartOptions): Promise<StartedServer> {
  const { GenericContainer, Wait } = await engine();
  log(`Starting a container of ${mongoImage()} …`);
  const container = new GenericContainer(mongoImage())
    .withCommand(['mongod', '--replSet', 'rs0', '--bind_ip_all', ...MODEST])
    .withExposedPorts(27017)
    .withWaitStrategy(Wait.forListeningPorts());
  if (keep) container.withBindMounts([{ source: 'digital-service-contracts-mongo', target: '/data/db' }]);
  else if (inMemory) container.withTmpFs({ '/data/db': 'rw,mode=1777' });
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
  const host = await reachableHost();
  const port = await stablePort();
  const address = `${host}:${port}`;
  const container = await kafkaContainer(log, [{ container: 9092, host: port }]);
  container.withEnvironment(
    kafkaEnvironment(
      openBroker({
        data: DATA,
        bind: '',
        clients: { port: 9092, advertised: address },
        controllerPort: CONTROLLER_PORT,
      }),
    ),
  );
  if (keep) container.withBindMounts([{ source: 'digital-service-contracts-kafka', target: DATA }]);
  const { stop } = await startContainer('Kafka', keep, container);
  try {
    await brokerAnswers([address], 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

/** Starts Kafka in a container that believes its accounts only. Nothing of it is kept. */
export async function startDockerSecuredKafka(
  { log }: Pick<StartOptions, 'log'>,
  secrets: BrokerSecrets,
): Promise<SecuredKafka> {
  const [port, administratorsPort] = [await stablePort(), await stablePort()];
  const lines = [await lineFromHere(port), await lineFromHere(administratorsPort)] as const;
  const [address, administratorsAddress] = [lines[0].address, lines[1].address];
  const container = await kafkaContainer(log, [
    { container: 9092, host: port },
    { container: 9094, host: administratorsPort },
  ]);
  const tlsFile = '/tmp/tls.pem';
  container.withCopyContentToContainer([{ content: secrets.tls, target: tlsFile, mode: 0o444 }]).withEnvironment(
    kafkaEnvironment(
      securedBroker({
        data: DATA,
        bind: '',
        clients: { port: 9092, advertised: address },
        administrators: { port: 9094, advertised: administratorsAddress },
        administratorPassword: secrets.administratorPassword,
        controllerPort: CONTROLLER_PORT,
        tlsFile,
      }),
    ),
  );
  const started = await startContainer('Kafka', false, container);
  const stop = async (): Promise<void> => {
    await Promise.all(lines.map(({ close }) => close()));
    await started.stop();
  };
  try {
    await administratorAnswers(administratorsAddress, secrets.administratorPassword, 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, administratorsAddress, stop };
}

/**
 * Makes a port of the engine's machine one of this machine's loopback. The broker's certificate is for 127.0.0.1, and
 * PLAIN without TLS is for loopback only; where this process runs in a container, the engine has another address.
 */
async function lineFromHere(port: number): Promise<{ readonly address: string; close(): Promise<void> }> {
  const host = await reachableHost();
  if (host === '127.0.0.1') return { address: `${host}:${port}`, close: async () => undefined };
  const line = new TcpProxy({ host, port });
  await line.open();
  return { address: `127.0.0.1:${line.port}`, close: () => line.cut() };
}

const DATA = '/var/lib/kafka/data';
const CONTROLLER_PORT = 9093;

const kafkaEnvironment = (properties: Properties): Record<string, string> => ({
  CLUSTER_ID: '5L6g3nShT-eMCtK--X86sw',
  KAFKA_HEAP_OPTS: '-Xms128m -Xmx512m',
  ...asEnvironment(properties),
});

async function kafkaContainer(
  log: (line: string) => void,
  ports: readonly { readonly container: number; readonly host: number }[],
): Promise<GenericContainer> {
  const { GenericContainer, Wait } = await engine();
  log(`Starting a container of ${kafkaImage()} …`);
  return new GenericContainer(kafkaImage()).withExposedPorts(...ports).withWaitStrategy(Wait.forListeningPorts());
}

async function reachableHost(): Promise<string> {
  const { getContainerRuntimeClient } = await engine();
  const { host } = (await getContainerRuntimeClient()).info.containerRuntime;
  return host === 'localhost' ? '127.0.0.1' : host;
}
