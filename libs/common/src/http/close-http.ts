import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';

const LOOK_EVERY_MS = 50;

/**
 * No new requests, and those in hand are answered. Idle connections are closed again and again meanwhile: one whose
 * request was in hand when the server began to close would stay for as long as a client may keep it alive, a minute
 * and more, and the process with it.
 */
export async function closeHttp(app: NestFastifyApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  await app
    .getHttpAdapter()
    .close()
    .finally(() => clearInterval(looking));
}
