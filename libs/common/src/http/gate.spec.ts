import { connect, type Socket } from 'node:net';
import { devToken } from './dev-tokens.http.js';
import { SampleClient } from './edge.fixture.js';

const LIMITS = {
  caller: { perSecond: 20, burst: 6 },
  address: { perSecond: 50, burst: 5 },
  uploads: { perSecond: 5, burst: 2 },
};

/** All that a server sends until it says `until`, or closes. */
const answerOf = (port: number, bytes: string, until?: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (until?.test(answer) === true) socket.destroy();
    });
    socket.once('close', () => resolve(answer));
    socket.once('error', reject);
  });

const head = (method: string, path: string, headers: Readonly<Record<string, string | number>>): string =>
  `${method} ${path} HTTP/1.1\r\nHost: x\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

describe('S12: A request is refused by its headers, before its body is read', () => {
  let client: SampleClient;
  let port: number;
  let memberToken: string;

  beforeAll(async () => {
    client = await SampleClient.start();
    port = await client.listen();
    memberToken = (await devToken({ sub: 'kim', roles: ['MEMBER'] })).token;
  });
  afterAll(() => client.stop());

  const json = { 'Content-Type': 'application/json', 'Content-Length': 100_000 };

  // No byte of the body is ever sent: an answer shows that none was waited for.
  it.each<[string, string, Record<string, string | number>, number, string]>([
    ['without a token', '/v1/things', json, 401, 'UNAUTHENTICATED'],
    [
      'with a token that does not hold',
      '/v1/things',
      { ...json, Authorization: 'Bearer a.b.c' },
      401,
      'UNAUTHENTICATED',
    ],
    ['with a token of another scheme', '/v1/things', { ...json, Authorization: 'Basic a2lt' }, 401, 'UNAUTHENTICATED'],
    ['for a path that does not exist', '/v1/nothing', json, 404, 'NOT_FOUND'],
    ['for a method that the path does not have', '/health/live', json, 405, 'METHOD_NOT_ALLOWED'],
  ])('%s', async (_, path, headers, status, code) => {
    const answer = await answerOf(port, head('POST', path, headers), /"traceId"/);
    expect([statusOf(answer), answer]).toEqual([status, expect.stringContaining(`"code":"${code}"`)]);
    expect(answer.toLowerCase()).not.toContain('connection: close');
  });

  it('with a role that has no row for the operation', async () => {
    const headers = { ...json, Authorization: `Bearer ${memberToken}` };
    const answer = await answerOf(port, head('POST', '/v1/things', headers), /"traceId"/);
    expect([statusOf(answer), answer]).toEqual([403, expect.stringContaining('"code":"FORBIDDEN"')]);
  });

  it.each<[string, Record<string, string | number>]>([
    ['is long', { 'Content-Type': 'application/pdf', 'Content-Length': 20_000_000 }],
    ['has no length', { 'Content-Type': 'application/pdf', 'Transfer-Encoding': 'chunked' }],
  ])('and its connection is closed where the body %s', async (_, headers) => {
    // Resolves only when the server closes the connection.
    for (const [path, status] of [
      ['/v1/things/1/file', 401],
      ['/v1/things/1', 405],
      ['/v1/nothing', 404],
      ['/metrics', 404],
    ] as const) {
      const answer = await answerOf(port, head('PUT', path, headers));
      expect([path, statusOf(answer)]).toEqual([path, status]);
      expect(answer.toLowerCase()).toContain('connection: close');
    }
  });

  it('S25: with two Authorization headers, of which a proxy may have read the other', async () => {
    const bytes = head('GET', '/v1/things', { Authorization: `Bearer ${memberToken}` }).replace(
      '\r\n\r\n',
      '\r\nauthorization: Bearer x\r\nConnection: close\r\n\r\n',
    );
    const answer = await answerOf(port, bytes);
    expect([statusOf(answer), answer]).toEqual([400, expect.stringContaining('"code":"REQUEST_MALFORMED"')]);
  });
});

describe('S12: A client that sends too much', () => {
  let client: SampleClient;
  beforeEach(async () => {
    client = await SampleClient.start({ edge: { rateLimits: LIMITS } });
  });
  afterEach(() => client.stop());

  /** Sends one after the other until the first 429. @returns how many passed, and the refusal */
  async function untilRefused(send: () => ReturnType<SampleClient['call']>) {
    for (let passed = 0; passed < 100; passed++) {
      const answer = await send();
      if (answer.status === 429) return { passed, answer };
    }
    throw new Error('No request was refused.');
  }

  it('is told when to try again, and other persons go on', async () => {
    const { passed, answer } = await untilRefused(() => client.call('GET', '/v1/things/1'));
    expect(passed).toBeGreaterThanOrEqual(LIMITS.caller.burst);
    expect(answer.body.code).toBe('RATE_LIMITED');
    expect(Number(answer.headers['retry-after'])).toBe(1);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect((await client.call('GET', '/v1/things/1', { role: 'AUDITOR' })).status).toBe(200);
  });

  it('without a token is braked by its address, whatever it asks for', async () => {
    const asked = ['/v1/things', '/v1/things/1', '/nowhere', '/metrics', '/v1/things/count', '/openapi.json'];
    let n = 0;
    const { passed } = await untilRefused(() => client.call('GET', asked[n++ % asked.length] ?? '', { role: 'none' }));
    expect(passed).toBeGreaterThanOrEqual(LIMITS.address.burst);
    expect((await client.call('GET', '/v1/things/1')).status).toBe(200);
  });

  it('with tokens that do not hold is braked by its address; a token that held before is not', async () => {
    expect((await client.call('GET', '/v1/things/1')).status).toBe(200);
    const invalid = { role: 'none', headers: { authorization: 'Bearer a.b.c' } };
    const { passed } = await untilRefused(() => client.call('GET', '/v1/things/1', invalid));
    expect(passed).toBeGreaterThanOrEqual(LIMITS.address.burst);
    expect((await client.call('GET', '/v1/things/1')).status).toBe(200);
  });

  it('sends fewer documents than other requests', async () => {
    const headers = { 'content-type': 'application/pdf' };
    const send = () => client.call('PUT', '/v1/things/1/file', { payload: Buffer.alloc(10), headers });
    const { passed } = await untilRefused(send);
    expect([passed >= LIMITS.uploads.burst, passed < LIMITS.caller.burst]).toEqual([true, true]);
    expect((await client.call('GET', '/v1/things/1')).status).toBe(200);
  });

  it('is never told that the process is dead', async () => {
    for (let n = 0; n < 200; n++) {
      expect((await client.call('GET', '/health/live', { role: 'none' })).status).toBe(200);
    }
  });
});

describe('S12: The address of a client', () => {
  const through = async (trustedProxies: readonly string[], forwarded: readonly string[]) => {
    const client = await SampleClient.start({ edge: { rateLimits: LIMITS, trustedProxies } });
    let refused = 0;
    for (let n = 0; n < 40; n++) {
      const headers = { 'x-forwarded-for': forwarded[n % forwarded.length] ?? '' };
      const { status } = await client.call('GET', '/v1/things', { role: 'none', headers });
      refused += Number(status === 429);
    }
    await client.stop();
    return refused;
  };
  const many = Array.from({ length: 40 }, (_, n) => `203.0.113.${n}`);

  it('is what a trusted proxy says', async () => {
    expect(await through(['127.0.0.0/8'], many)).toBe(0);
    expect(await through(['127.0.0.0/8'], ['203.0.113.1'])).toBeGreaterThan(0);
  });

  it('is not what the client itself says: neither to the service, nor to the proxy', async () => {
    expect(await through([], many)).toBeGreaterThan(0);
    expect(
      await through(
        ['127.0.0.1'],
        many.map((address) => `${address}, 198.51.100.9`),
      ),
    ).toBeGreaterThan(0);
  });
});

describe('S12: Connections', () => {
  it('beyond the cap are closed at once, and those that are open go on', async () => {
    const client = await SampleClient.start({ edge: { connectionsMax: 3 } });
    const port = await client.listen();
    const idle = await Promise.all(Array.from({ length: 3 }, () => opened(port)));
    expect(await answerOf(port, head('GET', '/health/live', {})).catch(() => '')).toBe('');
    const last = idle[0];
    const answered = new Promise<string>((resolve) => last?.once('data', (chunk) => resolve(String(chunk))));
    last?.write(head('GET', '/health/live', {}));
    expect(statusOf(await answered)).toBe(200);
    for (const socket of idle) socket.destroy();
    await client.stop();
  });
});

const opened = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
