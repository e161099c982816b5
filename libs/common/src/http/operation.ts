import { applyDecorators, Delete, Get, HttpCode, Post, Put, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { TSchema } from 'typebox';
import { DOCUMENT_TYPES, OCTETS, TAKEN } from '../kernel/document-types.js';
import { Refusal, shortened } from '../kernel/errors.js';
import { EDGE_CODES, kindsOf, type RefusalCode } from '../kernel/refusal-codes.js';
import { serves } from './ports.js';
import { IF_MATCH_PATTERN } from './request.js';
import { STATUS_OF } from './problem.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One operation of the API: its route, its row in the permission table, and its entry in the API document. */
export interface OperationDetails {
  /** Row of the permission table and `operationId`. */
  readonly id: string;
  readonly method: Method;
  /** `/v1/applications/:id/submission`. */
  readonly path: string;
  readonly summary: string;
  /** A transition: refused with 428 without `If-Match`. */
  readonly ifMatch?: boolean;
  readonly status?: 200 | 201;
  /** The view; `document` for a file, `nothing` for an empty answer. A schema with `$id` becomes a named component. */
  readonly answers: TSchema | 'document' | 'nothing';
  /** Content types of a document that the service makes; those of `DOCUMENT_TYPES` unless said otherwise. */
  readonly produces?: readonly string[];
  /** Content types of the files that it answers when it is asked for one (`FILE_TYPES`). */
  readonly files?: readonly string[];
  /** The body is a document, not JSON. */
  readonly body?: 'raw';
  /**
   * The codes its rules may refuse with, besides those that any operation may answer (`EDGE_CODES`). Shown in the API
   * document under their status. A service under test answers 500 when a rule refuses with a code that is not here.
   */
  readonly refuses?: readonly RefusalCode[];
  /** Personal data or a document that its answer carries: the security log records each access. */
  readonly accesses?: Accesses;
  /** A read whose answer depends on the function that the caller has in their organisation; commands always know it. */
  readonly knowsFunction?: boolean;
  /** Its time depends on how much there is to do, so no bound on the answer applies. */
  readonly takesLong?: boolean;
}

/** What Fastify knows of a route, so that a request can be refused before its body is read. */
export interface RouteDetails {
  readonly operation?: OperationDetails;
  /** Open to all. */
  readonly isOpen?: boolean;
}

const routeDetails = (details: RouteDetails): MethodDecorator => RouteConfig(details) as MethodDecorator;

/** What a read lets out, and of which resource. */
export interface Accesses {
  /** A word for the security log: `DOCUMENT`, `CONTACT`, `HISTORY`. */
  readonly what: string;
  /** Whether this view, or item of a page, carries it; always unless said otherwise. */
  readonly when?: (view: Readonly<Record<string, unknown>>) => boolean;
}

const OPERATION = Symbol('operation');
export const OPEN = Symbol('open');

const ROUTES = { GET: Get, POST: Post, PUT: Put, DELETE: Delete } as const;
const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'Not a request, or not JSON, that can be read: `JSON_MALFORMED`, `REQUEST_MALFORMED`',
  401: 'No token, or one that does not hold',
  403: 'Not allowed',
  404: 'Not there, or not yours to know',
  409: 'Wrong state; `code` names the rule',
  410: 'No longer there; `code` says what to do',
  412: '`If-Match` names another version',
  413: 'Body too large',
  415: 'Content type not supported',
  422: 'Shape or rule violated; `errors` names the fields',
  428: '`If-Match` is needed',
  429: 'Too many requests, or a quota is used up; see `Retry-After`',
  503: 'Something we need is away; see `Retry-After`',
  507: 'A storage quota is used up; `code` names it',
};

/** What any operation of its kind may answer, and the statuses of its own codes. */
function refusalsOf({ method, ifMatch, answers, refuses = [] }: OperationDetails): readonly number[] {
  const usual =
    method === 'GET' ? [400, 401, 403, 404, 422, 429, 503] : [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503];
  const own = refuses.flatMap((code) => kindsOf(code).map((kind) => STATUS_OF[kind]));
  return [...new Set([...usual, ...(ifMatch ? [428] : []), ...(isPage(answers) ? [410] : []), ...own])].sort(
    (a, b) => a - b,
  );
}

/** Whether an operation answers with a page of a list: its cursors may expire. */
const isPage = (answers: OperationDetails['answers']): boolean =>
  typeof answers === 'object' && 'next' in ((answers as { properties?: object }).properties ?? {});

/** What a status means, and the declared codes that come with it. */
function refusalText(status: number, { refuses = [] }: OperationDetails): string {
  const codes = refuses.filter((code) => kindsOf(code).some((kind) => STATUS_OF[kind] === status)).sort();
  return [REFUSALS[status] ?? '', ...(codes.length === 0 ? [] : [codes.map((code) => `\`${code}\``).join(', ')])].join(
    '. ',
  );
}

/** Whether an operation may answer with this code. */
export const declares = ({ refuses = [] }: OperationDetails, code: string): boolean =>
  EDGE_CODES.has(code) || refuses.some((declared) => declared === code);

/** A body of another kind than the operation takes (415): names what it takes and what came. */
export const bodyUnsupported = ({ id, body }: Pick<OperationDetails, 'id' | 'body'>, declared: string): Refusal =>
  new Refusal(
    'unsupported',
    'CONTENT_TYPE_UNSUPPORTED',
    `${id} takes ${body === 'raw' ? `a document as its body: ${TAKEN}` : 'JSON'}. ` +
      `This one is ${declared === '' ? 'declared as nothing' : `declared as ${shortened(declared)}`}.`,
  );

/** Declares a route of the API. The controller itself has no path: `@Controller()`. */
export function Operation(details: OperationDetails): MethodDecorator {
  const { id, method, path, summary, ifMatch = false, body } = details;
  const tag = path.startsWith('/v1/') ? (path.split('/')[2] ?? 'service') : 'service';
  const command = method === 'POST' || method === 'PUT';
  return applyDecorators(
    SetMetadata(OPERATION, details),
    routeDetails({ operation: details }),
    ROUTES[method](path),
    HttpCode(details.answers === 'nothing' ? 204 : (details.status ?? 200)),
    ApiOperation({ operationId: id, summary, tags: [tag] }),
    success(details),
    ...refusalsOf(details).map((status) =>
      ApiResponse({
        status,
        description: refusalText(status, details),
        content: PROBLEM,
        ...((status === 429 || status === 503) && { headers: RETRY_AFTER }),
      }),
    ),
    ...(serves('business', path) ? [] : [ApiExtension('x-port', 'operations')]),
    ...(command
      ? [ApiHeader({ name: 'Idempotency-Key', required: false, schema: IDEMPOTENCY_KEY, description: KEY_MEANS })]
      : []),
    ...(method === 'GET'
      ? []
      : [ApiHeader({ name: 'If-Match', required: ifMatch, schema: IF_MATCH, description: IF_MATCH_MEANS })]),
    ...(body === 'raw' ? [ApiConsumes(...DOCUMENT_TYPES, OCTETS), ApiBody({ required: true, schema: {} })] : []),
  );
}

const KEY_MEANS =
  'A repeat with the same key is answered as the first time and changes nothing; keys hold for 7 days at least.';
const IF_MATCH_MEANS = 'ETag of the version this is meant for.';
const IDEMPOTENCY_KEY = { type: 'string', pattern: '^[\\x21-\\x7E]{1,200}$' };
const IF_MATCH = { type: 'string', pattern: IF_MATCH_PATTERN.source, example: '"3"' };
const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } };
const HEADERS = { ETag: { description: 'Version of the resource', schema: { type: 'string' } } };

function success({ answers, status = 200, produces = DOCUMENT_TYPES, files = [] }: OperationDetails): MethodDecorator {
  if (answers === 'nothing') return ApiResponse({ status: 204, description: 'Done' });
  if (answers === 'document') {
    return ApiResponse({
      status,
      description: 'The document',
      content: Object.fromEntries(produces.map((type) => [type, {}])),
    });
  }
  const description = status === 201 ? 'Created' : 'The resource';
  if (files.length === 0) return ApiResponse({ status, description, schema: plain(answers), headers: HEADERS });
  return ApiResponse({
    status,
    description: 'The resource, or all of it as a file',
    content: { 'application/json': { schema: plain(answers) }, ...Object.fromEntries(files.map((type) => [type, {}])) },
    headers: HEADERS,
  });
}

/** TypeBox marks its schemas with its own keys, which are no part of JSON Schema. */
const plain = (schema: TSchema): Record<string, unknown> =>
  JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key.startsWith('~') ? undefined : value))) as Record<
    string,
    unknown
  >;

/** The declaration of a handler; undefined for a route outside the API proper. */
export const declaredAt = (handler: object): OperationDetails | undefined =>
  Reflect.getMetadata(OPERATION, handler) as OperationDetails | undefined;

/** A route outside the API proper, open to all: health, metrics, clock. Any other without `@Operation` is denied. */
export const Open = (): MethodDecorator => applyDecorators(SetMetadata(OPEN, true), routeDetails({ isOpen: true }));
