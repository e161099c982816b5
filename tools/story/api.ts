import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '#common/events/define-event.js';
import { baseFor, type ServiceAddress } from '#common/http/ports.js';

/** Longest wait of one step for a service that restarts, or for an effect to arrive. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 100;
/** The walk of all histories takes long where there are those of six years. */
const ANSWER_MS = 50_000;

/** The two addresses of each service. */
export type Addresses = Readonly<Record<ServiceName, ServiceAddress>>;

export interface Persona {
  readonly sub: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly org?: string;
}

/** A resource as a service shows it. */
export interface View {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

/** A refusal. A retry would not change it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const TRY_AGAIN = new Set([429, 502, 503, 504]);

/**
 * The four services over HTTP, with one token per actor. Every command has an Idempotency-Key. It is repeated under
 * that key when the answer is lost or the service is down, which makes a crash in between harmless.
 */
export class Api {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(readonly addresses: Addresses) {}

  as(persona: Persona): Session {
    return new Session(this, persona);
  }

  token(persona: Persona): Promise<string> {
    let token = this.tokens.get(persona.sub);
    if (token === undefined) {
      const { sub, name, roles, org } = persona;
      const claims = { sub, name, roles, ...(org !== undefined && { org }) };
      token = this.send('intake', 'POST', '/dev/tokens', claims).then((view) => String(view['token']));
      this.tokens.set(persona.sub, token);
    }
    return token;
  }

  /** The bytes of a document. @throws Error when they are not given */
  async file(service: ServiceName, path: string, headers: Record<string, string>): Promise<Buffer> {
    const url = baseFor(this.addresses[service], path) + path;
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.ok) return bytes;
    throw new Error(`GET ${service}${path} → ${response.status} ${bytes.toString()}`);
  }

  /** @throws Refused for a 4xx; after a minute of other failures, an Error with the last one as its cause */
  async send(
    service: ServiceName,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<View> {
    const isBytes = body instanceof Uint8Array;
    let failure: unknown;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(RETRY_MS)) {
      try {
        const response = await fetch(baseFor(this.addresses[service], path) + path, {
          method,
          headers: { ...(body !== undefined && !isBytes && { 'content-type': 'application/json' }), ...headers },
          ...(body !== undefined && { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
          signal: AbortSignal.timeout(ANSWER_MS),
        });
        const view = (await response.json()) as View & { code?: string; detail?: string; errors?: unknown };
        if (response.ok) return view;
        const message = `${method} ${service}${path} → ${response.status} ${view.code}: ${view.detail} ${JSON.stringify(view.errors ?? [])}`;
        if (!TRY_AGAIN.has(response.status)) throw new Refused(response.status, view.code ?? '', message);
        failure = new Error(message);
      } catch (error) {
        if (error instanceof Refused) throw error;
        failure = error;
      }
    }
    throw new Error(`${method} ${service}${path} did not succeed within ${PATIENCE_MS / 1_000} s`, { cause: failure });
  }
}

/** The requests of one actor. */
export class Session {
  constructor(
    private readonly api: Api,
    readonly persona: Persona,
  ) {}

  get(service: ServiceName, path: string): Promise<View> {
    return this.call(service, 'GET', path);
  }

  async file(service: ServiceName, path: string): Promise<Buffer> {
    return this.api.file(service, path, { authorization: `Bearer ${await this.api.token(this.persona)}` });
  }

  post(service: ServiceName, path: string, body?: unknown): Promise<View> {
    return this.command(service, 'POST', path, body);
  }

  put(service: ServiceName, path: string, body?: unknown, headers?: Record<string, string>): Promise<View> {
    return this.command(service, 'PUT', path, body, headers);
  }

  /** A transition on the current version, which is read first. */
  async move(service: ServiceName, resource: string, act: string, body?: unknown, method = 'POST'): Promise<View> {
    const key = randomUUID();
    for (;;) {
      const { version } = await this.get(service, resource);
      try {
        return await this.command(service, method, `${resource}${act}`, body, {
          'if-match': `"${version}"`,
          'idempotency-key': key,
        });
      } catch (error) {
        // Another client was quicker: read the version again.
        if (!(error instanceof Refused) || error.status !== 412) throw error;
      }
    }
  }

  private command(
    service: ServiceName,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<View> {
    return this.call(service, method, path, body, { 'idempotency-key': randomUUID(), ...headers });
  }

  private async call(
    service: ServiceName,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<View> {
    return this.api.send(service, method, path, body, {
      authorization: `Bearer ${await this.api.token(this.persona)}`,
      ...headers,
    });
  }
}

/** Waits for an effect to arrive. @throws after a minute, with the last failure as its cause */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  let failure: unknown;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(25)) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      failure = error;
    }
  }
  throw new Error(`Waited ${PATIENCE_MS / 1_000} s in vain: ${what}`, { cause: failure });
}
