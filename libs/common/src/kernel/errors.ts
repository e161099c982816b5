import type { RefusalKind } from './refusal-codes.js';

/** Where a value was wrong: an RFC 6901 pointer into the request, a stable code, and what to do about it. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** Mistakes that one answer names at most: a body full of them is not answered with a body of corrections. */
export const ERRORS_MAX = 100;
/** What an answer repeats of the request is cut at this length. */
export const ECHO_MAX = 200;

/** At most `max` UTF-16 units; a longer text ends in `…`, never in half a character. */
export function shortened(text: string, max: number = ECHO_MAX): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 2);
  const halved = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, halved ? max - 2 : max - 1)}…`;
}

/**
 * A rule of the domain or of the edge said no. Nothing was written. `code` is stable, one of `REFUSAL_CODES`: clients
 * branch on it.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly kind: RefusalKind,
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    /** When a repeat may succeed, in seconds; only where time alone helps. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${code}: ${detail}`);
  }
}

/** A refusal by permission, of which the security log tells: the answer is that of any other refusal. */
export class AccessRefused extends Refusal {}

/** The request is well-formed but breaks a rule (422). */
export const invalid = (code: string, detail: string, errors: readonly FieldError[] = []): Refusal =>
  new Refusal('invalid', code, detail, errors);

/** The resource is not in a state that allows this (409). */
export const wrongState = (code: string, detail: string): Refusal => new Refusal('state', code, detail);

/** Not there, or the caller may not know of it (404). */
export const notFound = (what: string, id: string): Refusal =>
  new Refusal('hidden', 'NOT_FOUND', `There is no ${what} ${id}, or it is not yours to see.`);

/** There, and not the caller's to know: answered as if it were not (404). */
export const withheld = (what: string, id: string): Refusal => {
  const { kind, code, detail } = notFound(what, id);
  return new AccessRefused(kind, code, detail);
};

export const forbidden = (detail: string): Refusal => new AccessRefused('forbidden', 'FORBIDDEN', detail);

/** A part we depend on is away (503): try again, with the same Idempotency-Key. */
export const unavailable = (code: string, detail: string): Refusal => new Refusal('unavailable', code, detail);

/** It was there, and is no longer (410). */
export const gone = (code: string, detail: string): Refusal => new Refusal('gone', code, detail);

/** A quota is used up, and time gives it back (429). @param retryAfterSeconds when */
export const exhausted = (code: string, detail: string, retryAfterSeconds: number): Refusal =>
  new Refusal('exhausted', code, detail, [], retryAfterSeconds);

/** A quota is used up, and waiting does not help: something has to be freed first (507). */
export const full = (code: string, detail: string): Refusal => new Refusal('full', code, detail);

/** A refusal that exists only over HTTP: no token, no such route, a body that is not JSON. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${code}: ${detail}`);
  }
}

export const unauthenticated = (detail: string, challenge = 'Bearer'): HttpRefusal =>
  new HttpRefusal(401, 'UNAUTHENTICATED', detail, { 'www-authenticate': challenge });

/** Guard of the domain: refuses with `refusal()` unless `condition` holds. */
export function ensure(condition: boolean, refusal: () => Refusal): asserts condition {
  if (!condition) throw refusal();
}

/** For the `default` of an exhaustive switch: fails to compile when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value ${JSON.stringify(value)}`);
}
