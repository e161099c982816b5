import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Permissions } from '../auth/permissions.js';
import type { TokenVerifier } from '../auth/tokens.js';
import { PUBLIC, type Person, type Reader } from '../kernel/actor.js';
import { forbidden, HttpRefusal, unauthenticated } from '../kernel/errors.js';
import type { Brakes } from './brakes.js';
import { noSuchRoute } from './methods.js';
import { isFromOperations, isOnRightPort } from './operations-server.js';
import type { RouteDetails } from './operation.js';
import { headerOf, pathOf, type HttpRequest } from './request.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

const PROBE = '/health/live';

/**
 * What is decided about a request from its headers alone, before a byte of its body is read: port, pace, token and
 * role. The guard asks for the role again, so that a route which this gate does not know stays closed.
 */
export class Gate {
  constructor(
    private readonly permissions: Permissions,
    private readonly tokens: TokenVerifier,
    /** None where the pace is not limited. */
    private readonly brakes: Brakes | undefined,
  ) {}

  /** A route of the other port does not exist on this one. */
  putUp(fastify: Fastify): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      const asked = request as HttpRequest;
      if (isOnRightPort(asked)) return done();
      this.stranger(asked);
      done(noSuchRoute(asked));
    });
  }

  /** After the hook that answers for paths and methods that do not exist. */
  async admit(request: HttpRequest): Promise<void> {
    const { operation, isOpen = false } = (request.routeOptions?.config ?? {}) as Partial<RouteDetails>;
    if (isOpen) return this.stranger(request);
    const header = authorizationOf(request);
    if (header === undefined) this.stranger(request);
    const caller: Reader = header === undefined ? PUBLIC : await this.personOf(header, request);
    // Also for the log of what is refused below.
    request.caller = caller;
    if (caller.kind === 'person') this.paced(caller, operation?.body === 'raw', request);
    if (operation !== undefined) requireRow(this.permissions, operation.id, caller);
  }

  /** Counts a request that no token speaks for. The probe of a load balancer and operators are not counted. */
  stranger(request: HttpRequest): void {
    if (this.isBraked(request)) this.brakes?.stranger(request.ip);
  }

  private paced({ sub }: Person, isUpload: boolean, request: HttpRequest): void {
    if (!this.isBraked(request)) return;
    this.brakes?.person(sub);
    if (isUpload) this.brakes?.upload(sub);
  }

  /**
   * Checks the token. An address that sent too many that do not hold is refused before the check, which is
   * what costs time; a neighbour at the same address whose token held before is not.
   */
  private async personOf(header: string, request: HttpRequest): Promise<Person> {
    const brakes = this.isBraked(request) ? this.brakes : undefined;
    const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1];
    if (token === undefined || !this.tokens.knows(token)) brakes?.unproven(request.ip);
    try {
      if (token === undefined)
        throw unauthenticated('Authorization has to be: Bearer <token>.', 'Bearer error="invalid_request"');
      return await this.tokens.verify(token);
    } catch (error) {
      if (error instanceof HttpRefusal && error.status === 401) brakes?.failure(request.ip);
      throw error;
    }
  }

  private isBraked(request: HttpRequest): boolean {
    return this.brakes !== undefined && !isFromOperations(request) && pathOf(request) !== PROBE;
  }
}

/** @throws HttpRefusal 401 without a token where one is needed, Refusal 403 where no role has a row */
export function requireRow(permissions: Permissions, operation: string | undefined, caller: Reader): void {
  if (caller === PUBLIC && (operation === undefined || !permissions.isPublic(operation)))
    throw unauthenticated('This needs a token: Authorization: Bearer …');
  if (operation === undefined) throw forbidden('This route is open to nobody.');
  permissions.requireRole(operation, caller);
}

/** @throws HttpRefusal 400 for more than one: Node shows the first only, and a proxy may have read another */
function authorizationOf(request: HttpRequest): string | undefined {
  const header = headerOf(request, 'authorization');
  if (header === undefined) return undefined;
  const { rawHeaders } = request.raw;
  const names = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'authorization');
  if (names.length > 1) throw new HttpRefusal(400, 'REQUEST_MALFORMED', 'A request has one Authorization header.');
  return header;
}
