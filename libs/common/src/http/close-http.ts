import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';

const LOOK_EVERY_MS = 50;

/**
 * Takes no new requests and answers those in flight. Idle connections are closed again and again until then: a
 * connection whose request was in flight when the server began to close would stay open for as long as its client keeps
 * it alive. That is a minute and more, and the process would live as long.
 */
export async function closeHttp(app: NestFastifyApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  await app
    .getHttpAdapter()
    .close()
    .finally(() => clearInterval(looking));
}
