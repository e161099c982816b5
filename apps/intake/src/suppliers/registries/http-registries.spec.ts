import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { HttpRegistries, registryAddresses } from './http-registries.js';

const WITHIN_MS = 300;

describe('Registers of suppliers over HTTP', () => {
  let server: Server;
  let asked: string[];
  let answer: RequestListener;
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (address = `http://${host()}/sanctions?key=1`) =>
    new HttpRegistries({ SANCTIONS: address }, WITHIN_MS).ask('SANCTIONS', '1234567890');
  const saying =
    (text: string, status = 200): RequestListener =>
    (_, response) =>
      response.writeHead(status).end(text);

  it.each(['CLEAR', 'CONCERN'])('are believed when they say %s, with their name', async (result) => {
    answer = saying(JSON.stringify({ result, more: 'ignored' }));
    expect(await ask()).toEqual({ result, source: host() });
    expect(asked).toEqual(['/sanctions?key=1&businessNumber=1234567890']);
  });

  it.each<[string, RequestListener, string]>([
    ['says nothing in time', () => undefined, 'NO_ANSWER'],
    ['begins to answer and stops', (_, response) => response.writeHead(200).write('{"result":'), 'NO_ANSWER'],
    ['breaks off', (_, response) => response.destroy(), 'NO_ANSWER'],
    ['is broken', saying('{"result":"CLEAR"}', 500), 'NO_ANSWER'],
    ['leads elsewhere', (_, response) => response.writeHead(302, { location: '/' }).end(), 'NO_ANSWER'],
    ['says too much', saying(JSON.stringify({ result: 'CLEAR', more: 'x'.repeat(20_000) })), 'NO_ANSWER'],
    ['says no JSON', saying('<html>'), 'UNREADABLE'],
    ['says nothing of use', saying('{"result":"maybe"}'), 'UNREADABLE'],
    ['says null', saying('null'), 'UNREADABLE'],
  ])('leave the result unknown when one %s', async (_, listener, gap) => {
    answer = listener;
    const begun = performance.now();
    expect(await ask()).toEqual({ result: 'UNKNOWN', gap, source: host() });
    expect(performance.now() - begun).toBeLessThan(WITHIN_MS + 2_000);
  });

  it('leave the result unknown when one is away, or none is set up', async () => {
    expect(await ask('http://127.0.0.1:1/')).toMatchObject({ result: 'UNKNOWN', gap: 'NO_ANSWER' });
    expect(await new HttpRegistries({}).ask('SANCTIONS', '1234567890')).toEqual({
      result: 'UNKNOWN',
      gap: 'NOT_SET_UP',
    });
  });

  it('are addressed by settings, of which a wrong one is named', () => {
    expect(registryAddresses({ REGISTRY_SANCTIONS_URL: 'https://register.example/s', OTHER: 'x' })).toEqual({
      SANCTIONS: 'https://register.example/s',
    });
    for (const wrong of ['register.example', 'ftp://register.example'])
      expect(() => registryAddresses({ REGISTRY_CERTIFICATES_URL: wrong })).toThrow('REGISTRY_CERTIFICATES_URL');
  });
});
