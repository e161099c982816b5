import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { answerClientError, requireUtf8 } from './client-errors.js';
import { SampleClient } from './edge.fixture.js';

/** What a server answers to these bytes until it closes the connection. */
const answerTo = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.once('close', () => resolve(answer));
    socket.once('error', reject);
  });

function problemOf(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]),
    type: /^content-type: ([^;\r]*)/im.exec(head)?.[1],
    length: Number(/^content-length: (\d+)/im.exec(head)?.[1]) - Buffer.byteLength(body),
    body: JSON.parse(body) as unknown,
  };
}

const problem = (status: number, code: string) => ({
  status,
  type: 'application/problem+json',
  length: 0,
  body: {
    status,
    code,
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
    errors: [],
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  },
});

describe('S28: A request that Node refuses itself is answered with a problem body', () => {
  let client: SampleClient;
  let port: number;

  beforeAll(async () => {
    client = await SampleClient.start();
    port = await client.listen();
  });
  afterAll(() => client.stop());

  it.each<[string, string, number, string]>([
    ['what is no HTTP', 'hello\r\n\r\n', 400, 'REQUEST_MALFORMED'],
    ['an unknown method', 'BREW /health/live HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'REQUEST_MALFORMED'],
    [
      'two lengths',
      'POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'REQUEST_MALFORMED',
    ],
    [
      'a length and chunks',
      'POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'REQUEST_MALFORMED',
    ],
    ['no Host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'REQUEST_MALFORMED'],
    [
      'headers of 20 KB',
      `GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['an address of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    [
      'an unknown expectation',
      'GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: more\r\n\r\n',
      417,
      'EXPECTATION_UNKNOWN',
    ],
  ])('%s', async (_, bytes, status, code) => {
    expect(problemOf(await answerTo(port, bytes))).toEqual(problem(status, code));
  });

  it('headers that do not come to an end in time', async () => {
    const server: Server = createServer({ headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 });
    server.on('clientError', answerClientError);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const answer = await answerTo((server.address() as AddressInfo).port, 'GET / HTTP/1.1\r\nHost: x\r\n');
    server.close();
    expect(problemOf(answer)).toEqual(problem(408, 'REQUEST_TIMEOUT'));
  });

  it('and HTTP/1.0 needs no Host', async () => {
    expect(await answerTo(port, 'GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('The query of an address (#9)', () => {
  it.each(['/v1/listings?q=%B9%AE%BC%AD', '/v1/listings?%FF=1', '/v1/listings?q=%E'])('is refused: %s', (url) => {
    const asked = () => requireUtf8({ url });
    expect(asked).toThrow(expect.objectContaining({ status: 400, code: 'REQUEST_MALFORMED' }) as Error);
  });

  it.each(['/v1/listings', '/v1/listings?q=%EB%AC%B8%EC%84%9C', '/v1/listings?q=a+b%2Bc&limit=2'])(
    'is read: %s',
    (url) => {
      expect(() => requireUtf8({ url })).not.toThrow();
    },
  );
});
