import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { nodeFlagsOf } from './node-flags.js';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const RESTART_AFTER_MS = 300;
/** Compiled code of earlier starts: a start spends much of its time on compiling modules. */
const COMPILE_CACHE = path.resolve('node_modules/.cache/compiled');

export interface ServiceProcessOptions {
  readonly service: string;
  readonly port: number;
  readonly opsPort: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** The file that runs the service, with its name as argument; default: its bundle in dist. */
  readonly main?: string;
  /** Flags of Node.js; default: those of the image (deploy/Dockerfile). */
  readonly nodeFlags?: readonly string[];
  /** Modules loaded before the service. */
  readonly preload?: readonly string[];
  readonly restartAfterMs?: number;
  readonly onStart?: (pid: number | undefined) => void;
  readonly onRestart?: (service: string, code: number | null, signal: NodeJS.Signals | null) => void;
}

/** One service as a child process. It is restarted when it dies, until it is stopped. */
export class ServiceProcess {
  readonly url: string;
  readonly opsUrl: string;
  private child: ChildProcess | undefined;
  private readonly log: WriteStream;
  private stopped = false;

  constructor(private readonly options: ServiceProcessOptions) {
    this.url = `http://127.0.0.1:${options.port}`;
    this.opsUrl = `http://127.0.0.1:${options.opsPort}`;
    this.log = createWriteStream(options.logFile, { flags: 'a' });
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    const { service, port, opsPort, env, onStart } = this.options;
    const { main = `dist/services/${service}.cjs`, preload = [], nodeFlags = nodeFlagsOf('.') } = this.options;
    const imports = ['dist/tools/start/end-with-parent.js', ...preload].flatMap((m) => ['--import', path.resolve(m)]);
    const child = spawn(process.execPath, [...nodeFlags, ...imports, path.resolve(main), service], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        ...env,
        PORT: String(port),
        OPS_PORT: String(opsPort),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own: Ctrl-C reaches only the parent, which stops all services in order.
      detached: true,
    });
    this.child = child;
    onStart?.(child.pid);
    child.stdin.on('error', () => undefined);
    child.stdout.pipe(this.log, { end: false });
    child.stderr.pipe(this.log, { end: false });
    child.once('exit', (code, signal) => void this.onExit(code, signal));
  }

  /** Resolves when it is ready. @throws when it is not ready in time, with its last answer */
  async ready(): Promise<void> {
    let last = 'no answer';
    for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await sleep(100)) {
      try {
        const response = await fetch(`${this.opsUrl}/health/ready`);
        const report = (await response.json()) as { status: string; checks: Record<string, string> };
        last = JSON.stringify(report);
        const joining = Object.values(report.checks).includes('connecting');
        if (response.ok && report.status === 'ok' && !joining) return;
      } catch (error) {
        last = String((error as Error).cause ?? error);
      }
    }
    throw new Error(
      `${this.options.service} was not ready within ${READY_WITHIN_MS / 1_000} s (${last}); its log: ${this.options.logFile}`,
    );
  }

  /** For tests of crashes. */
  kill(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(late);
  }

  private async onExit(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    if (this.stopped) return;
    this.options.onRestart?.(this.options.service, code, signal);
    await sleep(this.options.restartAfterMs ?? RESTART_AFTER_MS);
    if (!this.stopped) this.start();
  }
}
