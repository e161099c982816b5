import type mongoose from 'mongoose';
import type { ConsumerState } from '../../broker/consumer-group.js';
import { within } from '../../kernel/settles-within.js';

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly checks: Readonly<Record<string, string>>;
  /** Settings that are only fit for development, such as `AUTH=dev`; absent where there are none. */
  readonly insecure?: readonly string[];
}

const PING_MS = 1_500;

/**
 * Ready: the store answers and no consumer has crashed. A broker that is away only degrades the service: commands go
 * on, and what they publish waits in the store.
 */
export class Health {
  private readonly consumers = new Map<string, ConsumerState>();
  private broker: 'ok' | 'away' = 'ok';
  private restored = false;
  private stopping = false;

  constructor(
    private readonly db: mongoose.mongo.Db,
    private readonly insecure: readonly string[] = [],
    private readonly virusScanner: 'on' | 'off' = 'off',
  ) {}

  consumer(group: string, state: ConsumerState): void {
    this.consumers.set(group, state);
  }

  brokerAway(isAway: boolean): void {
    this.broker = isAway ? 'away' : 'ok';
  }

  /** Holds for the life of this process: an operator has to look at it and restart the service. */
  storeRestored(): void {
    this.restored = true;
  }

  stop(): void {
    this.stopping = true;
  }

  async report(): Promise<HealthReport> {
    const { insecure } = this;
    return { ...(await this.state()), ...(insecure.length > 0 && { insecure }) };
  }

  private async state(): Promise<Omit<HealthReport, 'insecure'>> {
    const store = await this.ping();
    const groups = [...this.consumers].map(([group, state]) => [`consumer ${group}`, state] as const);
    const checks = {
      store,
      broker: this.broker,
      virusScanner: this.virusScanner,
      ...Object.fromEntries(groups),
      ...(this.restored && { history: 'older than what was published' }),
      ...(this.stopping && { process: 'stopping' }),
    };
    const crashed = groups.some(([, state]) => state === 'crashed');
    if (store !== 'ok' || crashed || this.stopping) return { status: 'unavailable', checks };
    const waiting = groups.some(([, state]) => state === 'away');
    return { status: this.broker === 'away' || this.restored || waiting ? 'degraded' : 'ok', checks };
  }

  private async ping(): Promise<string> {
    try {
      await within(PING_MS, this.db.command({ ping: 1 }));
      return 'ok';
    } catch (error) {
      return `away: ${(error as Error).name}`;
    }
  }
}
