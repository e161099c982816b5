import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { throwError, timeout, type Observable } from 'rxjs';
import { NotInTime } from '../kernel/settles-within.js';
import { declaredAt, type OperationDetails } from './operation.js';

/** Below the ten seconds after which clients and what stands before them often give up by themselves. */
export const ANSWER_WITHIN_MS = 6_000;

/**
 * Answers 503 for an operation that is not done in time: a store may go on answering its monitors and keep a write
 * waiting, which no setting of the driver bounds (ADR 0023). What was begun may yet take effect, and a repeat under the
 * same key is answered with it.
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

/** The sender of a document sets the pace; the server's limit of a whole request is theirs. */
const takesItsTime = ({ takesLong = false, body }: OperationDetails): boolean => takesLong || body === 'raw';
