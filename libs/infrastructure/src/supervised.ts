import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SupervisedJob, SupervisorMessage } from './supervisor.js';

/** A server, or a set of containers, that lives exactly as long as this process. */
export interface Supervised {
  /** Rejects when the server ends before it was stopped; never resolves. */
  readonly failed: Promise<never>;
  /** The server's process while it runs: for tests that kill or pause it. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

// From dist the script is JavaScript; in a test run it is TypeScript, which Node 24 runs as it is.
const script = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? 'supervisor.ts' : 'supervisor.js', import.meta.url),
);

/** Starts `job` under a supervisor that ends it when this process ends, even by a kill. */
export function supervise(name: string, job: SupervisedJob): Supervised {
  // Its own process group: Ctrl-C in a terminal must reach the services first, the stores last.
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  child.unref();
  (child.stdin as Socket).unref();
  (child.stdout as Socket).unref();
  child.stdin.on('error', () => undefined);

  let serverPid: number | undefined;
  let stopped = false;
  const exited = once(child, 'exit');
  exited.catch(() => undefined);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      // The supervisor itself was killed: no other process knows the server.
      if (!stopped && serverPid !== undefined) killQuietly(serverPid);
      reject(new Error(`${name} ended unexpectedly (supervisor exit ${String(code)})`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as SupervisorMessage;
      if ('started' in message) serverPid = message.started;
      else {
        serverPid = undefined;
        reject(new Error(`${name} ended with ${String(message.ended)}: ${message.output.trim() || 'no output'}`));
      }
    });
  });
  failed.catch(() => undefined);

  return {
    failed,
    get pid() {
      return serverPid;
    },
    async stop() {
      stopped = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      child.stdin.end();
      await exited;
    },
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
