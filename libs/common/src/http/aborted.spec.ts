import { Logger } from '@nestjs/common';
import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '#testing/eventually.js';
import { devToken } from './dev-tokens.http.js';
import { SampleClient } from './edge.fixture.js';

describe('S21: A client that goes away in the middle of a body', () => {
  let client: SampleClient;
  let port: number;
  let authorization: string;
  const logged = vi.spyOn(Logger.prototype, 'error');

  beforeAll(async () => {
    client = await SampleClient.start();
    port = await client.listen();
    authorization = `Bearer ${(await devToken({ sub: 'kim', roles: ['SUPPLIER'] })).token}`;
  });
  beforeEach(() => {
    client.answered.length = 0;
    logged.mockClear();
  });
  afterAll(async () => {
    logged.mockRestore();
    await client.stop();
  });

  /** Sends half a request, and leaves when the service has begun to read it. */
  async function abort(method: string, path: string, headers: Readonly<Record<string, string>>, leave: Leave) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const lines = Object.entries({ Host: 'x', Authorization: authorization, ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const half = headers['Transfer-Encoding'] === undefined ? '{"name":' : '8\r\n{"name":\r\n';
    const before = client.begun;
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${half}`);
    await eventually(() => expect(client.begun).toBe(before + 1));
    if (leave === 'says goodbye') socket.end();
    else socket.resetAndDestroy();
    await eventually(async () => expect(await client.connections()).toBe(0));
  }

  const type = (of: string) => ({ 'Content-Type': of });
  it.each<[string, string, string, Record<string, string>, Leave]>(
    (['says goodbye', 'resets the connection'] as const).flatMap((leave): Case[] => [
      ['JSON', 'POST', '/v1/things', { ...type('application/json'), 'Content-Length': '200' }, leave],
      ['JSON in chunks', 'POST', '/v1/things', { ...type('application/json'), 'Transfer-Encoding': 'chunked' }, leave],
      ['a document', 'PUT', '/v1/things/1/file', { ...type('application/pdf'), 'Content-Length': '200' }, leave],
      [
        'one in chunks',
        'PUT',
        '/v1/things/1/file',
        { ...type('application/pdf'), 'Transfer-Encoding': 'chunked' },
        leave,
      ],
    ]),
  )('(%s, %s %s %j, %s) is no fault of the service: no line of an error, no 500', async (_, ...request) => {
    await abort(...request);
    expect(logged).not.toHaveBeenCalled();
    expect(client.answered.filter((status) => status >= 500)).toEqual([]);
  });
});

type Leave = 'says goodbye' | 'resets the connection';
type Case = [string, string, string, Record<string, string>, Leave];
