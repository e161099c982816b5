import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Permissions } from '../auth/permissions.js';
import { PUBLIC } from '../kernel/actor.js';
import { requireRow } from './gate.js';
import { declaredAt, OPEN } from './operation.js';
import type { HttpRequest } from './request.js';

/**
 * The same question as the gate's, on what the handler declares: the gate knows a route by what Fastify was told of it.
 * A request that the gate has not seen has no caller, so it is refused.
 */
@Injectable()
export class EdgeGuard implements CanActivate {
  constructor(private readonly permissions: Permissions) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http' || isOpen(context)) return true;
    const { caller = PUBLIC } = context.switchToHttp().getRequest<HttpRequest>();
    requireRow(this.permissions, declaredAt(context.getHandler())?.id, caller);
    return true;
  }
}

const isOpen = (context: ExecutionContext): boolean =>
  Reflect.getMetadata(OPEN, context.getHandler()) === true || Reflect.getMetadata(OPEN, context.getClass()) === true;
