import { kafkaClient } from '#common/broker/kafka-client.js';
import { createTopics, topicPlan } from '#common/service/topics.js';
import { OPERATIONS_OFFSET } from '#common/http/ports.js';
import { wholeNumber } from '#common/kernel/setting.js';
import { resolveInfrastructure } from '#infrastructure/infrastructure.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { portNear } from '#infrastructure/ports.js';
import { runCommand, UsageError } from '../command-line.js';
import { SERVICES } from '../services.js';
import { aborted, endSignal } from '../start/end-signal.js';
import { nodeFlagsOf } from '../start/node-flags.js';
import { Child } from './child.js';
import { devOptions, usage, type DevOptions } from './options.js';

const NAMES = SERVICES.map(({ service }) => service);
const INSPECT_PORT = 9229;
const COMPILER = ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'];

/** What was started, ended in the reverse order. */
const started: { stop(): Promise<void> }[] = [];

async function bringUp({ service, keep }: DevOptions): Promise<never> {
  const map = SERVICES.find((one) => one.service === service);
  if (map === undefined) throw new UsageError(`There is no service ${service}.`);
  const inspectPort = await portNear(wholeNumber(process.env, 'INSPECT_PORT', INSPECT_PORT, 1, 65_535));
  const infrastructure = await resolveInfrastructure({ log: console.log, keep });
  started.push(infrastructure);
  const { mongoUrl, kafkaBrokers, kind } = infrastructure;
  const topicPrefix = process.env['TOPIC_PREFIX'] ?? '';
  const kafka = kafkaClient({ brokers: kafkaBrokers.split(','), clientId: 'dev' }, () => undefined);
  // Those of all services: this one follows events of others.
  await createTopics(kafka, topicPlan(SERVICES, { prefix: topicPrefix, partitions: 6, replication: 1 }));
  const port = await portNear(wholeNumber(process.env, 'PORT', map.defaultPort, 1, 65_535));
  const opsPort = await portNear(wholeNumber(process.env, 'OPS_PORT', port + OPERATIONS_OFFSET, 1, 65_535));
  const set = {
    PORT: String(port),
    OPS_PORT: String(opsPort),
    MONGO_URL: databaseUrl(mongoUrl, service),
    KAFKA_BROKERS: kafkaBrokers,
    TOPIC_PREFIX: topicPrefix,
    HOST: '127.0.0.1',
    AUTH: 'dev',
    CLOCK: 'sandbox',
    RATE_LIMITS: process.env['RATE_LIMITS'] ?? 'off',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'log',
  };
  console.log(inWords(service, kind, inspectPort, set));
  const env = { ...process.env, ...set };
  const compiler = new Child('The compiler', COMPILER, process.env);
  started.push(compiler);
  const inspect = `--inspect=127.0.0.1:${inspectPort}`;
  const entry = `dist/apps/${service}/src/main.js`;
  const running = new Child(service, ['--watch', '--watch-preserve-output', inspect, ...nodeFlagsOf('.'), entry], env);
  started.push(running);
  return Promise.race([compiler.failed, running.failed]);
}

function inWords(service: string, kind: string, inspectPort: number, set: Readonly<Record<string, string>>): string {
  const address = `http://127.0.0.1:${set['PORT']}`;
  return [
    '',
    `${service} (store and broker: ${kind}). A saved file compiles and restarts it; Ctrl-C ends everything.`,
    '',
    `  Address    ${address}`,
    `  Interface  ${address}/docs`,
    `  Operations http://127.0.0.1:${set['OPS_PORT']}/metrics, /health/ready, /v1/clock, /dev/tokens`,
    `  Debugger   127.0.0.1:${inspectPort}: "Attach to npm run dev" in VS Code, or chrome://inspect`,
    '',
    ...Object.entries(set).map(([name, value]) => `  ${name}=${value}`),
    '',
  ].join('\n');
}

async function untilEnd(options: DevOptions): Promise<number> {
  await Promise.race([bringUp(options), aborted(endSignal())]);
  return 0;
}

await runCommand({
  usage: usage(NAMES),
  options: (args) => devOptions(args, NAMES),
  run: untilEnd,
  async stop() {
    for (const one of started.toReversed()) await one.stop().catch((error: unknown) => console.error(error));
  },
  shown: (error) => (error instanceof Error ? error.message : error),
});
