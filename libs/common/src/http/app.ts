import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { Server } from 'node:http';
import { DevTokensController } from './dev-tokens.http.js';
import { EdgeGuard } from './guard.js';
import type { Permissions } from '../auth/permissions.js';
import type { AuthSettings } from '../auth/settings.js';
import { TokenVerifier } from '../auth/tokens.js';
import { AnswerInTimeInterceptor } from './answer-in-time.interceptor.js';
import { EdgeInterceptor } from './edge.interceptor.js';
import { SealedCursorsInterceptor } from './sealed-cursors.interceptor.js';
import { SealedCursors } from './sealed-cursors.js';
import { keysOfProcess, type SealingKeys } from '../store/sealing-keys.js';
import { acceptBodies } from './bodies.js';
import { Brakes, type RateLimits } from './brakes.js';
import { answerClientError, answerExpectations, requireHost, requireUtf8 } from './client-errors.js';
import { AccessRecordInterceptor } from './access-record.interceptor.js';
import type { SecurityLog } from '../observability/security-log.js';
import { Gate } from './gate.js';
import { answerOtherMethods } from './methods.js';
import { openApiDocument, type ApiTitle } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { traceparentFor } from '../kernel/trace.js';
import { headerOf, type HttpReply, type HttpRequest } from './request.js';
import { securityHeaders } from './security-headers.js';
import { TIMEOUTS } from './timeouts.js';
import { JSON_BYTES_MAX } from './validation/json-body.js';
import { RequestPipe } from './validation/validation.pipe.js';

/** The HTTP interface of one service. */
export interface HttpSettings {
  readonly api: ApiTitle;
  readonly permissions: Permissions;
  readonly auth: AuthSettings;
  /** A refusal that its operation does not declare is answered with 500. */
  readonly declaredOnly?: boolean;
  /** For the cursors of lists; keys that end with the process unless said otherwise. */
  readonly cursorKeys?: SealingKeys;
  /** Where refusals and accesses to personal data are recorded; nowhere unless said otherwise. */
  readonly security?: SecurityLog;
  /** Nest's own unless said otherwise. */
  readonly logger?: LoggerService | false;
  readonly edge?: EdgeSettings;
}

/** How the service meets the network; see `edgeSettingsOf` for what each is by default. */
export interface EdgeSettings {
  /** No pace is limited without them. */
  readonly rateLimits?: RateLimits;
  /** Proxies whose word about the client's address counts: addresses and CIDR ranges. */
  readonly trustedProxies?: readonly string[];
  /** Connections to the business port that are open at once; more are closed at once. */
  readonly connectionsMax?: number;
  /** `Strict-Transport-Security`: for how long browsers use https only; 0 leaves it out. */
  readonly hstsSeconds?: number;
}

class HttpRoot {}

const rootOf = (module: Type | DynamicModule, { auth }: HttpSettings): DynamicModule => ({
  module: HttpRoot,
  imports: [module],
  controllers: auth.mode === 'dev' ? [DevTokensController] : [],
});

const PARAMETER_LENGTH_MAX = 200;

/** The HTTP application of a service, ready to `listen` or `inject`. Kafka may be connected to it afterwards. */
export async function createHttpApp(
  module: Type | DynamicModule,
  settings: HttpSettings,
): Promise<NestFastifyApplication> {
  const filter = new ProblemFilter(settings.security);
  const { trustedProxies = [] } = settings.edge ?? {};
  const adapter = new FastifyAdapter({
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: JSON_BYTES_MAX,
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    frameworkErrors: (error: Error, request: object, reply: object) =>
      filter.refuse(error, request as HttpRequest, reply as HttpReply),
    clientErrorHandler: answerClientError,
    ...TIMEOUTS,
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootOf(module, settings), adapter, {
    bodyParser: false,
    ...(settings.logger !== undefined && { logger: settings.logger }),
  });
  configureHttp(app, settings, filter);
  return app;
}

function configureHttp(app: NestFastifyApplication, settings: HttpSettings, filter: ProblemFilter): void {
  const { api, auth, permissions, edge = {} } = settings;
  const { rateLimits, connectionsMax, hstsSeconds = 0 } = edge;
  const isDevelopment = auth.mode === 'dev';
  const gate = new Gate(permissions, new TokenVerifier(auth), rateLimits && new Brakes(rateLimits));
  const fastify = app.getHttpAdapter().getInstance();
  const server = app.getHttpServer() as Server;
  if (connectionsMax !== undefined) server.maxConnections = connectionsMax;
  fastify.addHook('onRequest', (request, reply, done) => {
    const asked = request as HttpRequest;
    asked.traceparent = traceparentFor(headerOf(asked, 'traceparent'));
    void reply.headers(securityHeaders(request.url, hstsSeconds));
    requireHost(request);
    requireUtf8(request);
    done();
  });
  answerExpectations(server);
  acceptBodies(fastify);
  gate.putUp(fastify);
  answerOtherMethods(fastify, (request) => gate.stranger(request));
  fastify.addHook('onRequest', (request) => gate.admit(request as HttpRequest));
  fastify.addHook('onSend', (request, reply, payload, done) => {
    // Else Node would read the body to its end, only to answer the next request of the connection.
    if (isLongAndUnread(request as HttpRequest)) void reply.header('connection', 'close');
    done(null, payload);
  });
  app.useGlobalFilters(filter);
  app.useGlobalGuards(new EdgeGuard(permissions));
  app.useGlobalInterceptors(
    new EdgeInterceptor(settings.declaredOnly),
    ...(settings.security === undefined ? [] : [new AccessRecordInterceptor(settings.security)]),
    new SealedCursorsInterceptor(new SealedCursors(settings.cursorKeys ?? keysOfProcess())),
    new AnswerInTimeInterceptor(),
  );
  app.useGlobalPipes(new RequestPipe());
  SwaggerModule.setup('docs', app, () => openApiDocument(app, api, permissions, isDevelopment), {
    // A page with scripts is one more thing to defend, and tells strangers all there is to try.
    ui: isDevelopment,
    jsonDocumentUrl: '/openapi.json',
    yamlDocumentUrl: '/openapi.yaml',
  });
}

/** Whether no part of a body was looked at that is longer than JSON may be, or of a length that nobody said. */
function isLongAndUnread(request: HttpRequest): boolean {
  if (request.body !== undefined || request.raw.complete) return false;
  if (headerOf(request, 'transfer-encoding') !== undefined) return true;
  return Number(headerOf(request, 'content-length') ?? 0) > JSON_BYTES_MAX;
}
