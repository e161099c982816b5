import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Infrastructure } from '#infrastructure/infrastructure.js';
import { Installation } from '../../start/installation.js';
import { nodeFlagsOf } from '../../start/node-flags.js';
import { Api } from '../../story/api.js';
import { Stage } from '../../story/stage.js';
import { bundleOf, hasOperationsPort, type Build } from '../builds.js';
import { closedLoop } from '../closed-loop.js';
import { cpuOf, largestResident } from '../processes.js';
import { applicant, completeDrafts, register, Requests } from './applicants.js';
import { refusedBodies } from './refused-bodies.js';

/** The forms of the story are complete on its days. */
const DAY = '2025-08-04T09:00:00+09:00';
const SUPPLIERS = 20;
/** As many as a supplier may have open is 20 (policy). */
const DRAFTS_EACH = 16;
const CLIENTS = 16;
const REFUSED_CLIENTS = 4;
const REFUSED = 2_000;
const IDLE_MS = 2_000;

/** Figures of one build in one round. */
export interface Measured {
  /** submitApplication, commands per second, 16 clients in a closed loop. */
  readonly submissionsPerSecond: number;
  /** CPU time of intake for a draftApplication that its form refuses, microseconds. */
  readonly refusedCpuUs: number;
  /** Largest resident memory of intake during both loads, bytes. */
  readonly residentBytes: number;
}

/** Starts one build on empty databases and topics, loads it, and stops it. */
export async function measure(build: Build, { mongoUrl, kafkaBrokers }: Infrastructure): Promise<Measured> {
  const run = `bench-${randomUUID().slice(0, 8)}-`;
  const installation = await Installation.start({
    mongoUrl,
    kafkaBrokers,
    topicPrefix: run,
    databasePrefix: run,
    main: (service) => bundleOf(build, service),
    nodeFlags: nodeFlagsOf(build.directory),
    isOnePort: !(await hasOperationsPort(build)),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    return await load(new Api(installation.addresses), installation.processes.intake.pid as number);
  } finally {
    await installation.stop();
  }
}

async function load(api: Api, intake: number): Promise<Measured> {
  await new Stage(api, () => Promise.resolve()).moveTo(DAY);
  const suppliers = Array.from({ length: SUPPLIERS }, (_, n) => applicant(n));
  await closedLoop(suppliers, CLIENTS, (one) => register(api, one));
  const drafts = await completeDrafts(api, suppliers, DRAFTS_EACH);
  const requests = new Requests(api);
  const attested = JSON.stringify({ attested: true });
  const bodies = refusedBodies(REFUSED);
  const { persona } = applicant(0);
  // The first requests compile what the later ones only run.
  await closedLoop(bodies.slice(0, 400), REFUSED_CLIENTS, (body) =>
    requests.post(persona, '/v1/applications', body, 422),
  );

  let submissionsPerSecond = 0;
  let refusedCpuUs = 0;
  const residentBytes = await largestResident(intake, async () => {
    const begun = performance.now();
    await closedLoop(drafts, CLIENTS, ({ path, persona: supplier, version }) =>
      requests.post(supplier, `${path}/submission`, attested, 200, version),
    );
    submissionsPerSecond = drafts.length / ((performance.now() - begun) / 1_000);
    refusedCpuUs = await cpuPerRequest(intake, bodies, (body) => requests.post(persona, '/v1/applications', body, 422));
  });
  return { submissionsPerSecond, refusedCpuUs, residentBytes };
}

/** Less the CPU time that the process uses without requests. */
async function cpuPerRequest<T>(pid: number, values: readonly T[], request: (value: T) => Promise<void>) {
  await sleep(IDLE_MS);
  const before = await cpuOf(pid);
  await sleep(IDLE_MS);
  const idle = ((await cpuOf(pid)) - before) / IDLE_MS;
  const [begun, cpu] = [performance.now(), await cpuOf(pid)];
  await closedLoop(values, REFUSED_CLIENTS, request);
  return ((await cpuOf(pid)) - cpu - idle * (performance.now() - begun)) / values.length;
}
