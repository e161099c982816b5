import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { brokerCommand } from '#infrastructure/local-kafka.js';
import { stablePort } from '#infrastructure/ports.js';
import { brokerAnswers } from '#infrastructure/readiness.js';
import { supervise, type Supervised } from '#infrastructure/supervised.js';
import { signalled } from './signalled.js';
import { SERVER_HOST } from './wire.js';

const START_WITHIN_MS = 90_000;

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** A Kafka broker that can be stopped, killed and restarted with its records and its port. */
export class Broker {
  private server: Supervised | undefined;

  private constructor(
    readonly port: number,
    private readonly command: Command,
    private readonly log: string,
  ) {}

  /** @param directory for its data; the caller removes it */
  static async start(directory: string, log: (line: string) => void): Promise<Broker> {
    const work = join(directory, 'broker');
    await mkdir(work, { recursive: true });
    const port = await stablePort();
    const place = { work, data: join(work, 'data'), port, controllerPort: await stablePort() };
    const broker = new Broker(port, await brokerCommand(place, log), join(work, 'server.log'));
    await broker.restart();
    return broker;
  }

  /** The address itself, not that of a line. */
  get address(): string {
    return `${SERVER_HOST}:${this.port}`;
  }

  get isRunning(): boolean {
    return this.server?.pid !== undefined;
  }

  /** SIGTERM and SIGKILL resolve when it has ended, SIGSTOP and SIGCONT at once. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    return signalled(this.server, signal);
  }

  /** Starts it if it does not run. Resolves when it answers for a cluster with a controller. */
  async restart(): Promise<void> {
    if (this.isRunning) return;
    const server = supervise('Kafka', { ...this.command, log: this.log, graceMs: 0, remove: [] });
    this.server = server;
    try {
      await Promise.race([brokerAnswers([this.address], START_WITHIN_MS), server.failed]);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }
}
