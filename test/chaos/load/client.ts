import { randomUUID } from 'node:crypto';
import { Mutex } from 'async-mutex';
import type { ServiceName } from '#common/events/define-event.js';
import { baseFor } from '#common/http/ports.js';
import { delayAfter, pause, type Backoff } from '#common/kernel/backoff.js';
import type { Addresses, Persona, View } from '../../../tools/story/api.js';
import type { Entry, Ledger, Outcome, Request } from './ledger.js';
import type { AttemptEnd, Timeline } from './timeline.js';
import { together } from './together.js';

const RETRY: Backoff = { firstMs: 20, mostMs: 400 };
const ANSWER_WITHIN_MS = 10_000;
/** Longest time in which a refusal may mean that an event has not arrived yet. After it, the refusal counts. */
const NOT_YET_MS = 180_000;
const NOT_YET: ReadonlySet<string> = new Set([
  'NOT_FOUND',
  'LISTING_UNKNOWN',
  'LISTING_NOT_CONTRACTABLE',
  'COMPARISON_UNKNOWN',
  'OFFERS_SEALED',
  'CASE_NOT_READY',
  'NOT_SESSION_DAY',
  // The clock moved while the second signature was under way.
  'SIGNING_LAPSED',
]);

/** The run is over, or the time for open answers. The journey ends here. */
export class RunOver extends Error {}

/** A command that had to succeed was refused, or one that had to be refused succeeded. The journey cannot continue. */
export class OffTrack extends Error {}

/** What an attempt asks for when its answer is not the last word: another try, after a pause or at once. */
const LATER = Symbol('later');
const AT_ONCE = Symbol('at once');
type Again = typeof LATER | typeof AT_ONCE;

interface Answer {
  readonly status: number;
  readonly view: View & { readonly code?: string; readonly detail?: string };
  readonly isProblem: boolean;
  readonly hasStack: boolean;
}

export interface Settled {
  readonly entry: Entry;
  readonly outcome: Outcome;
  /** The answer, when it was acked. */
  readonly view: View;
}

interface Version {
  /** The version to name. Read when it is not given, and read again after a 412. */
  readonly known?: number;
  readonly resource: string;
  /** Never read again: the command is meant to be refused. */
  readonly isFixed?: boolean;
}

interface ClientOptions {
  readonly addresses: Addresses;
  readonly ledger: Ledger;
  readonly timeline: Timeline;
  /** No new commands. */
  readonly stop: AbortSignal;
  /** No more attempts: the outcome of open commands stays unknown. */
  readonly giveUp: AbortSignal;
  /** One command after the other, for all clients: a lost write is then no race between clients. */
  readonly oneAtATime?: boolean;
}

const STACK = /\n?\s+at .+:\d+:\d+|node_modules/;

/** Sends each command until its outcome is known, also while services are down, and records all of it in the ledger. */
export class Client {
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly turn = new Mutex();

  constructor(private readonly options: ClientOptions) {}

  /**
   * @param twin sends it twice at once, under the same key
   * @throws RunOver when the outcome did not become known in time
   */
  send(client: number, request: Request, version: Version | undefined, twin = false): Promise<Settled> {
    const act = () => this.sendNow(client, request, version, twin);
    return this.options.oneAtATime === true ? this.turn.runExclusive(act) : act();
  }

  private async sendNow(
    client: number,
    request: Request,
    version: Version | undefined,
    twin: boolean,
  ): Promise<Settled> {
    const { ledger, timeline, stop } = this.options;
    if (stop.aborted) throw new RunOver('no new commands');
    const ifMatch = version && (version.known ?? (await this.versionOf(request, version.resource)));
    const entry = ledger.open(client, request, randomUUID(), ifMatch);
    const begun = performance.now();
    const tries = [
      this.persist(entry, request, version, ifMatch),
      ...(twin ? [this.persist(entry, request, version, ifMatch)] : []),
    ];
    const [first] = await together(tries);
    timeline.command(performance.now() - begun);
    if (first === undefined) throw new RunOver('no answer');
    return { entry, outcome: entry.outcome, view: first };
  }

  /**
   * A read, repeated until it is answered.
   * @returns undefined where the caller may not know of the resource, or it does not exist
   * @throws RunOver when no answer came in time, OffTrack when it was refused
   */
  async read(by: Persona, service: ServiceName, path: string): Promise<View | undefined> {
    return this.retrying(`GET ${service}${path}`, async () => {
      const answer = await this.ask(by, service, 'GET', path, undefined, {});
      if (answer === undefined) return LATER;
      const { status, view } = answer;
      if (status < 300) return view;
      if (status === 404) return undefined;
      if (status < 500 && status !== 401 && status !== 429)
        throw new OffTrack(`GET ${service}${path} → ${status} ${view.code}`);
      return LATER;
    });
  }

  /**
   * A POST that is no command on an aggregate and is not in the ledger, repeated until it is answered 2xx, or refused
   * with `doneBefore`.
   * @throws RunOver when no answer came in time
   */
  async post(by: Persona, service: ServiceName, path: string, body: unknown, doneBefore: string): Promise<void> {
    await this.retrying(`POST ${service}${path}`, async () => {
      const answer = await this.ask(by, service, 'POST', path, body, {});
      if (answer === undefined) return LATER;
      const { status, view } = answer;
      if (status < 300 || view.code === doneBefore) return;
      if (status < 500 && status !== 401)
        throw new Error(`POST ${service}${path} → ${status} ${view.code}: ${view.detail}`);
      return LATER;
    });
  }

  /** Sends a command again under its old key, to check that the repeat gets the first answer. */
  async repeat(entry: Entry, request: Request): Promise<Outcome> {
    const { by, service, method, path, body } = request;
    const answered = this.retrying(`the repeat of ${method} ${service}${path}`, async () => {
      const answer = await this.ask(by, service, method, path, body, headersOf(entry.key, entry.ifMatch));
      return answer !== undefined && answer.status < 500 && answer.status !== 401 ? outcomeOf(answer) : LATER;
    });
    return answered.catch((error: unknown): Outcome => {
      if (error instanceof RunOver) return { kind: 'unknown' };
      throw error;
    });
  }

  private persist(
    entry: Entry,
    request: Request,
    version: Version | undefined,
    named: number | undefined,
  ): Promise<View> {
    const { ledger, timeline } = this.options;
    const { by, service, method, path, body } = request;
    const begun = performance.now();
    let ifMatch = named;
    return this.retrying(`${method} ${service}${path}`, async () => {
      const answer = await this.ask(by, service, method, path, body, headersOf(entry.key, ifMatch));
      ledger.attempted(entry, answer?.status ?? 0);
      timeline.attempt(endOf(answer));
      if (answer?.hasStack === true) ledger.flaw(entry, 'stack', `a stack trace in an answer of ${answer.status}`);
      if (answer?.status === 500) ledger.flaw(entry, 'error', `500 ${answer.view.code}`);
      if (answer === undefined || answer.status >= 500 || this.mayPass(answer, request, begun)) return LATER;
      if (answer.status !== 412 || version === undefined || version.isFixed === true) {
        ledger.settle(entry, request, outcomeOf(answer));
        return answer.view;
      }
      // Another client was quicker: the same command, on the version there is now.
      ifMatch = await this.versionOf(request, version.resource);
      entry.ifMatch = ifMatch;
      return AT_ONCE;
    });
  }

  /** Tries until there is an answer to keep. @throws RunOver when the client gives up before */
  private async retrying<T>(what: string, attempt: () => Promise<T | Again>): Promise<T> {
    const { giveUp } = this.options;
    for (let tries = 1; !giveUp.aborted; tries++) {
      const result = await attempt();
      if (result !== LATER && result !== AT_ONCE) return result as Exclude<typeof result, Again>;
      if (result === LATER) await pause(delayAfter(tries, RETRY), giveUp);
    }
    throw new RunOver(`${what} was not answered`);
  }

  private mayPass({ status, view }: Answer, { expected }: Request, begun: number): boolean {
    if (status === 401 || status === 408 || status === 429) return true;
    return expected === 'ack' && NOT_YET.has(view.code ?? '') && performance.now() - begun < NOT_YET_MS;
  }

  private versionOf({ by, service }: Request, resource: string): Promise<number> {
    const begun = performance.now();
    return this.retrying(`GET ${service}${resource}`, async () => {
      const view = await this.read(by, service, resource);
      if (view !== undefined) return view.version;
      if (performance.now() - begun > NOT_YET_MS)
        throw new OffTrack(`${service}${resource} is not there for ${by.sub}`);
      return LATER;
    });
  }

  private token(by: Persona): Promise<string> {
    const known = this.tokens.get(by.sub);
    if (known !== undefined) return known;
    const { sub, name, roles, org } = by;
    const asked = this.exchange(
      'intake',
      'POST',
      '/dev/tokens',
      { sub, name, roles, ...(org !== undefined && { org }) },
      {},
    ).then((answer) => {
      if (answer === undefined || answer.status !== 200) throw new Error('no token');
      return String(answer.view['token']);
    });
    this.tokens.set(sub, asked);
    asked.catch(() => this.tokens.delete(sub));
    return asked;
  }

  /** One attempt. @returns undefined when no answer came */
  private async ask(
    by: Persona,
    service: ServiceName,
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer | undefined> {
    const token = await this.token(by).catch(() => undefined);
    if (token === undefined) return undefined;
    const answer = await this.exchange(service, method, path, body, { authorization: `Bearer ${token}`, ...headers });
    if (answer?.status === 401) this.tokens.delete(by.sub);
    return answer;
  }

  private async exchange(
    service: ServiceName,
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer | undefined> {
    const isBytes = body instanceof Uint8Array;
    try {
      const response = await fetch(baseFor(this.options.addresses[service], path) + path, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': isBytes ? 'application/pdf' : 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return answerOf(response, await response.text());
    } catch {
      return undefined;
    }
  }
}

const headersOf = (key: string, ifMatch: number | undefined): Record<string, string> => ({
  'idempotency-key': key,
  ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
});

/** @throws SyntaxError when a success is no JSON: the connection broke in the middle */
function answerOf(response: Response, text: string): Answer {
  const isProblemType = (response.headers.get('content-type') ?? '').startsWith('application/problem+json');
  let view = {} as Answer['view'];
  try {
    view = JSON.parse(text) as Answer['view'];
  } catch (error) {
    if (response.ok) throw error;
  }
  const isProblem = isProblemType && typeof view.code === 'string' && typeof view.detail === 'string';
  return { status: response.status, view, isProblem, hasStack: !response.ok && STACK.test(text) };
}

function outcomeOf({ status, view, isProblem }: Answer): Outcome {
  if (status < 300) return { kind: 'acked', status, id: view.id, version: view.version };
  return { kind: 'refused', status, code: view.code ?? '', isProblem };
}

function endOf(answer: Answer | undefined): AttemptEnd {
  if (answer === undefined) return 'lost';
  if (answer.status < 300) return 'acked';
  if (answer.view.code === 'CATALOG_STALE') return 'stale';
  if (answer.status < 500) return 'refused';
  return answer.status === 500 ? 'failed' : 'unavailable';
}
