import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';

const LOOK_EVERY_MS = 50;

/** Takes no new requests on the business port and answers those in flight. */
export const closeHttp = (app: NestFastifyApplication): Promise<void> =>
  closeServer(app.getHttpServer() as Server, () => app.getHttpAdapter().close());

/**
 * Closes a server and its idle connections, again and again until it is closed: a connection whose request was in
 * flight when the server began to close would stay open for as long as its client keeps it alive. That is a minute and
 * more, and the process would live as long.
 */
export async function closeServer(server: Server, close: () => Promise<unknown>): Promise<void> {
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  await close().finally(() => clearInterval(looking));
}
