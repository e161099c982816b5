import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { runTool } from '#infrastructure/download-cache.js';
import { resolveInfrastructure } from '#infrastructure/infrastructure.js';
import { Installation } from '../../start/installation.js';
import { formOf } from '../../story/applying.js';
import { Api } from '../../story/api.js';
import { quantile } from '../statistics.js';
import { applicant, register } from '../short/applicants.js';
import type { FloodPlan } from './generator.js';
import { statusOf, wireFrom, type Sent, type Wire } from './requests.js';

const CALM_SECONDS = 20;
const FLOOD_PER_SECOND = 200;
const SENDERS = 50;
const PROBES_PER_SECOND = 10;
const LIVE_P99_MS = 100;
const COMMAND_P99_MS = 20;

/** The flood comes from one core; the flooded service has the other one to itself. */
const [FLOOD_CORE, SERVICE_CORE] = ['0', '1'];

/** Answers during one phase, milliseconds. */
interface Times {
  readonly live: readonly number[];
  readonly command: readonly number[];
}

export interface FloodResult {
  readonly phase: string;
  readonly calmCommandP99Ms: number;
  readonly liveP99Ms: number;
  readonly commandP99Ms: number;
  /** Answers to the flood, by status; 0 where none came. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly holds: boolean;
}

/** @throws Error on a machine of one core: the claim is about a service that shares none with its attackers */
export async function flood(seconds: number, log: (line: string) => void): Promise<FloodResult[]> {
  if (availableParallelism() < 2)
    throw new Error('The flood needs two cores: one for the service, one for its clients.');
  const { mongoUrl, kafkaBrokers, stop } = await resolveInfrastructure({ log });
  const run = `flood-${randomUUID().slice(0, 8)}-`;
  try {
    const installation = await Installation.start({
      mongoUrl,
      kafkaBrokers,
      topicPrefix: run,
      databasePrefix: run,
      rateLimits: 'on',
      log,
    });
    try {
      await runTool('taskset', ['-acp', SERVICE_CORE, String(installation.processes.intake.pid)]);
      return await phases(installation, seconds, log);
    } finally {
      await installation.stop();
    }
  } finally {
    await stop();
  }
}

async function phases(
  installation: Installation,
  seconds: number,
  log: (line: string) => void,
): Promise<FloodResult[]> {
  const api = new Api(installation.addresses);
  const origin = installation.addresses.intake.url;
  const suppliers = Array.from({ length: SENDERS + 1 }, (_, n) => applicant(n));
  for (const one of suppliers) await register(api, one);
  const tokens = await Promise.all(suppliers.slice(1).map(({ persona }) => api.token(persona)));
  const probe = await probeOf(installation, api);

  log(`calm, ${CALM_SECONDS} s …`);
  const calm = await timesOf(probe, CALM_SECONDS);
  const calmP99 = quantile(calm.command, 0.99);
  const results: FloodResult[] = [];
  const senders = Array.from({ length: SENDERS }, (_, i) => `127.0.0.${i + 2}`);
  for (const [phase, from] of [
    [`${SENDERS} addresses`, senders],
    [`${SENDERS} tokens from one address`, senders.slice(0, 1)],
  ] as const) {
    log(`flood, ${phase}, ${seconds} s …`);
    // Both end before either failure is told: what still runs would hide its cause by another one.
    const probing = timesOf(probe, seconds);
    const [flooded] = await Promise.allSettled([
      generate({ origin, from, tokens, perSecond: FLOOD_PER_SECOND, seconds }),
      probing,
    ]);
    if (flooded.status === 'rejected') throw flooded.reason;
    const [statuses, times] = [flooded.value, await probing];
    const [liveP99Ms, commandP99Ms] = [quantile(times.live, 0.99), quantile(times.command, 0.99)];
    const holds = liveP99Ms <= LIVE_P99_MS && commandP99Ms <= 2 * calmP99 + COMMAND_P99_MS;
    results.push({ phase, calmCommandP99Ms: calmP99, liveP99Ms, commandP99Ms, statuses, holds });
  }
  return results;
}

interface Probe {
  readonly live: () => Promise<void>;
  readonly command: () => Promise<void>;
}

/** A supplier that is no part of the flood revises its own draft; an orchestrator asks whether the service lives. */
async function probeOf(installation: Installation, api: Api): Promise<Probe> {
  const supplier = applicant(0);
  const { persona } = supplier;
  const { id, version } = await api.as(persona).post('intake', '/v1/applications', formOf(supplier));
  const headers = { authorization: `Bearer ${await api.token(persona)}` };
  const wire = wireFrom('127.0.0.1', installation.addresses.intake.url);
  const operations = wireFrom('127.0.0.1', installation.addresses.intake.opsUrl);
  const body = Buffer.from(JSON.stringify(formOf(supplier)));
  let next = version;
  return {
    live: () => answered(operations, { method: 'GET', path: '/health/live' }, 200),
    command: async () => {
      const ifMatch = { ...headers, 'if-match': `"${next}"` };
      await answered(wire, { method: 'PUT', path: `/v1/applications/${id}`, headers: ifMatch, body }, 200);
      next += 1;
    },
  };
}

async function answered(wire: Wire, sent: Sent, expected: number): Promise<void> {
  const status = await statusOf(wire, sent);
  if (status !== expected) throw new Error(`${sent.method} ${sent.path} was answered with ${status}, not ${expected}.`);
}

/** Open loop for the probe of life; commands on one draft wait for each other, and their wait counts. */
async function timesOf(probe: Probe, seconds: number): Promise<Times> {
  const times = { live: [] as number[], command: [] as number[] };
  const begun = performance.now();
  const every = async (probed: () => Promise<void>, into: number[]): Promise<void> => {
    const all: Promise<void>[] = [];
    let before: Promise<void> = Promise.resolve();
    for (let i = 0; i < seconds * PROBES_PER_SECOND; i++) {
      const due = begun + (i * 1_000) / PROBES_PER_SECOND;
      await sleep(Math.max(0, due - performance.now()));
      const start = performance.now();
      const one = probed === probe.command ? before.then(probed) : probed();
      before = one.then(() => void into.push(performance.now() - start));
      all.push(before);
    }
    await Promise.all(all);
  };
  await Promise.all([every(probe.live, times.live), every(probe.command, times.command)]);
  return times;
}

const execFileText = promisify(execFile);

async function generate(plan: FloodPlan): Promise<Record<string, number>> {
  const script = path.resolve('dist/tools/bench/flood/generator.js');
  const args = ['-c', FLOOD_CORE, process.execPath, script, JSON.stringify(plan)];
  const { stdout } = await execFileText('taskset', args, { timeout: (plan.seconds + 60) * 1_000 });
  return JSON.parse(stdout) as Record<string, number>;
}
