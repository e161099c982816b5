import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { from, mergeMap, type Observable } from 'rxjs';
import { declaredAt } from './operation.js';
import type { HttpRequest } from './request.js';
import type { SealedCursors } from './sealed-cursors.js';
import { isPlainObject } from './validation/field-registry.js';

/** Cursors leave the service sealed and are opened on their way in: no list has to remember it. */
@Injectable()
export class SealedCursorsInterceptor implements NestInterceptor {
  constructor(private readonly cursors: SealedCursors) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = declaredAt(context.getHandler())?.id;
    if (context.getType() !== 'http' || operation === undefined) return next.handle();
    const { query } = context.switchToHttp().getRequest<HttpRequest>();
    const sealing = mergeMap((view: unknown) => this.sealed(view, operation));
    // A cursor that is given twice, or is no text, is left to the validation of the query.
    if (!isPlainObject(query) || typeof query['cursor'] !== 'string') return next.handle().pipe(sealing);
    return from(this.opened(query, query['cursor'], operation)).pipe(
      mergeMap(() => next.handle()),
      sealing,
    );
  }

  private async opened(query: Record<string, unknown>, cursor: string, operation: string): Promise<void> {
    query['cursor'] = await this.cursors.open(cursor, operation);
  }

  private async sealed(view: unknown, operation: string): Promise<unknown> {
    if (!isPlainObject(view) || !Array.isArray(view['items']) || typeof view['next'] !== 'string') return view;
    return { ...view, next: await this.cursors.seal(view['next'], operation) };
  }
}
