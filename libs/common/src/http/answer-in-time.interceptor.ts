import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { throwError, timeout, type Observable } from 'rxjs';
import { NotInTime } from '../kernel/settles-within.js';
import { declaredAt, type OperationDetails } from './operation.js';

/** Below the ten seconds after which clients and gateways often give up. */
export const ANSWER_WITHIN_MS = 6_000;

/**
 * Answers 503 for an operation that is not done in time. A store may answer its monitors and still keep a write
 * waiting, which no setting of the driver bounds (ADR 0023). The operation may still take effect; a repeat with the
 * same Idempotency-Key then gets its answer.
 */
@Injectable()
export class AnswerInTimeInterceptor implements NestInterceptor {
  constructor(private readonly withinMs = ANSWER_WITHIN_MS) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const details = declaredAt(context.getHandler());
    if (context.getType() !== 'http' || details === undefined || takesItsTime(details)) return next.handle();
    const tooLate = () => throwError(() => new NotInTime(this.withinMs));
    return next.handle().pipe(timeout({ first: this.withinMs, with: tooLate }));
  }
}

/** Uploads are exempt: the sender sets their pace, and the server's limit for a whole request bounds them. */
const takesItsTime = ({ takesLong = false, body }: OperationDetails): boolean => takesLong || body === 'raw';
