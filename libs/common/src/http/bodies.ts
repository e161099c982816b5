import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LARGE_BYTES, LargeBodies, tooManyWait } from './large-bodies.js';
import { bodyUnsupported, type RouteDetails } from './operation.js';
import { mediaTypeOf, type HttpRequest } from './request.js';
import { JSON_BYTES_MAX, parseJson } from './validation/json-body.js';
import { DECLARABLE, DOCUMENT_BYTES_MAX, tooLarge } from '../kernel/document-types.js';

const JSON_TYPE = 'application/json';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/**
 * JSON is read whole and checked, large bodies in turns; documents are passed on as streams; any other body is refused
 * unread (415).
 */
export function acceptBodies(fastify: Fastify): void {
  const large = new LargeBodies();
  const responses = new WeakMap<IncomingMessage, ServerResponse>();
  // After the gate, and before the body is read.
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const { 'content-type': type, 'content-length': length } = request.headers;
    if (Number(length ?? Infinity) <= LARGE_BYTES) return done(null, payload);
    responses.set(request.raw, reply.raw);
    // One without a length is read first: it may be small.
    if (large.hasRoom || length === undefined || type?.startsWith(JSON_TYPE) !== true) return done(null, payload);
    // Else the body would be read to its end, only to answer the next request of the connection.
    void reply.header('connection', 'close');
    done(tooManyWait());
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    JSON_TYPE,
    { parseAs: 'buffer', bodyLimit: JSON_BYTES_MAX },
    async (request: { readonly raw: IncomingMessage }, bytes: Buffer) => {
      // Not before it was read: a client that drips its body would keep the turn from all others.
      const response = responses.get(request.raw);
      if (response !== undefined && bytes.length > LARGE_BYTES) await large.turn(response);
      return parseJson(bytes);
    },
  );
  fastify.addContentTypeParser([...DECLARABLE], { bodyLimit: DOCUMENT_BYTES_MAX }, (request, payload, done) => {
    // A body without a length, or with a wrong one, is counted while it is stored.
    if (Number(request.headers['content-length'] ?? 0) > DOCUMENT_BYTES_MAX) done(tooLarge());
    else done(null, payload);
  });
  // Whatever else is sent is not read: the operation is known here, and with it what it takes.
  fastify.addContentTypeParser('*', (request, _, done) => {
    const { operation = { id: 'This route' } } = request.routeOptions.config as RouteDetails;
    done(bodyUnsupported(operation, mediaTypeOf(request as HttpRequest)));
  });
}
