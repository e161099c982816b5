import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HttpRefusal } from '../kernel/errors.js';
import { traceparentFor } from '../kernel/trace.js';
import { answerTo, problemOf } from './problem.js';

/** Requests that Node refuses before they reach the application, with a body like every other refusal. */

type Refused = readonly [status: number, code: string, detail: string];

const CODES: ReadonlyMap<string, Refused> = new Map<string, Refused>([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    [408, 'REQUEST_TIMEOUT', 'The request was not complete in time: send it again at once.'],
  ],
  ['HPE_HEADER_OVERFLOW', [431, 'HEADERS_TOO_LARGE', 'Address and headers are larger than 16 KiB together.']],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', [413, 'BODY_TOO_LARGE', 'The extensions of the chunks are too large.']],
]);
const MALFORMED: Refused = [400, 'REQUEST_MALFORMED', 'This is no HTTP/1.1 request.'];

function headersAndBody(refusal: HttpRefusal): { readonly headers: Record<string, string>; readonly body: string } {
  const traceId = traceparentFor(undefined).split('-')[1] ?? '';
  const body = JSON.stringify(problemOf(answerTo(refusal), traceId));
  return {
    body,
    headers: {
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // What follows a request that cannot be read cannot be read either.
      connection: 'close',
    },
  };
}

/** The `clientErrorHandler` of a server. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  // A client that went away is not answered.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, detail] = CODES.get(error.code ?? '') ?? MALFORMED;
  const { headers, body } = headersAndBody(new HttpRefusal(status, code, detail));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}

/** `Expect` with anything but `100-continue`: Node would answer without a body. */
export function answerExpectations(server: Server): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const refusal = new HttpRefusal(417, 'EXPECTATION_UNKNOWN', 'Expect takes 100-continue only.');
    const { headers, body } = headersAndBody(refusal);
    response.writeHead(refusal.status, headers).end(body);
  });
}

/** HTTP/1.1 needs the header; Node's own refusal, which has no body, is switched off by `requireHostHeader`. */
export function requireHost(request: {
  readonly headers: { readonly host?: string | undefined };
  readonly raw: IncomingMessage;
}): void {
  if (request.headers.host !== undefined || request.raw.httpVersion !== '1.1') return;
  throw new HttpRefusal(400, 'REQUEST_MALFORMED', 'A request in HTTP/1.1 names its Host.', { connection: 'close' });
}

/** A query in another encoding would be another query: `%B9%AE` is 문 in EUC-KR, and nothing in UTF-8. */
export function requireUtf8({ url }: { readonly url: string }): void {
  const at = url.indexOf('?');
  if (at < 0) return;
  try {
    decodeURIComponent(url.slice(at + 1));
  } catch {
    throw new HttpRefusal(400, 'REQUEST_MALFORMED', 'The query of the address is not percent-encoded UTF-8.');
  }
}
