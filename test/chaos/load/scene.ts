import { setTimeout as sleep } from 'node:timers/promises';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { atTime, type Day } from '#common/kernel/day.js';
import { admin } from '../../../tools/story/cast.js';
import type { Persona, Service, View } from '../../../tools/story/api.js';
import { SERVICE_NAMES } from '../ground/services.js';
import { OffTrack, RunOver, type Client, type Settled } from './client.js';
import type { Expectation, Ledger } from './ledger.js';
import type { Random } from './random.js';

/** Whoever waits looks often at first and then less: many who wait must not keep the machine from what they wait for. */
const LOOK_FIRST_MS = 40;
const LOOK_MOST_MS = 640;
/** The broker may be away for minutes. */
const ARRIVES_WITHIN_MS = 600_000;
const KEPT_MISHAPS = 50;
/** A steady client is no flood: there is to be time left for what its commands cause. */
const STEADY_EVERY_MS = 150;

interface SceneOptions {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly clients: number;
  /** Share of commands that are sent twice at once under one key. */
  readonly twins: number;
  /** Nothing under way between the services, or given up on for now. */
  readonly drained: () => Promise<void>;
  readonly stop: AbortSignal;
  /** What has not arrived by then does not come any more. */
  readonly nothingComes: AbortSignal;
  readonly firstDay: Day;
}

/** What the journeys of one run share: the day it is, who acts, and how many do so at once. */
export class Scene {
  readonly calendar = koreanCalendar(PolicyTable.defaults);
  today: Day;
  /** Journeys that could not go on, with why. */
  readonly mishaps: string[] = [];
  /** While the clocks move, who works beside the rounds begins nothing. */
  private moving: Promise<void> = Promise.resolve();
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: SceneOptions) {
    this.today = options.firstDay;
  }

  get random(): Random {
    return this.options.random;
  }

  /** All four clocks, when nothing that belongs to the day before is under way any more. */
  moveTo(day: Day, time = '09:00'): Promise<void> {
    const moved = this.move(day, time);
    this.moving = moved.catch(() => undefined);
    return moved;
  }

  private async move(day: Day, time: string): Promise<void> {
    const { client, drained, stop } = this.options;
    await drained();
    if (stop.aborted) throw new RunOver('no new day');
    const now = atTime(day, time).toISOString();
    await Promise.all(
      SERVICE_NAMES.map((service) => client.tell(admin, service, '/v1/clock', { now }, 'CLOCK_BACKWARD')),
    );
    this.today = day;
  }

  /** One journey per item, as many at once as there are clients. What goes wrong ends that journey only. */
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
   * Clients that go on from turn to turn, whatever round it is, until `over`; between two commands they let the clocks
   * move. What goes wrong ends that turn only.
   */
  async steadily(count: number, over: AbortSignal, turn: (hand: Hand, client: number) => Promise<void>): Promise<void> {
    const { clients, random, stop } = this.options;
    const work = async (_: unknown, client: number): Promise<void> => {
      const options = { ...this.options, admitted: this.slowly() };
      for (let n = 1; !over.aborted && !stop.aborted; n++) {
        const hand = new Hand(options, clients + client, random.fork(`steady ${client} ${n}`));
        await turn(hand, client).catch((error: unknown) => this.mishap('steady', error));
      }
    };
    await Promise.all(Array.from({ length: count }, work));
  }

  /** One command after the other at its own pace, and none while the clocks move. */
  private slowly(): () => Promise<void> {
    let next = 0;
    return async () => {
      await sleep(Math.max(0, next - performance.now()));
      next = performance.now() + STEADY_EVERY_MS;
      await this.moving;
    };
  }

  /** For what only one at a time can do and have: the others wait for him. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.turns.then(act);
    this.turns = mine.catch(() => undefined);
    return mine;
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
  /** Before each command; at once where nobody holds it up. */
  readonly admitted?: () => Promise<void>;
}

/** One client at work on one journey: acts for whoever it is told to. */
export class Hand {
  constructor(
    private readonly options: HandOptions,
    readonly client: number,
    readonly random: Random,
  ) {}

  /** @throws OffTrack when it is refused */
  post(by: Persona, service: Service, path: string, body?: unknown): Promise<View> {
    return this.must({ by, service, method: 'POST', path, body, expected: 'ack' });
  }

  /** @throws OffTrack when it is refused */
  put(by: Persona, service: Service, path: string, body: unknown): Promise<View> {
    return this.must({ by, service, method: 'PUT', path, body, expected: 'ack' });
  }

  /** A transition, on the version given or else on the one that is read. @throws OffTrack when it is refused */
  move(by: Persona, service: Service, resource: string, act: string, details: Details = {}): Promise<View> {
    const { body, version, method = 'POST' } = details;
    return this.must(
      { by, service, method, path: resource + act, body, expected: 'ack' },
      { resource, ...(version !== undefined && { known: version }) },
    );
  }

  /** A command that may be refused, or has to be. */
  async attempt(by: Persona, service: Service, resource: string, act: string, details: Details = {}): Promise<Settled> {
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

  /** Waits for something to arrive. @throws OffTrack when it does not within ten minutes, RunOver when the run is over */
  async until<T>(
    what: string,
    by: Persona,
    service: Service,
    path: string,
    look: (view: View) => T | undefined | false,
  ): Promise<T> {
    const { client, nothingComes } = this.options;
    const end = performance.now() + ARRIVES_WITHIN_MS;
    for (let wait = LOOK_FIRST_MS; performance.now() < end; wait = Math.min(wait * 2, LOOK_MOST_MS)) {
      const view = await client.read(by, service, path);
      const seen = view && look(view);
      if (seen !== undefined && seen !== false) return seen;
      await sleep(wait, undefined, { signal: nothingComes }).catch(() => undefined);
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
