import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Addresses, Persona, Service, View } from '../../../tools/story/api.js';
import type { Entry, Ledger, Outcome, Request } from './ledger.js';
import type { AttemptEnd, Timeline } from './timeline.js';
import { together } from './together.js';

const RETRY_FIRST_MS = 20;
const RETRY_MOST_MS = 400;
const ANSWER_WITHIN_MS = 10_000;
/** What was right to ask but has not arrived everywhere yet; longer than this, and it is refused in earnest. */
const NOT_YET_MS = 180_000;
const NOT_YET: ReadonlySet<string> = new Set([
  'NOT_FOUND',
  'LISTING_UNKNOWN',
  'LISTING_NOT_CONTRACTABLE',
  'OFFERS_SEALED',
  'CASE_NOT_READY',
  'NOT_SESSION_DAY',
  // The clock moved on while the second signature was on its way.
  'SIGNING_LAPSED',
]);

/** The run is over, or its patience: nothing more is to be expected of this journey. */
export class RunOver extends Error {}

/** A command that had to succeed was refused, or the other way round: the journey cannot go on. */
export class OffTrack extends Error {}

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
  /** The one to name; read when there is none, and read again when it has become stale. */
  readonly known?: number;
  readonly resource: string;
  /** Name this one whatever comes: being refused is the point. */
  readonly isFixed?: boolean;
}

interface ClientOptions {
  readonly addresses: Addresses;
  readonly ledger: Ledger;
  readonly timeline: Timeline;
  /** No new commands. */
  readonly stop: AbortSignal;
  /** No more attempts: what is open now stays unknown. */
  readonly giveUp: AbortSignal;
  /** One command after the other, whoever sends it: what is lost then, nobody's haste has lost. */
  readonly oneAtATime?: boolean;
}

const STACK = /\n?\s+at .+:\d+:\d+|node_modules/;

/** Sends commands until their outcome is known, whatever is away meanwhile, and writes it all into the ledger. */
export class Client {
  private readonly tokens = new Map<string, Promise<string>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ClientOptions) {}

  /**
   * @param twin sends it twice at the same moment, under the same key
   * @throws RunOver when the outcome did not become known in time
   */
  send(client: number, request: Request, version: Version | undefined, twin = false): Promise<Settled> {
    const act = () => this.sendNow(client, request, version, twin);
    if (this.options.oneAtATime !== true) return act();
    const turn = this.last.then(act);
    this.last = turn.catch(() => undefined);
    return turn;
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

  /** A read, until it is answered. Undefined while the caller may not know of it. @throws RunOver */
  async read(by: Persona, service: Service, path: string): Promise<View | undefined> {
    const { giveUp } = this.options;
    for (let wait = RETRY_FIRST_MS; !giveUp.aborted; wait = Math.min(wait * 2, RETRY_MOST_MS)) {
      const answer = await this.ask(by, service, 'GET', path, undefined, {});
      if (answer !== undefined && answer.status < 300) return answer.view;
      if (answer?.status === 404) return undefined;
      if (answer !== undefined && answer.status < 500 && answer.status !== 401 && answer.status !== 429)
        throw new OffTrack(`GET ${service}${path} → ${answer.status} ${answer.view.code}`);
      await this.pause(wait);
    }
    throw new RunOver(`GET ${service}${path} was not answered`);
  }

  /**
   * A POST that is no command on an aggregate and in no ledger, until it is answered 2xx or refused as done before.
   * @throws RunOver
   */
  async tell(by: Persona, service: Service, path: string, body: unknown, doneBefore: string): Promise<void> {
    for (let wait = RETRY_FIRST_MS; !this.options.giveUp.aborted; wait = Math.min(wait * 2, RETRY_MOST_MS)) {
      const answer = await this.ask(by, service, 'POST', path, body, {});
      if (answer !== undefined && (answer.status < 300 || answer.view.code === doneBefore)) return;
      if (answer !== undefined && answer.status < 500 && answer.status !== 401)
        throw new Error(`POST ${service}${path} → ${answer.status} ${answer.view.code}: ${answer.view.detail}`);
      await this.pause(wait);
    }
    throw new RunOver(`POST ${service}${path} was not answered`);
  }

  /** Sent once more under the key it had: for the check that a repeat is answered as the first time. */
  async repeat(entry: Entry, request: Request): Promise<Outcome> {
    for (let wait = RETRY_FIRST_MS; !this.options.giveUp.aborted; wait = Math.min(wait * 2, RETRY_MOST_MS)) {
      const answer = await this.ask(
        request.by,
        request.service,
        request.method,
        request.path,
        request.body,
        headersOf(entry.key, entry.ifMatch),
      );
      if (answer !== undefined && answer.status < 500 && answer.status !== 401) return outcomeOf(answer);
      await this.pause(wait);
    }
    return { kind: 'unknown' };
  }

  private async persist(
    entry: Entry,
    request: Request,
    version: Version | undefined,
    named: number | undefined,
  ): Promise<View> {
    const { ledger, timeline, giveUp } = this.options;
    const begun = performance.now();
    let ifMatch = named;
    for (let wait = RETRY_FIRST_MS; !giveUp.aborted; wait = Math.min(wait * 1.6, RETRY_MOST_MS)) {
      const answer = await this.ask(
        request.by,
        request.service,
        request.method,
        request.path,
        request.body,
        headersOf(entry.key, ifMatch),
      );
      ledger.attempted(entry, answer?.status ?? 0);
      timeline.attempt(endOf(answer));
      if (answer?.hasStack === true) ledger.flaw(entry, 'stack', `a stack trace in an answer of ${answer.status}`);
      if (answer?.status === 500) ledger.flaw(entry, 'error', `500 ${answer.view.code}`);
      if (answer !== undefined && answer.status < 500 && !this.mayPass(answer, request, begun)) {
        if (answer.status !== 412 || version === undefined || version.isFixed === true) {
          ledger.settle(entry, request, outcomeOf(answer));
          return answer.view;
        }
        // Somebody else was quicker: the same command on the version as it is now.
        ifMatch = await this.versionOf(request, version.resource);
        entry.ifMatch = ifMatch;
        continue;
      }
      await this.pause(wait);
    }
    throw new RunOver(`${request.method} ${request.service}${request.path} stayed unknown`);
  }

  private mayPass({ status, view }: Answer, { expected }: Request, begun: number): boolean {
    if (status === 401 || status === 408 || status === 429) return true;
    return expected === 'ack' && NOT_YET.has(view.code ?? '') && performance.now() - begun < NOT_YET_MS;
  }

  private async versionOf({ by, service }: Request, resource: string): Promise<number> {
    const begun = performance.now();
    for (let wait = RETRY_FIRST_MS; performance.now() - begun < NOT_YET_MS; wait = Math.min(wait * 2, RETRY_MOST_MS)) {
      const view = await this.read(by, service, resource);
      if (view !== undefined) return view.version;
      await this.pause(wait);
    }
    throw new OffTrack(`${service}${resource} is not there for ${by.sub}`);
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

  /** Undefined when no answer came. */
  private async ask(
    by: Persona,
    service: Service,
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
    service: Service,
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer | undefined> {
    const isBytes = body instanceof Uint8Array;
    try {
      const response = await fetch(this.options.addresses[service] + path, {
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

  private pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.options.giveUp }).catch(() => undefined);
  }
}

const headersOf = (key: string, ifMatch: number | undefined): Record<string, string> => ({
  'idempotency-key': key,
  ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
});

/** @throws SyntaxError when a success is no JSON: a connection that broke in the middle */
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
  if (answer.view.code === 'CATALOGUE_STALE') return 'stale';
  if (answer.status < 500) return 'refused';
  return answer.status === 500 ? 'failed' : 'unavailable';
}
