import {
  applyDecorators,
  Catch,
  UseFilters,
  type ArgumentsHost,
  type RpcExceptionFilter,
  type Type,
} from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { EventDefinition } from '../../events/define-event.js';

/** Nest would replace a handler's error by "Internal server error", and the inbox must know which one it was. */
@Catch()
export class KeepErrorFilter implements RpcExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

const CONSUMED = Symbol('consumed event');

/** Marks the handler of one event type; the pattern is its CloudEvents type, whatever topic it travels on. */
export const Consumes = (event: EventDefinition): MethodDecorator =>
  applyDecorators(
    (target: object) => Reflect.defineMetadata(CONSUMED, event, target),
    EventPattern<string>(event.type),
    UseFilters(new KeepErrorFilter()),
  );

/** The event a handler class is marked with. @throws Error when it is marked with none */
export function consumedBy(handler: Type): EventDefinition {
  const event = Reflect.getMetadata(CONSUMED, handler.prototype as object) as EventDefinition | undefined;
  if (event === undefined) throw new Error(`${handler.name} consumes nothing: @Consumes(…) is missing.`);
  return event;
}
