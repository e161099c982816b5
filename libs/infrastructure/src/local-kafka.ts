import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory, cached, runTool } from './download-cache.js';
import { asFile, openBroker, securedBroker, type Properties } from './kafka-properties.js';
import { stablePort } from './ports.js';
import { administratorAnswers, brokerAnswers } from './readiness.js';
import type { BrokerSecrets, SecuredKafka, StartedServer, StartOptions } from './started-server.js';
import { supervise } from './supervised.js';

const VERSION = '4.1.1';
const CLUSTER_ID = 'ZGlnaXRhbC1zZXJ2aWNl';

const dependency = (group: string, artifact: string, version: string): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>digital-service-contracts</groupId><artifactId>kafka-broker</artifactId><version>1</version>
  <dependencies>
    ${dependency('org.apache.kafka', 'kafka_2.13', VERSION)}
    ${dependency('org.apache.kafka', 'kafka-tools', VERSION)}
    ${dependency('org.apache.logging.log4j', 'log4j-slf4j-impl', '2.24.3')}
  </dependencies>
</project>
`;

const LOGGING = `rootLogger.level=WARN
rootLogger.appenderRef.console.ref=console
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d %p %c{1}: %m%n
`;

// A small broker that starts fast: one thread of compilation, a serial collector, half a gigabyte.
const JVM = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

async function findJava(): Promise<string> {
  const home = process.env['JAVA_HOME'];
  const java = home ? join(home, 'bin', 'java') : 'java';
  const version = await runTool(java, ['-version']);
  const major = Number(/version "(\d+)/.exec(version)?.[1] ?? 0);
  if (major < 17)
    throw new Error(`Kafka ${VERSION} needs Java 17 or newer; ${java} is ${major || 'of unknown version'}`);
  return java;
}

/** The broker's jars: those of `KAFKA_HOME`, or Maven Central's. */
async function findKafka(log: (line: string) => void): Promise<string> {
  const home = process.env['KAFKA_HOME'];
  if (home) {
    if (!existsSync(join(home, 'libs'))) throw new Error(`KAFKA_HOME=${home} has no libs folder`);
    return join(home, 'libs');
  }
  const directory = await cached(`kafka-${VERSION}`, async (work) => {
    log(`Downloading Kafka ${VERSION} (Maven Central, once) …`);
    await writeFile(join(work, 'pom.xml'), POM);
    const copy = ['dependency:copy-dependencies', '-DoutputDirectory=libs', '-DincludeScope=runtime'];
    await runTool('mvn', ['-q', '-B', ...copy], { cwd: work, timeoutMs: 600_000 });
  });
  return join(directory, 'libs');
}

export interface BrokerPlace {
  /** Its configuration and its server's log. */
  readonly work: string;
  /** Its records; formatted when they are new. */
  readonly data: string;
  readonly port: number;
  readonly controllerPort: number;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Runs a broker in this directory: KRaft, no ZooKeeper. The same directory again is the same broker with its records.
 */
export function brokerCommand(place: BrokerPlace, log: (line: string) => void): Promise<Command> {
  const { work, data, port, controllerPort } = place;
  const clients = { port, advertised: `127.0.0.1:${port}` };
  return commandFor(work, data, openBroker({ data, bind: '127.0.0.1', clients, controllerPort }), log);
}

async function commandFor(
  work: string,
  data: string,
  properties: Properties,
  log: (line: string) => void,
): Promise<Command> {
  const java = await findJava();
  const libs = await findKafka(log);
  await mkdir(data, { recursive: true });
  const config = join(work, 'server.properties');
  const logging = join(work, 'log4j2.properties');
  await writeFile(config, asFile(properties));
  await writeFile(logging, LOGGING);
  const jvm = [...JVM, `-Dlog4j2.configurationFile=${logging}`, '-cp', join(libs, '*')];
  if (!existsSync(join(data, 'meta.properties'))) {
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config];
    await runTool(java, [...jvm, ...format], { timeoutMs: 60_000 });
  }
  return { command: java, args: [...jvm, 'kafka.Kafka', config] };
}

/** Starts one Kafka broker of this machine. */
export async function startLocalKafka({ log, keep }: StartOptions): Promise<StartedServer> {
  const [port, controllerPort] = [await stablePort(), await stablePort()];
  const work = await mkdtemp(join(tmpdir(), 'dsc-kafka-'));
  const data = keep ? join(cacheDirectory(), 'kept', 'kafka') : join(work, 'data');
  const address = `127.0.0.1:${port}`;
  const { stop } = await startIn(work, keep, {
    command: () => brokerCommand({ work, data, port, controllerPort }, log),
    answers: () => brokerAnswers([address], 60_000),
  });
  return { address, stop };
}

/** Starts one Kafka broker of this machine that believes its accounts only. Nothing of it is kept. */
export async function startLocalSecuredKafka(
  { log }: Pick<StartOptions, 'log'>,
  secrets: BrokerSecrets,
): Promise<SecuredKafka> {
  const [port, administratorsPort, controllerPort] = [await stablePort(), await stablePort(), await stablePort()];
  const work = await mkdtemp(join(tmpdir(), 'dsc-secured-kafka-'));
  const [data, tlsFile] = [join(work, 'data'), join(work, 'tls.pem')];
  await writeFile(tlsFile, secrets.tls, { mode: 0o600 });
  const [address, administratorsAddress] = [`127.0.0.1:${port}`, `127.0.0.1:${administratorsPort}`];
  const properties = securedBroker({
    data,
    bind: '127.0.0.1',
    clients: { port, advertised: address },
    administrators: { port: administratorsPort, advertised: administratorsAddress },
    administratorPassword: secrets.administratorPassword,
    controllerPort,
    tlsFile,
  });
  const { stop } = await startIn(work, false, {
    command: () => commandFor(work, data, properties, log),
    answers: () => administratorAnswers(administratorsAddress, secrets.administratorPassword, 60_000),
  });
  return { address, administratorsAddress, stop };
}

async function startIn(
  work: string,
  keep: boolean,
  server: { readonly command: () => Promise<Command>; readonly answers: () => Promise<void> },
): Promise<{ stop(): Promise<void> }> {
  let command;
  try {
    command = await server.command();
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
  const running = supervise('Kafka', {
    ...command,
    log: join(work, 'server.log'),
    graceMs: keep ? 20_000 : 0,
    remove: [work],
  });
  try {
    await Promise.race([server.answers(), running.failed]);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { stop: () => running.stop() };
}
