import { applyDecorators, Catch, UseFilters, type ArgumentsHost, type RpcExceptionFilter } from '@nestjs/common';
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

/** Marks the handler of one event type; the pattern is its CloudEvents type, whatever topic it travels on. */
export const Consumes = (event: EventDefinition): MethodDecorator =>
  applyDecorators(EventPattern<string>(event.type), UseFilters(new KeepErrorFilter()));
