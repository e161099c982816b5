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
import { answerClientError, answerExpectations, requireHost } from './client-errors.js';
import { AccessRecordInterceptor } from './access-record.interceptor.js';
import type { SecurityLog } from '../observability/security-log.js';
import { answerOtherMethods } from './methods.js';
import { openApiDocument, type ApiTitle } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { traceparentFor } from '../kernel/trace.js';
import { headerOf, type HttpReply, type HttpRequest } from './request.js';
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
}

class HttpRoot {}

const rootOf = (module: Type | DynamicModule, { auth }: HttpSettings): DynamicModule => ({
  module: HttpRoot,
  imports: [module],
  controllers: auth.mode === 'dev' ? [DevTokensController] : [],
});

/** No client may hold a connection without using it, or send a request drop by drop. */
const TIMEOUTS = {
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  http: { headersTimeout: 15_000, requireHostHeader: false },
} as const;
const PARAMETER_LENGTH_MAX = 200;

/** The HTTP application of a service, ready to `listen` or `inject`. Kafka may be connected to it afterwards. */
export async function createHttpApp(
  module: Type | DynamicModule,
  settings: HttpSettings,
): Promise<NestFastifyApplication> {
  const filter = new ProblemFilter(settings.security);
  const adapter = new FastifyAdapter({
    trustProxy: false,
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
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    const asked = request as HttpRequest;
    asked.traceparent = traceparentFor(headerOf(asked, 'traceparent'));
    void reply.headers(securityHeaders(request.url));
    requireHost(request);
    done();
  });
  answerExpectations(app.getHttpServer() as Server);
  acceptBodies(fastify);
  answerOtherMethods(fastify);
  app.useGlobalFilters(filter);
  app.useGlobalGuards(new EdgeGuard(settings.permissions, new TokenVerifier(settings.auth)));
  app.useGlobalInterceptors(
    new EdgeInterceptor(settings.declaredOnly),
    ...(settings.security === undefined ? [] : [new AccessRecordInterceptor(settings.security)]),
    new SealedCursorsInterceptor(new SealedCursors(settings.cursorKeys ?? keysOfProcess())),
    new AnswerInTimeInterceptor(),
  );
  app.useGlobalPipes(new RequestPipe());
  SwaggerModule.setup('docs', app, () => openApiDocument(app, settings.api, settings.permissions), {
    jsonDocumentUrl: '/openapi.json',
    yamlDocumentUrl: '/openapi.yaml',
  });
}

/** The API is never a page; only the documentation at /docs loads its own scripts and styles. */
function securityHeaders(url: string): Record<string, string> {
  const page = url === '/docs' || url.startsWith('/docs/');
  const policy = page
    ? "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    : "default-src 'none'";
  return {
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(!page && { 'cache-control': 'no-store' }),
  };
}
