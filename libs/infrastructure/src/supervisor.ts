/**
 * A separate process that runs one server, or watches over labelled containers, for as long as its parent lives.
 *
 * The parent holds the other end of its stdin. However the parent ends – normally, by a signal, by an uncaught error,
 * killed outright – the pipe closes, and this process stops what it runs, by process id or container label, and removes
 * the data. It imports only Node's own modules at the top, because tests run it straight from its TypeScript source.
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** What to run and what to clean up afterwards: the one argument of this script, as JSON. */
export interface SupervisedJob {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where the server's output goes. */
  readonly log?: string;
  /** Longest the server may take to stop by itself; 0 where its data is deleted anyway. */
  readonly graceMs: number;
  /** Directories to remove at the end. */
  readonly remove: readonly string[];
  /** File systems to unmount before that. */
  readonly unmount?: readonly string[];
  /** Containers that carry this label (`name=value`) are removed at the end. */
  readonly containerLabel?: string;
}

/** What this process reports to its parent, one JSON object per line. */
export type SupervisorMessage =
  { readonly started: number } | { readonly ended: number | string; readonly output: string };

const job = JSON.parse(process.argv[2] ?? '{}') as SupervisedJob;
let server: ChildProcess | undefined;
let stopping = false;

function notify(message: SupervisorMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function tailOfLog(): string {
  try {
    return job.log === undefined ? '' : readFileSync(job.log, 'utf8').slice(-2000);
  } catch {
    return '';
  }
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function stopServer(child: ChildProcess): Promise<void> {
  if (ended(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (job.graceMs > 0) {
    child.kill('SIGTERM');
    await Promise.race([gone, delay(job.graceMs, undefined, { ref: false })]);
  }
  if (!ended(child)) child.kill('SIGKILL');
  await gone;
}

/** Looks again when there is none: the engine may still be creating one for a process that was just killed. */
async function removeContainers(label: string): Promise<void> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { dockerode } = (await getContainerRuntimeClient()).container;
  for (let pass = 0; pass < 2; pass++) {
    const found = await dockerode.listContainers({ all: true, filters: { label: [label] } });
    await Promise.all(
      found.map(async ({ Id }) => {
        const container = dockerode.getContainer(Id);
        if (job.graceMs > 0) await container.stop({ t: Math.ceil(job.graceMs / 1000) }).catch(() => undefined);
        await container.remove({ force: true, v: true }).catch(() => undefined);
      }),
    );
    if (found.length > 0) return;
    await delay(1000);
  }
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  try {
    if (server !== undefined) await stopServer(server);
    if (job.containerLabel !== undefined) await removeContainers(job.containerLabel);
  } finally {
    for (const mounted of job.unmount ?? []) spawnSync('umount', ['-l', mounted]);
    for (const directory of job.remove)
      // After a kill of the parent, other writers to it end at the same time.
      rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    process.exit();
  }
}

function run(command: string): void {
  const output = job.log === undefined ? 'ignore' : openSync(job.log, 'a');
  server = spawn(command, job.args ?? [], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...job.env },
  });
  if (typeof output === 'number') closeSync(output);
  server.once('error', (error) => {
    notify({ ended: error.message, output: '' });
    void stop();
  });
  server.once('exit', (code, signal) => {
    if (stopping) return;
    process.exitCode = 1;
    notify({ ended: code ?? signal ?? 'unknown', output: tailOfLog() });
    void stop();
  });
  if (server.pid !== undefined) notify({ started: server.pid });
}

// The parent may be gone before the last line is written.
process.stdout.on('error', () => undefined);
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
process.stdin.on('error', () => void stop());
process.stdin.on('end', () => void stop());
process.stdin.resume();
if (job.command !== undefined) run(job.command);
