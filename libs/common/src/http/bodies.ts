import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { JSON_BYTES_MAX, parseJson } from './validation/json-body.js';
import { DOCUMENT_BYTES_MAX, DOCUMENT_TYPES, OCTETS, tooLarge } from '../kernel/document-types.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** JSON is read whole and checked; documents are passed on as streams; any other body is refused (415). */
export function acceptBodies(fastify: Fastify): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: JSON_BYTES_MAX },
    (_request, body, done) => {
      try {
        done(null, parseJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  fastify.addContentTypeParser(
    [...DOCUMENT_TYPES, OCTETS],
    { bodyLimit: DOCUMENT_BYTES_MAX },
    (request, payload, done) => {
      // A body without a length, or with a wrong one, is counted while it is stored.
      if (Number(request.headers['content-length'] ?? 0) > DOCUMENT_BYTES_MAX) done(tooLarge());
      else done(null, payload);
    },
  );
}
