import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { answerTo, problemOf } from './problem.js';
import { headerOf, traceIdOf, type HttpReply, type HttpRequest } from './request.js';
import { traceparentFor } from '../kernel/trace.js';

/** Answers every failure with a problem body. A failure of ours is logged under the traceId, and not disclosed. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    // The inbox needs the original error: it decides between another try, parking and a dead letter.
    if (host.getType() !== 'http') return throwError(() => error);
    const http = host.switchToHttp();
    this.refuse(error, http.getRequest<HttpRequest>(), http.getResponse<HttpReply>());
  }

  /** Also for requests that fail before Nest sees them. */
  refuse(error: unknown, request: HttpRequest, reply: HttpReply): void {
    const answer = answerTo(error);
    request.traceparent ??= traceparentFor(headerOf(request, 'traceparent'));
    const traceId = traceIdOf(request);
    if (answer.unexpected) this.log(error, request, traceId);
    // The status of a download is already sent when it fails midway; the broken stream tells the client.
    if (reply.sent) return;
    for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value);
    reply
      .status(answer.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(answer, traceId)));
  }

  private log(error: unknown, request: HttpRequest, traceId: string): void {
    const { name, message, stack } =
      error instanceof Error ? error : { name: typeof error, message: String(error), stack: '' };
    const path = request.url.split('?', 1)[0];
    this.logger.error(`${request.method} ${path} failed`, { traceId, name, message, stack });
  }
}
