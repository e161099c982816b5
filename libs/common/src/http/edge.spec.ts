import 'reflect-metadata';
import { Body, Controller, Get, Module, Param, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Type } from 'typebox';
import type { Asking } from '../aggregates/aggregate.js';
import { devToken } from '../auth/dev-tokens.http.js';
import { any, Permissions, permissionsOn } from '../auth/permissions.js';
import type { Role } from '../kernel/actor.js';
import { wrongState } from '../kernel/errors.js';
import { createHttpApp } from './app.js';
import * as f from './fields.js';
import { Asker, Meta, NumberParam, Upload, type CommandMeta, type IncomingDocument } from './meta.js';
import { Open, Operation } from './operation.js';
import { listQuery, page, PageRequest, type Page } from './paging.js';

class Line {
  @f.Text({ max: 10 })
  readonly item!: string;

  @f.Won()
  readonly price!: number;
}

class Draft {
  @f.Text({ max: 20 })
  readonly name!: string;

  @f.BusinessNumberField()
  readonly supplier!: string;

  @f.Nested(() => Line, { optional: true })
  readonly main?: Line;

  @f.NestedList(() => Line, { max: 3 })
  readonly lines!: readonly Line[];

  @f.OneOfEach(['INTERNAL', 'EXTERNAL'], { min: 1, unique: true, optional: true })
  readonly networks?: readonly string[];

  @f.CalendarDay({ optional: true })
  readonly day?: string;
}

class ListRequest extends PageRequest {
  @f.OneOf(['DRAFT', 'SUBMITTED'], { optional: true })
  readonly status?: string;

  @f.Codes({ max: 3, optional: true })
  readonly category?: readonly string[];

  @f.Flag({ optional: true })
  readonly open?: boolean;
}

const View = Type.Object(
  { id: Type.String(), version: Type.Integer(), seen: Type.Unknown(), method: Type.Optional(Type.Enum(['A', 'B'])) },
  { $id: 'Thing' },
);

const items = [3, 2, 1].map((n) => ({ id: `id-${n}`, version: n, state: { rank: n } }));

@Controller()
class Things {
  @Operation({ id: 'draftThing', method: 'POST', path: '/v1/things', summary: 'Draft', status: 201, answers: View })
  draft(@Body() body: Draft, @Meta() meta: CommandMeta) {
    return { id: 'id-1', version: 1, seen: { body, meta } };
  }

  @Operation({
    id: 'submitThing',
    method: 'POST',
    path: '/v1/things/:id/submission',
    summary: 'Submit',
    ifMatch: true,
    answers: View,
  })
  submit(@Param('id') id: string, @Meta() meta: CommandMeta) {
    if (id === 'closed') throw wrongState('THING_NOT_DRAFT', 'The thing is no draft.');
    return { id, version: 2, seen: { meta } };
  }

  @Operation({ id: 'listThings', method: 'GET', path: '/v1/things', summary: 'List', answers: View })
  list(@Query() request: ListRequest): Page<unknown> {
    const query = listQuery(request, {
      where: { 'state.status': request.status },
      sorts: { createdAt: '_id', rank: 'state.rank' },
    });
    const { after } = query;
    const found = items
      .filter(({ state }) => after === undefined || state.rank < (after.value as number))
      .slice(0, query.limit);
    return page(found, query, ({ id }) => ({ id, request }));
  }

  @Operation({ id: 'getThing', method: 'GET', path: '/v1/things/:id', summary: 'Read', answers: View })
  get(@Param('id') id: string, @Asker() asking: Asking) {
    if (id === 'broken') throw new TypeError('secret internals');
    if (id === 'away') throw Object.assign(new Error('connection 1 closed'), { name: 'MongoNetworkError' });
    return { id, version: 7, seen: asking };
  }

  @Operation({
    id: 'attach',
    method: 'PUT',
    path: '/v1/things/:id/file',
    summary: 'Attach',
    body: 'raw',
    answers: View,
  })
  async attach(@Upload() document: IncomingDocument, @Meta() meta: CommandMeta) {
    const chunks = await document.stream.toArray();
    return {
      id: 'x',
      version: 1,
      seen: { bytes: Buffer.concat(chunks as Buffer[]).length, type: document.contentType, meta },
    };
  }

  @Operation({ id: 'getPart', method: 'GET', path: '/v1/things/:id/parts/:n', summary: 'Part', answers: View })
  part(@NumberParam('n') n: number) {
    return { n };
  }

  @Operation({ id: 'unlisted', method: 'GET', path: '/v1/unlisted', summary: 'No row', answers: View })
  unlisted() {
    return {};
  }

  @Get('/undeclared')
  undeclared() {
    return {};
  }

  @Open()
  @Get('/health/live')
  live() {
    return { status: 'ok' };
  }
}

@Module({ controllers: [Things] })
class ThingsModule {}

const grants = { SUPPLIER: any };
const permissions = new Permissions([
  permissionsOn<object>({
    resource: 'thing',
    seenThrough: 'getThing',
    operations: {
      draftThing: grants,
      submitThing: grants,
      listThings: { ...grants, PUBLIC: any },
      getThing: { ...grants, AUDITOR: any },
      getPart: grants,
      attach: grants,
    },
  }),
]);

const api = { title: 'Things', description: 'For tests', version: '1' };
const good = { name: '서비스', supplier: '123-45-67890', lines: [{ item: 'a', price: 1 }] };

describe('HTTP edge', () => {
  let app: NestFastifyApplication;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    app = await createHttpApp(ThingsModule, { api, permissions, auth: { mode: 'dev' }, logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    for (const role of ['SUPPLIER', 'AUDITOR', 'MEMBER'] satisfies Role[]) {
      tokens[role] = (await devToken({ sub: `a-${role}`, org: '123-45-67890', roles: [role] })).token;
    }
  });
  afterAll(() => app.close());

  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'DELETE',
    url: string,
    more: CallOptions = {},
  ) => {
    const { role = 'SUPPLIER', headers = {}, payload } = more;
    const response = await app.inject({
      method,
      url,
      headers: { ...(role !== 'none' && { authorization: `Bearer ${tokens[role]}` }), ...headers },
      ...(payload !== undefined && { payload: payload as object }),
    });
    const text = response.body;
    return {
      status: response.statusCode,
      headers: response.headers,
      text,
      body: (text.startsWith('{') ? JSON.parse(text) : {}) as unknown as Loose,
    };
  };
  const post = (payload: unknown, headers: Record<string, string> = {}) =>
    call('POST', '/v1/things', { payload, headers });
  const json = { 'content-type': 'application/json' };

  describe('bodies', () => {
    it('takes what fits, normalised', async () => {
      const { status, body, headers } = await post({ ...good, name: '서비스'.normalize('NFD') });
      expect(status).toBe(201);
      expect(body.seen.body).toMatchObject({ name: '서비스', supplier: '1234567890' });
      expect(headers).toMatchObject({ etag: '"1"', location: '/v1/things/id-1', 'x-content-type-options': 'nosniff' });
    });

    it.each<[string, unknown, string, string]>([
      ['missing fields', {}, '/name', 'FIELD_REQUIRED'],
      ['null', { ...good, name: null }, '/name', 'FIELD_INVALID'],
      ['null for an optional field', { ...good, day: null }, '/day', 'FIELD_INVALID'],
      ['an operator instead of text', { ...good, name: { $gt: '' } }, '/name', 'FIELD_INVALID'],
      ['too long', { ...good, name: 'x'.repeat(21) }, '/name', 'FIELD_TOO_LONG'],
      ['blanks only', { ...good, name: '   ' }, '/name', 'FIELD_INVALID'],
      ['NUL', { ...good, name: 'a\u0000b' }, '/name', 'FIELD_INVALID'],
      ['a lone surrogate', { ...good, name: 'a\ud800' }, '/name', 'FIELD_INVALID'],
      ['an unknown field', { ...good, 'a/b~c': 1 }, '/a~1b~0c', 'FIELD_UNKNOWN'],
      ['a method name', { ...good, toString: 'x' }, '/toString', 'FIELD_UNKNOWN'],
      ['an inherited name', { ...good, hasOwnProperty: 1 }, '/hasOwnProperty', 'FIELD_UNKNOWN'],
      ['constructor', { ...good, main: { constructor: {} } }, '/main/constructor', 'FIELD_UNKNOWN'],
      ['a list for an object', { ...good, main: [] }, '/main', 'FIELD_INVALID'],
      ['a text for an object', { ...good, main: 'x' }, '/main', 'FIELD_INVALID'],
      ['an object for a list', { ...good, lines: { 0: good.lines[0] } }, '/lines', 'FIELD_INVALID'],
      ['a list in a list', { ...good, lines: [[]] }, '/lines/0', 'FIELD_INVALID'],
      ['null in a list', { ...good, lines: [null] }, '/lines/0', 'FIELD_INVALID'],
      [
        'a wrong field in a list',
        { ...good, lines: [good.lines[0], { item: 'b', price: -1 }] },
        '/lines/1/price',
        'FIELD_OUT_OF_RANGE',
      ],
      ['an unknown field in a list', { ...good, lines: [{ ...good.lines[0], x: 1 }] }, '/lines/0/x', 'FIELD_UNKNOWN'],
      ['too many', { ...good, lines: Array.from({ length: 4 }, () => good.lines[0]) }, '/lines', 'FIELD_TOO_MANY'],
      ['text for money', { ...good, lines: [{ item: 'b', price: '1' }] }, '/lines/0/price', 'FIELD_INVALID'],
      [
        'money beyond 2^53',
        { ...good, lines: [{ item: 'b', price: 2 ** 53 }] },
        '/lines/0/price',
        'FIELD_OUT_OF_RANGE',
      ],
      ['a day that does not exist', { ...good, day: '2025-02-29' }, '/day', 'FIELD_INVALID'],
      ['not in the list', { ...good, networks: ['INTERNAL', 'MOON'] }, '/networks/1', 'FIELD_NOT_IN_LIST'],
      ['twice', { ...good, networks: ['INTERNAL', 'INTERNAL'] }, '/networks', 'FIELD_NOT_UNIQUE'],
    ])('refuses %s', async (_, payload, pointer, code) => {
      const { status, body, headers } = await post(payload);
      expect({ status, type: headers['content-type'], errors: body.errors }).toEqual({
        status: 422,
        type: expect.stringContaining('application/problem+json'),
        errors: expect.arrayContaining([expect.objectContaining({ pointer, code, detail: expect.any(String) })]),
      });
      expect(body.traceId).toMatch(/^[0-9a-f]{32}$/);
    });

    it('names every required field of a missing body', async () => {
      const { status, body } = await call('POST', '/v1/things');
      expect(status).toBe(422);
      expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/name', '/supplier', '/lines']);
    });

    it.each<[string, string, number, string]>([
      ['half a document', '{"name":', 400, 'JSON_MALFORMED'],
      ['__proto__', '{"__proto__":{"admin":true}}', 422, 'REQUEST_INVALID'],
      ['a list', '[]', 422, 'REQUEST_INVALID'],
      ['null', 'null', 422, 'REQUEST_INVALID'],
      ['100,000 brackets', '['.repeat(100_000) + ']'.repeat(100_000), 422, 'JSON_TOO_DEEP'],
      ['more than 1 MiB', JSON.stringify({ name: 'x'.repeat(1024 * 1024) }), 413, 'BODY_TOO_LARGE'],
    ])('refuses %s', async (_, payload, status, code) => {
      const answer = await call('POST', '/v1/things', { payload, headers: json });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it('refuses bytes that are no UTF-8', async () => {
      const answer = await call('POST', '/v1/things', { payload: Buffer.from([0x22, 0xff, 0x22]), headers: json });
      expect([answer.status, answer.body.code]).toEqual([400, 'JSON_MALFORMED']);
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/pdf'])(
      'refuses %s where JSON is due',
      async (type) => {
        const answer = await call('POST', '/v1/things', { payload: 'a=b', headers: { 'content-type': type } });
        expect([answer.status, answer.body.code]).toEqual([415, 'CONTENT_TYPE_UNSUPPORTED']);
      },
    );

    it('refuses a body where none is taken', async () => {
      const answer = await call('POST', '/v1/things/1/submission', {
        payload: { x: 1 },
        headers: { 'if-match': '"1"' },
      });
      expect([answer.status, answer.body.errors]).toEqual([
        422,
        [expect.objectContaining({ pointer: '/x', code: 'FIELD_UNKNOWN' })],
      ]);
    });

    it('hands a document on as a stream, and refuses JSON in its place', async () => {
      const headers = { 'content-type': 'application/pdf; x=y' };
      const { body } = await call('PUT', '/v1/things/1/file', { payload: Buffer.alloc(2_000_000), headers });
      expect(body.seen).toMatchObject({ bytes: 2_000_000, type: 'application/pdf' });
      expect((await call('PUT', '/v1/things/1/file', { payload: {} })).status).toBe(415);
      expect((await call('PUT', '/v1/things/1/file')).status).toBe(415);
    });
  });

  describe('queries', () => {
    it('reads text as what is declared', async () => {
      const { body } = await call('GET', '/v1/things?limit=1&open=true&category=AI&category=SAAS&status=DRAFT');
      expect(body.items[0]?.request).toMatchObject({ limit: 1, open: true, category: ['AI', 'SAAS'], status: 'DRAFT' });
      expect((await call('GET', '/v1/things?category=AI')).body.items[0]?.request.category).toEqual(['AI']);
    });

    it.each([
      ['limit=0', '/limit'],
      ['limit=abc', '/limit'],
      ['limit=1e2', '/limit'],
      ['limit=1&limit=2', '/limit'],
      ['status=DRAFT&status=SUBMITTED', '/status'],
      ['status[$ne]=x', '/status[$ne]'],
      ['open=yes', '/open'],
      ['nothing=1', '/nothing'],
      ['__proto__=1', '/__proto__'],
      ['sort=secret', '/sort'],
      ['sort=constructor', '/sort'],
      ['cursor=WzFd', '/cursor'],
      ['cursor=!!', '/cursor'],
    ])('refuses ?%s', async (query, pointer) => {
      const { status, body } = await call('GET', `/v1/things?${query}`);
      expect({ status, errors: body.errors }).toEqual({ status: 422, errors: [expect.objectContaining({ pointer })] });
    });

    it('refuses a query where none is taken', async () => {
      expect((await call('GET', '/v1/things/1?x=1')).body.errors).toEqual([expect.objectContaining({ pointer: '/x' })]);
    });

    it('pages to the end with an opaque cursor', async () => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await call('GET', `/v1/things?limit=2&sort=-rank${cursor}`);
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.next === undefined ? '' : `&cursor=${String(body.next)}`;
      } while (cursor !== '');
      expect(seen).toEqual(['id-3', 'id-2', 'id-1']);
    });

    it('refuses a cursor of another sort and one that hides an operator', async () => {
      const forged = (value: unknown) => Buffer.from(JSON.stringify(['_id', value, 'x'])).toString('base64url');
      expect((await call('GET', `/v1/things?sort=rank&cursor=${forged(1)}`)).body.errors[0]?.code).toBe(
        'CURSOR_INVALID',
      );
      expect((await call('GET', `/v1/things?cursor=${forged({ $gt: 1 })}`)).body.errors[0]?.code).toBe(
        'CURSOR_INVALID',
      );
    });
  });

  describe('headers of a command', () => {
    const metaOf = async (headers: Record<string, string>, payload: object = good) =>
      (await post(payload, headers)).body.seen.meta;

    it('derives the command from key, person and operation', async () => {
      const [first, again, other] = [
        await metaOf({ 'idempotency-key': 'k1' }),
        await metaOf({ 'idempotency-key': 'k1' }),
        await metaOf({}),
      ];
      expect(again).toMatchObject({
        causationId: first.causationId,
        requestHash: first.requestHash,
        operation: 'draftThing',
      });
      expect(other.causationId).not.toBe(first.causationId);
      expect(other.requestHash).toBeUndefined();
      expect((await metaOf({ 'idempotency-key': 'k1' }, { ...good, name: 'x' })).requestHash).not.toBe(
        first.requestHash,
      );
      expect(first.actor).toEqual({ kind: 'person', sub: 'a-SUPPLIER', org: '1234567890', roles: ['SUPPLIER'] });
    });

    it('goes on with the trace of the caller', async () => {
      const meta = await metaOf({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
      expect(meta.traceparent).toMatch(/^00-a{32}-[0-9a-f]{16}-01$/);
    });

    it.each([
      [undefined, 428, 'IF_MATCH_REQUIRED'],
      ['*', 422, 'IF_MATCH_INVALID'],
      ['W/"1"', 422, 'IF_MATCH_INVALID'],
      ['"1", "2"', 422, 'IF_MATCH_INVALID'],
      ['1', 422, 'IF_MATCH_INVALID'],
    ])('If-Match %s → %s', async (value, status, code) => {
      const answer = await call('POST', '/v1/things/1/submission', {
        headers: value === undefined ? {} : { 'if-match': value },
      });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it('takes the version of If-Match', async () => {
      const { status, body, headers } = await call('POST', '/v1/things/1/submission', {
        headers: { 'if-match': '"12"' },
      });
      expect([status, body.seen.meta.expectedVersion, headers['etag']]).toEqual([200, 12, '"2"']);
    });

    it.each(['x'.repeat(201), 'a b', ''])('refuses Idempotency-Key "%s"', async (key) => {
      expect((await post(good, { 'idempotency-key': key })).body.code).toBe('IDEMPOTENCY_KEY_INVALID');
    });
  });

  describe('who may', () => {
    it.each<[string, string, string, number]>([
      ['no token', 'none', '/v1/things/1', 401],
      ['a role without a row', 'MEMBER', '/v1/things/1', 403],
      ['an auditor with a row', 'AUDITOR', '/v1/things/1', 200],
      ['an auditor without one', 'AUDITOR', '/v1/things/1/parts/1', 403],
      ['nobody, what is public', 'none', '/v1/things', 200],
      ['an operation without rows', 'SUPPLIER', '/v1/unlisted', 403],
      ['an operation without rows, no token', 'none', '/v1/unlisted', 401],
      ['a route without @Operation', 'SUPPLIER', '/undeclared', 403],
      ['an open route', 'none', '/health/live', 200],
    ])('%s (%s) on %s → %s', async (_, role, url, status) => {
      const answer = await call('GET', url, { role });
      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
    });

    it.each(['Bearer abc', 'Basic abc', 'Bearer', ''])('refuses "%s", on public routes too', async (authorization) => {
      const answer = await call('GET', '/v1/things', { role: 'none', headers: { authorization } });
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([
        401,
        expect.stringContaining('Bearer error='),
      ]);
    });

    it('hands out development tokens', async () => {
      const ask = (payload: object) => call('POST', '/dev/tokens', { role: 'none', payload });
      const { status, body } = await ask({ sub: 'kim', org: '123-45-67890', roles: ['SUPPLIER'], name: '김' });
      expect(status).toBe(200);
      const { body: seen } = await call('GET', '/v1/things/1', {
        role: 'none',
        headers: { authorization: `Bearer ${String(body.token)}` },
      });
      expect(seen.seen.actor).toEqual({ kind: 'person', sub: 'kim', org: '1234567890', roles: ['SUPPLIER'] });
      expect((await ask({ sub: 'kim', roles: ['KING'] })).status).toBe(422);
    });
  });

  describe('failures', () => {
    it.each<[string, number, string]>([
      ['/v1/things/broken', 500, 'INTERNAL'],
      ['/v1/things/away', 503, 'STORE_UNAVAILABLE'],
      ['/v1/nowhere', 404, 'NOT_FOUND'],
      ['/v1/things/1/parts/x', 404, 'NOT_FOUND'],
      [`/v1/things/${'x'.repeat(300)}`, 414, 'ADDRESS_TOO_LONG'],
      ['/v1/things/%zz', 400, 'REQUEST_MALFORMED'],
    ])('%s → %s %s', async (url, status, code) => {
      const answer = await call('GET', url);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.text).not.toContain('secret');
      expect(answer.headers['retry-after'] !== undefined).toBe(status === 503);
    });

    it('words a refusal of the domain', async () => {
      const { status, body } = await call('POST', '/v1/things/closed/submission', { headers: { 'if-match': '"1"' } });
      expect([status, body.code, body.detail, body.title]).toEqual([
        409,
        'THING_NOT_DRAFT',
        'The thing is no draft.',
        'Wrong state',
      ]);
    });

    it('answers methods a path does not have', async () => {
      const refused = await call('PATCH', '/v1/things/1', { payload: {} });
      expect([refused.status, refused.headers['allow'], refused.body.code]).toEqual([
        405,
        'GET, HEAD, OPTIONS',
        'METHOD_NOT_ALLOWED',
      ]);
      const options = await call('OPTIONS', '/v1/things', { role: 'none' });
      expect([options.status, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
      const head = await call('HEAD', '/v1/things/1');
      expect([head.status, head.text, head.headers['etag']]).toEqual([200, '', '"7"']);
    });
  });

  describe('documents of the API', () => {
    it('are valid OpenAPI 3.1 with permissions', async () => {
      const { status, body, text } = await call('GET', '/openapi.json', { role: 'none' });
      expect(status).toBe(200);
      const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
      expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
      const submit = body.paths['/v1/things/{id}/submission']?.post;
      expect(submit).toMatchObject({
        operationId: 'submitThing',
        security: [{ bearer: [] }],
        'x-permissions': [{ role: 'SUPPLIER', relation: 'any' }],
      });
      expect(submit?.responses['200']).toMatchObject({
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
      });
      expect(body.components.schemas.Draft).toMatchObject({
        required: ['name', 'supplier', 'lines'],
        properties: { name: { type: 'string', minLength: 1, maxLength: 20 }, lines: { type: 'array', maxItems: 3 } },
      });
      expect(JSON.stringify(body)).not.toContain('~kind');
    });

    it('have a page for people', async () => {
      const { status, headers } = await call('GET', '/docs', { role: 'none' });
      expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    });
  });
});

interface CallOptions {
  readonly role?: string;
  readonly headers?: Record<string, string>;
  readonly payload?: unknown;
}

/** Answers of many shapes; each test says what it expects of its own. */
interface Loose {
  readonly code: string;
  readonly detail: string;
  readonly title: string;
  readonly traceId: string;
  readonly token: string;
  readonly next?: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];
  readonly seen: { readonly body: object; readonly meta: CommandMeta; readonly actor: object };
  readonly items: readonly { readonly id: string; readonly request: ListRequest }[];
  readonly paths: Readonly<
    Record<string, { readonly post: { readonly responses: Readonly<Record<string, unknown>> } }>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
