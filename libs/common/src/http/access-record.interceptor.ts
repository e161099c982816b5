import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import type { SecurityLog } from '../observability/security-log.js';
import { declaredAt, type Accesses } from './operation.js';
import type { HttpRequest } from './request.js';
import { isPlainObject } from './validation/field-registry.js';

/** Records who was given personal data or a document, once the answer is there. */
@Injectable()
export class AccessRecordInterceptor implements NestInterceptor {
  constructor(private readonly log: SecurityLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { id: operation, accesses } = declaredAt(context.getHandler()) ?? {};
    if (context.getType() !== 'http' || operation === undefined || accesses === undefined) return next.handle();
    const { caller, params } = context.switchToHttp().getRequest<HttpRequest>();
    return next.handle().pipe(
      tap((view: unknown) => {
        const ids = idsOf(view, params, accesses);
        if (ids.length > 0) this.log.accessed({ what: accesses.what, operation, sub: caller?.sub ?? 'public', ids });
      }),
    );
  }
}

/** Of the items of a page, or of the path. */
function idsOf(view: unknown, params: unknown, { when = () => true }: Accesses): readonly string[] {
  const path = isPlainObject(params) ? Object.values(params).map(String) : [];
  if (path.length > 0) return !isPlainObject(view) || when(view) ? path : [];
  const items: readonly unknown[] = isPlainObject(view) && Array.isArray(view['items']) ? view['items'] : [view];
  return items.flatMap((item) =>
    isPlainObject(item) && when(item) ? [String(item['id'] ?? item['memberId'] ?? '')] : [],
  );
}
