import { HttpException } from '@nestjs/common';
import { ERRORS_MAX, HttpRefusal, Refusal, shortened, type FieldError } from '../kernel/errors.js';
import type { RefusalKind } from '../kernel/refusal-codes.js';
import { isStoreUnavailable } from '../store/errors.js';

/** Problem body of RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly traceId: string;
}

/** The answer to a failure; an `unexpected` one is ours and belongs in the log. */
export interface Answer {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly unexpected: boolean;
}

const RETRY_AFTER_SECONDS = '3';

/** The HTTP status of each kind of refusal. */
export const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  forbidden: 403,
  hidden: 404,
  state: 409,
  gone: 410,
  stale: 412,
  precondition: 428,
  'too-large': 413,
  unsupported: 415,
  exhausted: 429,
  unavailable: 503,
  full: 507,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Token needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request took too long',
  409: 'Wrong state',
  410: 'No longer there',
  412: 'Version is stale',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported content type',
  417: 'Unknown expectation',
  422: 'Invalid request',
  428: 'If-Match needed',
  429: 'Too many requests',
  431: 'Headers too large',
  503: 'Temporarily unavailable',
  507: 'Storage quota used up',
};

/** Codes for requests that Fastify and Nest refuse themselves. */
const CODES: Readonly<Record<number, string>> = {
  400: 'REQUEST_MALFORMED',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  414: 'ADDRESS_TOO_LONG',
  415: 'CONTENT_TYPE_UNSUPPORTED',
  422: 'REQUEST_INVALID',
  429: 'TOO_MANY_REQUESTS',
  503: 'UNAVAILABLE',
};

const answer = (status: number, code: string, detail: string, more: Partial<Answer> = {}): Answer => ({
  status,
  code,
  detail,
  errors: more.errors ?? [],
  headers: {
    ...((status === 503 || status === 429) && { 'retry-after': RETRY_AFTER_SECONDS }),
    // The rest of a body refused for its size is not read, so the connection cannot be used again.
    ...(status === 413 && { connection: 'close' }),
    ...more.headers,
  },
  unexpected: more.unexpected ?? false,
});

/** Errors of Fastify carry a status and a code; only those below 500 are the caller's. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error)) return undefined;
  const { statusCode, code } = error as Error & { statusCode?: unknown; code?: unknown };
  return typeof statusCode === 'number' && typeof code === 'string' && code.startsWith('FST_') ? statusCode : undefined;
}

/** Maps any error to what the caller may know of it. */
export function answerTo(error: unknown): Answer {
  if (error instanceof Refusal)
    return answer(STATUS_OF[error.kind], error.code, error.detail, {
      errors: error.errors,
      ...(error.retryAfterSeconds !== undefined && { headers: { 'retry-after': String(error.retryAfterSeconds) } }),
    });
  if (error instanceof HttpRefusal) return answer(error.status, error.code, error.detail, { headers: error.headers });
  if (isStoreUnavailable(error)) {
    return answer(
      503,
      'STORE_UNAVAILABLE',
      'The store does not answer at the moment: try again, with the same Idempotency-Key.',
      {
        unexpected: true,
      },
    );
  }
  const status = statusOf(error);
  if (status !== undefined && (status < 500 || status === 503)) {
    return answer(status, CODES[status] ?? 'REQUEST_REFUSED', (error as Error).message);
  }
  return answer(500, 'INTERNAL', 'Something went wrong on our side; the log has it under this traceId.', {
    unexpected: true,
  });
}

const DETAIL_MAX = 4_000;
const ERROR_DETAIL_MAX = 1_000;

/** The body of an answer. Its size is bounded, whatever of the request it repeats: no rule has to think of it. */
export const problemOf = ({ status, code, detail, errors }: Answer, traceId: string): Problem => ({
  type: `urn:digital-service:problem:${code.toLowerCase().replaceAll('_', '-')}`,
  title: TITLES[status] ?? 'Internal error',
  status,
  code,
  detail: shortened(detail, DETAIL_MAX),
  errors: errors.slice(0, ERRORS_MAX).map((error) => ({
    pointer: shortened(error.pointer),
    code: error.code,
    detail: shortened(error.detail, ERROR_DETAIL_MAX),
  })),
  traceId,
});
