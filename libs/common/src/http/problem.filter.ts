import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { AccessRefused, HttpRefusal } from '../kernel/errors.js';
import type { RefusedRequest, SecurityLog } from '../observability/security-log.js';
import { answerTo, problemOf, type Answer } from './problem.js';
import { headerOf, pathOf, traceIdOf, type HttpReply, type HttpRequest } from './request.js';
import { traceparentFor } from '../kernel/trace.js';

const PATH_MAX = 300;

/** Answers every failure with a problem body. A failure of ours is logged under the traceId, and not disclosed. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly security?: SecurityLog) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    // The inbox needs the original error: it decides between another try, parking and a dead letter.
    if (host.getType() !== 'http') return throwError(() => error);
    const http = host.switchToHttp();
    this.refuse(error, http.getRequest<HttpRequest>(), http.getResponse<HttpReply>());
  }

  /** Also for requests that fail before Nest sees them. */
  refuse(error: unknown, request: HttpRequest, reply: HttpReply): void {
    const answer = answerTo(isAborted(error, request) ? WENT_AWAY : error);
    request.traceparent ??= traceparentFor(headerOf(request, 'traceparent'));
    const traceId = traceIdOf(request);
    if (isOfSecurity(error, answer)) this.security?.refused(refusalOf(error, answer, request));
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

/** No client reads it. It keeps the request out of what counts as our failures. */
const WENT_AWAY = new HttpRefusal(400, 'REQUEST_ABORTED', 'The client went away before its request was complete.');

/** Whether a request failed because its client went away in the middle of the body. */
function isAborted(error: unknown, { raw }: HttpRequest): boolean {
  const { errored } = raw;
  if (errored === null || raw.complete || !(error instanceof Error)) return false;
  return error === errored || error.cause === errored || (error as { code?: unknown }).code === PREMATURE_CLOSE;
}

const PREMATURE_CLOSE = 'ERR_STREAM_PREMATURE_CLOSE';

/** Codes of rules that say no to the person rather than to the act; and malware, which some person has sent. */
const TOLD: readonly string[] = ['DOCUMENT_INFECTED', 'MEMBER_EXCLUDED', 'OFFICER_LINKED'];

const isOfSecurity = (error: unknown, { status, code }: Answer): boolean =>
  status === 401 || status === 403 || status === 429 || error instanceof AccessRefused || TOLD.includes(code);

function refusalOf(error: unknown, { status, code, detail }: Answer, request: HttpRequest): RefusedRequest {
  const { caller, method, routeOptions, ip } = request;
  const sub = caller?.kind === 'person' ? caller.sub : undefined;
  return {
    status,
    // What is wrong with a token is one of a few fixed sentences; other details may quote the request.
    cause: status === 401 && error instanceof HttpRefusal ? `${code}: ${detail}` : code,
    operation: `${method} ${routeOptions?.url ?? '(no route)'}`,
    path: pathOf(request).slice(0, PATH_MAX),
    ...(sub !== undefined && { sub }),
    ...(sub === undefined && { address: ip }),
  };
}
