import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ServiceName } from '#common/events/define-event.js';
import { ROUTES_OF_OPERATIONS, type ServiceAddress } from '#common/http/ports.js';
import { resolveInfrastructure } from '#infrastructure/infrastructure.js';
import { runCommand } from '../command-line.js';
import { SERVICES } from '../services.js';
import { BrokerView } from '../start/broker-view.js';
import { aborted, endSignal } from '../start/end-signal.js';
import { Installation } from '../start/installation.js';
import { Api } from '../story/api.js';
import { Stage } from '../story/stage.js';
import { playStory } from '../story/story.js';
import { schemathesisOptions, USAGE, type SchemathesisOptions } from './options.js';
import { schemathesis } from './python.js';
import { seedsOf } from './seeds.js';

const CHECKS = [
  'no_server_error',
  'promised_status',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
/** Those of the development clock move time for all that comes after. */
const LEFT_OUT = ['/v1/clock'];
/** Part of the time that goes to the operations port, which has a tenth of the routes. */
const SHARE_OF_OPERATIONS = 1 / 6;
const OF_OPERATIONS = `^(${ROUTES_OF_OPERATIONS.join('|')})(/|$)`;
const HOOKS = path.resolve('tools/schemathesis');
const INTERRUPTED = 130;

/** What was started. It is stopped in the reverse order, also after an error. */
const started: { stop(): Promise<void> }[] = [];

interface Target {
  readonly service: ServiceName;
  readonly address: ServiceAddress;
  readonly seedsFile: string;
  /** Where schemathesis is installed. */
  readonly library: string;
  readonly work: string;
}

async function bringUp(log: (line: string) => void): Promise<Api> {
  const infrastructure = await resolveInfrastructure({ log, keep: false });
  started.push(infrastructure);
  const { mongoUrl, kafkaBrokers } = infrastructure;
  const installation = await Installation.start({ mongoUrl, kafkaBrokers, topicPrefix: '', log });
  started.push(installation);
  const broker = new BrokerView(kafkaBrokers.split(','), '', SERVICES);
  started.push({ stop: () => broker.close() });
  const api = new Api(installation.addresses);
  await playStory(new Stage(api, () => broker.drained()), () => undefined);
  log('the story was played');
  return api;
}

/** Each port for its part of the time. @returns whether nothing was found */
async function examine(target: Target, { seconds, seed }: SchemathesisOptions): Promise<boolean> {
  const { url, opsUrl } = target.address;
  const ofOperations = Math.max(1, Math.round(seconds * SHARE_OF_OPERATIONS));
  const ports = [
    { url, seconds: Math.max(1, seconds - ofOperations), paths: `--exclude-path-regex=${OF_OPERATIONS}` },
    { url: opsUrl, seconds: ofOperations, paths: `--include-path-regex=${OF_OPERATIONS}` },
  ];
  const codes: number[] = [];
  for (const port of ports) codes.push(await examinePort(target, port, seed));
  return codes.every((code) => code === 0);
}

interface ExaminedPort {
  readonly url: string;
  readonly seconds: number;
  readonly paths: string;
}

/** @returns the exit code of schemathesis: 0 when it found nothing */
function examinePort(target: Target, { url, seconds, paths }: ExaminedPort, seed: number | undefined): Promise<number> {
  const { service, address, seedsFile, library, work } = target;
  const args = [
    // Leaves no compiled file next to the hooks.
    '-B',
    '-m',
    'schemathesis.cli',
    'run',
    `${address.url}/openapi.json`,
    `--url=${url}`,
    `--max-time=${seconds}`,
    '--phases=coverage,fuzzing',
    `--checks=${CHECKS.join(',')}`,
    '--generation-database=none',
    '--continue-on-failure',
    '--suppress-health-check=all',
    '--warnings=off',
    '--request-timeout=30',
    '--no-color',
    paths,
    ...LEFT_OUT.map((one) => `--exclude-path=${one}`),
    ...(seed === undefined ? [] : [`--seed=${seed}`]),
  ];
  const env = {
    ...process.env,
    PYTHONPATH: [library, HOOKS].join(path.delimiter),
    SCHEMATHESIS_HOOKS: 'hooks',
    SEEDS_FILE: seedsFile,
  };
  console.log(`=== ${service}, ${url}, ${seconds} s`);
  return new Promise((resolve, reject) => {
    const child = spawn('python3', args, { stdio: ['ignore', 'pipe', 'pipe'], env, cwd: work });
    // Two services may be under way: each line says which one it is about.
    for (const output of [child.stdout, child.stderr])
      createInterface(output).on('line', (line) => console.log(`${service} | ${line}`));
    started.push({ stop: () => Promise.resolve(void child.kill()) });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function run(options: SchemathesisOptions): Promise<number> {
  const log = (line: string): void => console.log(line);
  const library = await schemathesis(log);
  const api = await bringUp(log);
  const work = await mkdtemp(path.join(tmpdir(), 'schemathesis-'));
  started.push({ stop: () => rm(work, { recursive: true, force: true }) });
  const failed: string[] = [];
  const waiting = [...options.services];
  const examineNext = async (): Promise<void> => {
    for (let service = waiting.shift(); service !== undefined; service = waiting.shift()) {
      const seedsFile = path.join(work, `${service}.json`);
      await writeFile(seedsFile, JSON.stringify(await seedsOf(api, service)));
      const target = { service, address: api.addresses[service], seedsFile, library, work };
      if (!(await examine(target, options))) failed.push(service);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, examineNext));
  console.log(failed.length === 0 ? 'Nothing was found.' : `Something was found in ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

const untilEnd = (options: SchemathesisOptions): Promise<number> =>
  Promise.race([run(options), aborted(endSignal()).then(() => INTERRUPTED)]);

await runCommand({
  usage: USAGE,
  options: schemathesisOptions,
  run: untilEnd,
  async stop() {
    for (const one of started.toReversed()) await one.stop().catch((error: unknown) => console.error(error));
  },
});
