import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '#common/events/define-event.js';
import { ServiceProcess } from '../../../tools/start/service-process.js';

/** A dead service is restarted after this time, as by a supervisor. */
const RESTART_AFTER_MS = 100;
const LOOK_EVERY_MS = 25;
const PAGE_BYTES = 4_096;

export interface InstanceOptions {
  readonly service: ServiceName;
  readonly instance: number;
  readonly port: number;
  readonly opsPort: number;
  readonly env: Readonly<Record<string, string>>;
  readonly main: string | undefined;
  /** For its log and its clock file. */
  readonly directory: string;
  readonly onDeath: (death: Death) => void;
  readonly onReady: (recovery: Recovery) => void;
}

export interface Death {
  readonly service: ServiceName;
  readonly instance: number;
  readonly why: string;
}

/** A start that led to a ready service. */
export interface Recovery {
  readonly service: ServiceName;
  readonly instance: number;
  /** From the death before it, or else from the first start, to the first 200 of `/health/ready`, milliseconds. */
  readonly ms: number;
}

/** One process of a service, restarted when it dies. */
export class ServiceInstance {
  private readonly process: ServiceProcess;
  private readonly clockFile: string;
  private isReady = false;
  /** The callers that have paused it and not resumed it yet. It resumes when there is none left. */
  private readonly pausedBy = new Set<string>();
  private isStopped = false;
  /** Counts starts, so that the watch of a dead process says nothing about the next one. */
  private life = 0;
  private downSince = performance.now();

  private constructor(private readonly options: InstanceOptions) {
    const { service, instance, port, opsPort, env, main, directory, onDeath } = options;
    this.clockFile = `${directory}/${service}-${instance}.clock`;
    this.process = new ServiceProcess({
      service,
      port,
      opsPort,
      env: { ...env, CLOCK_SKEW_FILE: this.clockFile },
      logFile: `${directory}/${service}-${instance}.log`,
      preload: ['dist/test/chaos/ground/skewed-clock.js'],
      restartAfterMs: RESTART_AFTER_MS,
      ...(main !== undefined && { main }),
      onStart: () => void this.watch(++this.life),
      onRestart: (_, code, signal) => {
        this.down();
        onDeath({ service, instance, why: signal ?? `exit ${String(code)}` });
      },
    });
  }

  static async create(options: InstanceOptions): Promise<ServiceInstance> {
    const instance = new ServiceInstance(options);
    await instance.skew(0);
    return instance;
  }

  get service(): ServiceName {
    return this.options.service;
  }

  get number(): number {
    return this.options.instance;
  }

  get port(): number {
    return this.options.port;
  }

  get opsPort(): number {
    return this.options.opsPort;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Ready, and not paused. */
  get takesRequests(): boolean {
    return this.isReady && this.pausedBy.size === 0;
  }

  start(): void {
    this.downSince = performance.now();
    this.process.start();
  }

  /** Resolves when it is ready, and every consumer a member of its group. */
  ready(): Promise<void> {
    return this.process.ready();
  }

  kill(signal: NodeJS.Signals): void {
    if (signal === 'SIGKILL') {
      this.down();
      // For a process that is killed while it starts, the time counts from this kill.
      this.downSince = performance.now();
    }
    this.process.kill(signal);
  }

  pause(by: string): void {
    this.pausedBy.add(by);
    this.process.kill('SIGSTOP');
  }

  resume(by: string): void {
    if (this.pausedBy.delete(by) && this.pausedBy.size === 0) this.process.kill('SIGCONT');
  }

  /** Sets its clock wrong by `ms` milliseconds, over restarts too. */
  async skew(ms: number): Promise<void> {
    await writeFile(this.clockFile, String(ms));
    if (this.isReady) this.process.kill('SIGUSR2');
  }

  /** Resident memory, bytes; undefined while it does not run. */
  memory(): number | undefined {
    try {
      return Number(readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
    } catch {
      return undefined;
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.isReady = false;
    this.process.kill('SIGCONT');
    await this.process.stop();
  }

  private down(): void {
    if (this.isReady) this.downSince = performance.now();
    this.isReady = false;
    this.pausedBy.clear();
  }

  private async watch(life: number): Promise<void> {
    while (life === this.life && !this.isStopped) {
      if (await this.answers()) {
        if (life !== this.life || this.isStopped) return;
        this.isReady = true;
        // The clock file may have changed after the process read it and before it listened for the signal.
        this.process.kill('SIGUSR2');
        const { service, instance, onReady } = this.options;
        onReady({ service, instance, ms: performance.now() - this.downSince });
        return;
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.process.opsUrl}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}
