import type { RefusalKind } from './refusal-codes.js';

/** Where a value was wrong: an RFC 6901 pointer into the request, a stable code, and what to do about it. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
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
  ) {
    super(`${code}: ${detail}`);
  }
}

/** The request is well-formed but breaks a rule (422). */
export const invalid = (code: string, detail: string, errors: readonly FieldError[] = []): Refusal =>
  new Refusal('invalid', code, detail, errors);

/** The resource is not in a state that allows this (409). */
export const wrongState = (code: string, detail: string): Refusal => new Refusal('state', code, detail);

/** Not there, or the caller may not know of it (404). */
export const notFound = (what: string, id: string): Refusal =>
  new Refusal('hidden', 'NOT_FOUND', `There is no ${what} ${id}, or it is not yours to see.`);

export const forbidden = (detail: string): Refusal => new Refusal('forbidden', 'FORBIDDEN', detail);

/** A part we depend on is away (503): try again, with the same Idempotency-Key. */
export const unavailable = (code: string, detail: string): Refusal => new Refusal('unavailable', code, detail);

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
