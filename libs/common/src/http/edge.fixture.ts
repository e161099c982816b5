import 'reflect-metadata';
import { Body, Controller, Get, Module, Param, Query } from '@nestjs/common';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'typebox';
import { devToken } from './dev-tokens.http.js';
import { any, Permissions, permissionsOn } from '../auth/permissions.js';
import type { Asking, Role } from '../kernel/actor.js';
import { invalid, notFound, withheld, wrongState } from '../kernel/errors.js';
import { createHttpApp, type HttpSettings } from './app.js';
import * as f from './validation/fields.js';
import { Asker, Meta, NumberParam, Upload, type CommandMeta, type IncomingDocument } from './meta.js';
import { Open, Operation } from './operation.js';
import { OperationsServer } from './operations-server.js';
import { listQuery, page, PageRequest, SortBy, type Page } from './paging.js';

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

const SORTS = { createdAt: '_id', rank: 'state.rank' };

export class ListRequest extends PageRequest {
  @SortBy(SORTS)
  override readonly sort?: string;

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
    refuses: ['APPLICATION_NOT_DRAFT'],
  })
  submit(@Param('id') id: string, @Meta() meta: CommandMeta) {
    if (id === 'linked') throw invalid('OFFICER_LINKED', 'An officer linked to the supplier may not do this.');
    if (id === 'decided') throw wrongState('APPLICATION_NOT_DRAFT', 'The thing is no draft.');
    if (id === 'closed') throw wrongState('THING_NOT_DRAFT', 'The thing is no draft.');
    return { id, version: 2, seen: { meta } };
  }

  @Operation({
    id: 'listThings',
    method: 'GET',
    path: '/v1/things',
    summary: 'List',
    answers: View,
    accesses: { what: 'CONTACT', when: ({ id }) => id === 'id-3' },
  })
  list(@Query() request: ListRequest): Page<unknown> {
    const query = listQuery(request, {
      where: { 'state.status': request.status },
      sorts: SORTS,
    });
    const { after } = query;
    const found = items
      .filter(({ state }) => after === undefined || state.rank < (after.value as number))
      .slice(0, query.limit);
    return page(found, query, ({ id }) => ({ id, request }));
  }

  @Operation({
    id: 'getThing',
    method: 'GET',
    path: '/v1/things/:id',
    summary: 'Read',
    answers: View,
    accesses: { what: 'CONTACT' },
  })
  get(@Param('id') id: string, @Asker() asking: Asking) {
    if (id === 'withheld') throw withheld('thing', id);
    if (id === 'absent') throw notFound('thing', id);
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

  @Operation({
    id: 'countThings',
    method: 'POST',
    path: '/v1/things/count',
    summary: 'A path of its own below the things',
    answers: View,
  })
  count() {
    return { id: 'count', version: 1, seen: {} };
  }

  @Operation({ id: 'trusting', method: 'POST', path: '/v1/trusting', summary: 'No class', answers: View })
  trusting(@Body() body: { readonly any: string }) {
    return body;
  }

  @Operation({ id: 'unlisted', method: 'GET', path: '/v1/unlisted', summary: 'No row', answers: View })
  unlisted() {
    return {};
  }

  @Get('/undeclared')
  undeclared() {
    return {};
  }

  @Operation({ id: 'readClock', method: 'GET', path: '/v1/clock', summary: 'For operators', answers: View })
  clock() {
    return { id: 'clock', version: 1, seen: {} };
  }

  @Open()
  @Get('/metrics')
  metrics() {
    return 'requests 1';
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
      countThings: grants,
      trusting: grants,
      attach: grants,
      readClock: grants,
    },
  }),
]);

const api = { title: 'Things', description: 'For tests', version: '1' };
/** A draft that fits. */
export const good = { name: '서비스', supplier: '123-45-67890', lines: [{ item: 'a', price: 1 }] };

/** The sample service of these tests, with one person per role. */
export class SampleClient {
  private operations: OperationsServer | undefined;
  /** Statuses of the answers so far, those that nobody read included. */
  readonly answered: number[] = [];
  /** Requests that began so far. */
  begun = 0;

  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly tokens: ReadonlyMap<string, string>,
  ) {}

  /** @param settings `declaredOnly`, as services under test have it; keys of cursors that a test rotates */
  static async start(
    settings: Partial<Pick<HttpSettings, 'auth' | 'cursorKeys' | 'declaredOnly' | 'edge' | 'security'>> = {},
  ): Promise<SampleClient> {
    const auth = { mode: 'dev' } as const;
    const app = await createHttpApp(ThingsModule, { api, permissions, auth, logger: false, ...settings });
    const counts = { begun: () => {}, answered: (_status: number) => {} };
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRequest', (_request, _reply, done) => {
        counts.begun();
        done();
      })
      .addHook('onResponse', (_request, reply, done) => {
        counts.answered(reply.statusCode);
        done();
      });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const tokens = new Map<string, string>();
    for (const role of ['SUPPLIER', 'AUDITOR', 'MEMBER'] satisfies Role[]) {
      tokens.set(role, (await devToken({ sub: `a-${role}`, org: '123-45-67890', roles: [role] })).token);
    }
    const client = new SampleClient(app, tokens);
    counts.begun = () => void client.begun++;
    counts.answered = (status) => void client.answered.push(status);
    return client;
  }

  readonly call = async (
    method: Method,
    url: string,
    { role = 'SUPPLIER', headers = {}, payload }: CallOptions = {},
  ) => {
    const response = await this.app.inject({
      method,
      url,
      headers: { ...(role !== 'none' && { authorization: `Bearer ${this.tokens.get(role)}` }), ...headers },
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

  readonly post = (payload: unknown, headers: Record<string, string> = {}) =>
    this.call('POST', '/v1/things', { payload, headers });

  /** The port of 127.0.0.1 where the service is reached by a socket. */
  async listen(): Promise<number> {
    await this.app.listen(0, '127.0.0.1');
    return ((this.app.getHttpServer() as Server).address() as AddressInfo).port;
  }

  /** Open connections. */
  connections(): Promise<number> {
    const server = this.app.getHttpServer() as Server;
    return new Promise((resolve, reject) =>
      server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
    );
  }

  /** The address of its operations port. */
  async listenForOperations(): Promise<string> {
    this.operations ??= new OperationsServer(this.app);
    return this.operations.listen(0, '127.0.0.1');
  }

  async stop(): Promise<void> {
    await this.operations?.close();
    await this.app.close();
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'DELETE';

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
