import type { IncomingMessage } from 'node:http';
import type { Reader } from '../kernel/actor.js';
import { own } from '../kernel/own.js';

/** The parts of a Fastify request that are used here, and what is added to it. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
  readonly query: unknown;
  readonly params: unknown;
  /** Of the client; as a trusted proxy says it. */
  readonly ip: string;
  readonly raw: IncomingMessage;
  readonly is404: boolean;
  /** The route that was found, and what its handler declares (`RouteDetails`). */
  readonly routeOptions?: { readonly url?: string; readonly config?: object };
  /** The caller; set by the gate. */
  caller?: Reader;
  /** W3C trace context of this request; set before anything else happens. */
  traceparent?: string;
}

/** The parts of a Fastify reply that are used here. */
export interface HttpReply {
  readonly sent: boolean;
  status(code: number): HttpReply;
  header(name: string, value: string): HttpReply;
  type(contentType: string): HttpReply;
  send(body?: unknown): HttpReply;
}

/** An ETag as this service gives it; a version has 15 digits at most, which a number holds exactly. */
export const IF_MATCH_PATTERN = /^"([0-9]{1,15})"$/;

/** A header that may be given once only. */
export function headerOf(request: HttpRequest, name: string): string | undefined {
  const value = own(request.headers, name);
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Content type without its parameters. */
export const mediaTypeOf = (request: HttpRequest): string =>
  (headerOf(request, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The path of the request, without the query. */
export const pathOf = (request: HttpRequest): string => request.url.split('?', 1)[0] ?? request.url;

export const traceIdOf = (request: HttpRequest): string => request.traceparent?.split('-')[1] ?? '0'.repeat(32);
