import type { Reader } from '../kernel/actor.js';

/** What the edge needs of a Fastify request, and what it adds to it. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
  readonly query: unknown;
  readonly params: unknown;
  /** Who is asking; set by the guard. */
  caller?: Reader;
  /** W3C trace context of this request; set before anything else happens. */
  traceparent?: string;
}

/** What the edge needs of a Fastify reply. */
export interface HttpReply {
  readonly sent: boolean;
  status(code: number): HttpReply;
  header(name: string, value: string): HttpReply;
  type(contentType: string): HttpReply;
  send(body?: unknown): HttpReply;
}

/** A header that may be given once only. */
export function headerOf(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Content type without its parameters. */
export const mediaTypeOf = (request: HttpRequest): string =>
  (headerOf(request, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The path as it was asked for, without the query. */
export const pathOf = (request: HttpRequest): string => request.url.split('?', 1)[0] ?? request.url;

export const traceIdOf = (request: HttpRequest): string => request.traceparent?.split('-')[1] ?? '0'.repeat(32);
