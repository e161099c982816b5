import type { Person } from '#common/kernel/actor.js';
import { personas } from './personas.js';
import { client, type Reply, type ServiceUnderTest } from './service.js';

/** What a request may say besides its body. */
export interface Sending {
  /** The version it is meant for: a number or an ETag. */
  readonly ifMatch?: number | string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer; `view` is its body as `V`, a problem body included. */
export interface Answer<V> extends Reply {
  readonly view: V;
  /** `409 QUORUM_NOT_MET`, or the status alone when nothing was refused. */
  readonly outcome: string;
}

const etagOf = (version: number | string): string => (typeof version === 'number' ? `"${version}"` : version);

/** One person, or the public, who talks to one service. */
export class Caller<V> {
  constructor(private readonly send: ReturnType<typeof client>) {}

  get(path: string): Promise<Answer<V>> {
    return this.call('GET', path);
  }

  post(path: string, body?: unknown, sending?: Sending): Promise<Answer<V>> {
    return this.call('POST', path, body, sending);
  }

  put(path: string, body?: unknown, sending?: Sending): Promise<Answer<V>> {
    return this.call('PUT', path, body, sending);
  }

  /** A transition of a resource, on the version this caller reads just before. */
  async move(resource: string, noun: string, body?: unknown, method: 'POST' | 'PUT' = 'POST'): Promise<Answer<V>> {
    const { etag } = await this.get(resource);
    return this.call(method, resource + noun, body, etag === undefined ? {} : { ifMatch: etag });
  }

  private async call(method: string, path: string, body?: unknown, sending: Sending = {}): Promise<Answer<V>> {
    const { ifMatch, key, headers } = sending;
    const reply = await this.send(method, path, body, {
      ...(ifMatch !== undefined && { 'if-match': etagOf(ifMatch) }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...headers,
    });
    const { code } = (typeof reply.body === 'object' && reply.body !== null ? reply.body : {}) as { code?: unknown };
    return {
      ...reply,
      view: reply.body as V,
      outcome: reply.status >= 400 ? `${reply.status} ${String(code)}` : String(reply.status),
    };
  }
}

/** Callers of one service, one token each. `V` is the shape the specs read answers by. */
export class ServiceClient<V> {
  private readonly callers = new Map<string, Caller<V>>();

  constructor(private readonly under: Pick<ServiceUnderTest, 'service'>) {}

  /** As this person; as the public without one. */
  as(person?: Person): Caller<V> {
    const key = person === undefined ? '' : JSON.stringify([person.sub, person.roles, person.org]);
    const caller = this.callers.get(key) ?? new Caller<V>(client(this.under.service, person));
    this.callers.set(key, caller);
    return caller;
  }

  /** Moves the clock of the service: `2025-09-19 10:00` in Seoul, or an instant with its offset. */
  async clock(text: string): Promise<void> {
    const now = /[Z+]/.test(text.slice(10)) ? text : `${text.replace(' ', 'T')}:00+09:00`;
    const { outcome } = await this.as(personas.admin).post('/v1/clock', { now });
    if (!/^20[01]$/.test(outcome)) throw new Error(`The clock was not moved to ${now}: ${outcome}`);
  }
}
