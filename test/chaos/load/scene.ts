import { Mutex } from 'async-mutex';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { delayAfter, pause, type Backoff } from '#common/kernel/backoff.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { atTime, type Day } from '#common/kernel/day.js';
import { admin } from '../../../tools/story/cast.js';
import type { Persona, View } from '../../../tools/story/api.js';
import { OffTrack, RunOver, type Client, type Settled } from './client.js';
import type { Expectation, Ledger } from './ledger.js';
import type { Random } from '../random.js';

/** Waits between reads grow: many waiting clients must not slow down the effect they wait for. */
const LOOK: Backoff = { firstMs: 40, mostMs: 640 };
/** The broker may be away for minutes. */
const ARRIVES_WITHIN_MS = 600_000;
const KEPT_MISHAPS = 50;
/** Shortest time between two commands of a steady client, which leaves the services time for their effects. */
const STEADY_EVERY_MS = 150;

interface SceneOptions {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly clients: number;
  /** Share of commands that are sent twice at once under one key. */
  readonly twins: number;
  /** Resolves when nothing is under way between the services, or after a few seconds. */
  readonly drained: () => Promise<void>;
  readonly stop: AbortSignal;
  /** Nothing more will arrive: without new commands, all effects are there. */
  readonly nothingComes: AbortSignal;
  readonly firstDay: Day;
}

/** What the journeys of one run share: the day, the client, and how many of them run at once. */
export class Scene {
  readonly calendar = koreanCalendar(PolicyTable.defaults);
  today: Day;
  /** Journeys that could not continue, with the reason. */
  readonly mishaps: string[] = [];
  /** Held while the clocks move. Steady clients send no command then. */
  private readonly clocks = new Mutex();
  private readonly turn = new Mutex();

  constructor(private readonly options: SceneOptions) {
    this.today = options.firstDay;
  }

  get random(): Random {
    return this.options.random;
  }

  /** Sets all four clocks, after everything of the day before has arrived. */
  moveTo(day: Day, time = '09:00'): Promise<void> {
    return this.clocks.runExclusive(() => this.move(day, time));
  }

  private async move(day: Day, time: string): Promise<void> {
    const { client, drained, stop } = this.options;
    await drained();
    if (stop.aborted) throw new RunOver('no new day');
    const now = atTime(day, time).toISOString();
    await Promise.all(
      SERVICE_NAMES.map((service) => client.post(admin, service, '/v1/clock', { now }, 'CLOCK_BACKWARD')),
    );
    this.today = day;
  }

  /** One journey per item, as many at once as there are clients. An error ends its own journey only. */
  async each<T, R>(what: string, items: readonly T[], journey: (item: T, hand: Hand) => Promise<R>): Promise<R[]> {
    const { clients, random } = this.options;
    const results: R[] = [];
    const left = items.map((item, i) => [item, i] as const);
    const workers = Array.from({ length: Math.min(clients, items.length) }, async (_, client) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [item, i] = next;
        const hand = new Hand(this.options, client, random.fork(`${what} ${this.today} ${i}`));
        const result = await journey(item, hand).catch((error: unknown) => this.mishap(what, error));
        if (result !== undefined) results.push(result);
      }
    });
    await Promise.all(workers);
    return results;
  }

  /**
   * Clients that play turn after turn until `over`, independent of the rounds. Between two commands they wait while the
   * clocks move. An error ends its own turn only.
   */
  async steadily(count: number, over: AbortSignal, turn: (hand: Hand, client: number) => Promise<void>): Promise<void> {
    const { clients, random, stop } = this.options;
    const work = async (_: unknown, client: number): Promise<void> => {
      const options = { ...this.options, admitted: this.atOwnPace() };
      for (let n = 1; !over.aborted && !stop.aborted; n++) {
        const hand = new Hand(options, clients + client, random.fork(`steady ${client} ${n}`));
        await turn(hand, client).catch((error: unknown) => this.mishap('steady', error));
      }
    };
    await Promise.all(Array.from({ length: count }, work));
  }

  /** @returns what a steady client awaits before each command: its pace, and the end of a clock move */
  private atOwnPace(): () => Promise<void> {
    let next = 0;
    return async () => {
      await sleep(Math.max(0, next - performance.now()));
      next = performance.now() + STEADY_EVERY_MS;
      await this.clocks.waitForUnlock();
    };
  }

  /** For an action that only one journey at a time may take. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    return this.turn.runExclusive(act);
  }

  private mishap(what: string, error: unknown): undefined {
    if (!(error instanceof RunOver || error instanceof OffTrack)) throw error;
    if (error instanceof OffTrack && this.mishaps.length < KEPT_MISHAPS)
      this.mishaps.push(`${what} ${this.today}: ${error.message}`);
  }
}

interface Details {
  readonly body?: unknown;
  readonly expected?: Expectation;
  /** Version to name in If-Match; read when it is not given. */
  readonly version?: number;
  readonly isFixed?: boolean;
  readonly method?: 'POST' | 'PUT';
}

interface HandOptions extends Pick<SceneOptions, 'client' | 'ledger' | 'twins' | 'nothingComes'> {
  /** Awaited before each command. */
  readonly admitted?: () => Promise<void>;
}

/** One client on one journey. Acts for the persona that each call names. */
export class Hand {
  constructor(
    private readonly options: HandOptions,
    readonly client: number,
    readonly random: Random,
  ) {}

  /** @throws OffTrack when it is refused */
  post(by: Persona, service: ServiceName, path: string, body?: unknown): Promise<View> {
    return this.must({ by, service, method: 'POST', path, body, expected: 'ack' });
  }

  /** @throws OffTrack when it is refused */
  put(by: Persona, service: ServiceName, path: string, body: unknown): Promise<View> {
    return this.must({ by, service, method: 'PUT', path, body, expected: 'ack' });
  }

  /** A transition, on the version given, or on the current one. @throws OffTrack when it is refused */
  move(by: Persona, service: ServiceName, resource: string, act: string, details: Details = {}): Promise<View> {
    const { body, version, method = 'POST' } = details;
    return this.must(
      { by, service, method, path: resource + act, body, expected: 'ack' },
      { resource, ...(version !== undefined && { known: version }) },
    );
  }

  /** Says where notices reach a person. */
  async reach(by: Persona, service: ServiceName): Promise<void> {
    const delivery = this.random.chance(0.5) ? 'EACH' : 'DIGEST';
    const entry = { email: `${by.sub}@example.kr`, language: 'ko', delivery };
    await this.put(by, service, '/v1/address-book/me', entry);
  }

  /** A command that may be refused, or must be. */
  async attempt(
    by: Persona,
    service: ServiceName,
    resource: string,
    act: string,
    details: Details = {},
  ): Promise<Settled> {
    const { body, expected = 'either', version, isFixed = false, method = 'POST' } = details;
    await this.options.admitted?.();
    return this.options.client.send(
      this.client,
      { by, service, method, path: resource + act, body, expected },
      version === undefined ? undefined : { resource, known: version, isFixed },
    );
  }

  race(what: string, winners: number, settled: readonly Settled[]): void {
    this.options.ledger.race(
      what,
      winners,
      settled.map(({ entry }) => entry),
    );
  }

  /** Waits for an effect. @throws OffTrack when it does not arrive within ten minutes, RunOver when the run is over */
  async until<T>(
    what: string,
    by: Persona,
    service: ServiceName,
    path: string,
    look: (view: View) => T | undefined | false,
  ): Promise<T> {
    const { client, nothingComes } = this.options;
    const end = performance.now() + ARRIVES_WITHIN_MS;
    for (let looks = 1; performance.now() < end; looks++) {
      const view = await client.read(by, service, path);
      const seen = view && look(view);
      if (seen !== undefined && seen !== false) return seen;
      await pause(delayAfter(looks, LOOK), nothingComes);
      if (nothingComes.aborted) throw new RunOver(what);
    }
    throw new OffTrack(`waited in vain: ${what}`);
  }

  private async must(request: Parameters<Client['send']>[1], version?: Parameters<Client['send']>[2]): Promise<View> {
    const { client, twins, admitted } = this.options;
    await admitted?.();
    const { outcome, view } = await client.send(this.client, request, version, this.random.chance(twins));
    if (outcome.kind === 'acked') return view;
    const why = outcome.kind === 'refused' ? `${outcome.status} ${outcome.code}: ${String(view['detail'])}` : 'unknown';
    throw new OffTrack(`${request.method} ${request.service}${request.path} → ${why}`);
  }
}
