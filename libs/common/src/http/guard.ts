import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { declaredAt, OPEN } from './operation.js';
import { headerOf, type HttpRequest } from './request.js';
import { PUBLIC, type Reader } from '../kernel/actor.js';
import { forbidden, unauthenticated } from '../kernel/errors.js';
import type { Permissions } from '../auth/permissions.js';
import type { TokenVerifier } from '../auth/tokens.js';

/** First gate of every route: the caller's token, and whether any of their roles has a row for the operation. */
@Injectable()
export class EdgeGuard implements CanActivate {
  constructor(
    private readonly permissions: Permissions,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || isOpen(context)) return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const caller = await this.callerOf(request);
    // Also for the log of what is refused below.
    request.caller = caller;
    const operation = declaredAt(context.getHandler())?.id;
    if (caller === PUBLIC && (operation === undefined || !this.permissions.isPublic(operation))) {
      throw unauthenticated('This needs a token: Authorization: Bearer …');
    }
    if (operation === undefined) throw forbidden('This route is open to nobody.');
    this.permissions.requireRole(operation, caller);
    return true;
  }

  /** An invalid token is refused on public routes too: its owner believes they are signed in. */
  private async callerOf(request: HttpRequest): Promise<Reader> {
    const header = headerOf(request, 'authorization');
    if (header === undefined) return PUBLIC;
    const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1];
    if (token === undefined)
      throw unauthenticated('Authorization has to be: Bearer <token>.', 'Bearer error="invalid_request"');
    return this.tokens.verify(token);
  }
}

const isOpen = (context: ExecutionContext): boolean =>
  Reflect.getMetadata(OPEN, context.getHandler()) === true || Reflect.getMetadata(OPEN, context.getClass()) === true;
