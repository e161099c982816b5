import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Agent, get } from 'node:http';
import { eventually } from '#testing/eventually.js';
import { closeHttp } from './close-http.js';

describe('A server that closes', () => {
  it('answers the request in flight, and does not wait for its client to close the connection', async () => {
    let answerIt: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (answerIt = resolve));
    let arrives: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => (arrives = resolve));
    const adapter = new FastifyAdapter({ keepAliveTimeout: 65_000 });
    const server = adapter.getInstance().get('/', async () => {
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
      getHttpAdapter: () => adapter,
    } as unknown as NestFastifyApplication);
    await eventually(() => expect(server.server.listening).toBe(false));
    answerIt?.();
    await expect(answer).resolves.toBe(200);
    // Within the time a test has: the client would have kept it for longer than a minute.
    await closing;
    agent.destroy();
  });
});
