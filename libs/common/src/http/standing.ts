import { Readable } from 'node:stream';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Person } from '../kernel/actor.js';
import { declaredAt } from './operation.js';
import { requestClassOf } from './request-classes.js';
import type { HttpRequest } from './request.js';
import { willBeRefused } from './validation/acceptance.js';
import { isPlainObject } from './validation/field-registry.js';

/** What a service knows of a person beyond their token: their function in their own organisation. */
export interface CallerStanding {
  of(person: Person): Promise<Person>;
}

/**
 * Completes the caller of a command, or of a read that asks for it, after the gate and the guard have let them in. A
 * token says who belongs to an organisation; the organisation says who may act for it. Other reads cost nothing more.
 * A body that its check refuses costs no read of the store either.
 */
export class StandingGuard implements CanActivate {
  constructor(private readonly standing: CallerStanding) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const { caller, method } = request;
    const needs = method !== 'GET' || declaredAt(context.getHandler())?.knowsFunction === true;
    if (needs && caller?.kind === 'person' && !isRefusedAnyway(request, context))
      request.caller = await this.standing.of(caller);
    return true;
  }
}

function isRefusedAnyway({ body }: HttpRequest, context: ExecutionContext): boolean {
  if (!isPlainObject(body) || body instanceof Readable) return false;
  const type = requestClassOf(context, 'body');
  return type !== undefined && willBeRefused(type, body);
}
