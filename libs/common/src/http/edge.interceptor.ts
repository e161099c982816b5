import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, map, throwError, type Observable } from 'rxjs';
import { Readable } from 'node:stream';
import { ERRORS_MAX, invalid, Refusal } from '../kernel/errors.js';
import { isPlainObject } from './validation/field-registry.js';
import { takes } from './request-classes.js';
import { expectedVersionOf } from './meta.js';
import { bodyUnsupported, declaredAt, declares, type OperationDetails } from './operation.js';
import { pointerTo } from './validation/json-body.js';
import { mediaTypeOf, pathOf, type HttpReply, type HttpRequest } from './request.js';

/** Preconditions of an operation before it runs; `ETag` and `Location` of its answer after. */
@Injectable()
export class EdgeInterceptor implements NestInterceptor {
  /** @param declaredOnly in tests: a refusal that the operation does not declare is a fault of ours */
  constructor(private readonly declaredOnly = false) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const details = declaredAt(context.getHandler());
    if (context.getType() !== 'http' || details === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const reply = context.switchToHttp().getResponse<HttpReply>();
    requireBodyKind(request, details);
    requireNothingUndeclared(request, context);
    if (details.method !== 'GET') expectedVersionOf(request, details.ifMatch ?? false);
    const answered = next.handle().pipe(map((view: unknown) => withHeaders(view, details, request, reply)));
    return this.declaredOnly
      ? answered.pipe(catchError((error: unknown) => throwError(() => undeclared(error, details))))
      : answered;
  }
}

const undeclared = (error: unknown, details: OperationDetails): unknown =>
  error instanceof Refusal && !declares(details, error.code)
    ? new Error(`${details.id} refuses with ${error.code}, which its \`refuses\` does not name.`, { cause: error })
    : error;

function requireBodyKind(request: HttpRequest, details: OperationDetails): void {
  const streamed = request.body instanceof Readable;
  if (details.body === 'raw' ? streamed : !streamed) return;
  throw bodyUnsupported(details, mediaTypeOf(request));
}

/** A handler without a class for body or query takes none; one that is sent all the same is refused, not ignored. */
function requireNothingUndeclared(request: HttpRequest, context: ExecutionContext): void {
  const { body, query } = request;
  const ignored = [
    ...(!takes(context, 'body') && isPlainObject(body) && !(body instanceof Readable) ? Object.keys(body) : []),
    ...(!takes(context, 'query') && isPlainObject(query) ? Object.keys(query) : []),
  ];
  if (ignored.length === 0) return;
  const errors = ignored.slice(0, ERRORS_MAX).map((key) => ({
    pointer: pointerTo('', key),
    code: 'FIELD_UNKNOWN',
    detail: 'nothing of this name is taken',
  }));
  throw invalid('REQUEST_INVALID', 'The request has fields that this operation does not take.', errors);
}

function withHeaders(view: unknown, { status }: OperationDetails, request: HttpRequest, reply: HttpReply): unknown {
  if (!isPlainObject(view)) return view;
  const { version, self, id } = view;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  if (status !== 201) return view;
  if (typeof self === 'string') reply.header('location', self);
  else if (typeof id === 'string') reply.header('location', `${pathOf(request)}/${id}`);
  return view;
}
