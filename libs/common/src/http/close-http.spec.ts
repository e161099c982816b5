import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fastify } from 'fastify';
import { Agent, get } from 'node:http';
import { closeHttp } from './close-http.js';

describe('A server that closes', () => {
  it('answers what is in hand, and does not wait for its client to let go of the connection', async () => {
    let answerIt: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (answerIt = resolve));
    let arrives: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => (arrives = resolve));
    const server = fastify({ keepAliveTimeout: 65_000 }).get('/', async () => {
      arrives?.();
      await held;
      return 'answered';
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as { port: number };
    const agent = new Agent({ keepAlive: true });
    const answer = new Promise<number | undefined>((resolve, reject) =>
      get({ port, agent }, (response) => response.resume().on('end', () => resolve(response.statusCode))).on(
        'error',
        reject,
      ),
    );
    await arrived;
    const closing = closeHttp({
      getHttpServer: () => server.server,
      getHttpAdapter: () => ({ close: () => server.close() }),
    } as unknown as NestFastifyApplication);
    answerIt?.();
    await expect(answer).resolves.toBe(200);
    // Within the five seconds of a test, and not within the minute that the client would have kept it.
    await closing;
    agent.destroy();
  });
});
