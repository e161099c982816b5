import { SampleClient } from './edge.fixture.js';

describe('S23: The operations port', () => {
  let client: SampleClient;
  let business: string;
  let operations: string;

  beforeAll(async () => {
    const rateLimits = {
      caller: { perSecond: 1, burst: 1 },
      address: { perSecond: 50, burst: 20 },
      uploads: { perSecond: 1, burst: 1 },
    };
    client = await SampleClient.start({ edge: { rateLimits } });
    business = `http://127.0.0.1:${await client.listen()}`;
    operations = await client.listenForOperations();
  });
  afterAll(() => client.stop());

  const statuses = async (path: string, init: RequestInit = {}) => {
    const [one, other] = await Promise.all([fetch(business + path, init), fetch(operations + path, init)]);
    return [one.status, other.status];
  };

  it('has metrics, clock and tokens, which the business port does not know, whatever the method', async () => {
    expect(await statuses('/metrics')).toEqual([404, 200]);
    expect(await statuses('/metrics?x=1')).toEqual([404, 200]);
    expect(await statuses('/v1/clock')).toEqual([404, 401]);
    expect(await statuses('/v1/clock', { method: 'DELETE' })).toEqual([404, 405]);
    expect(await statuses('/dev/tokens')).toEqual([404, 405]);
    expect(await statuses('/health/live')).toEqual([200, 200]);
  });

  it('does not know what the business port has', async () => {
    expect(await statuses('/v1/things')).toEqual([200, 404]);
    expect(await statuses('/v1/things/1')).toEqual([401, 404]);
    expect(await statuses('/openapi.json')).toEqual([200, 404]);
    expect(await statuses('/docs')).toEqual([200, 404]);
  });

  it.each(['/metrics/', '//metrics', '/./metrics', '/Metrics', '/met%72ics', '/v1/things/../../metrics', '/metrics;x'])(
    'is not reached through the business port by another spelling: %s',
    async (path) => {
      const { status, body } = await client.call('GET', path, { role: 'none' });
      expect([status, body.code]).toEqual([404, 'NOT_FOUND']);
    },
  );

  it('S12: is never braked', async () => {
    for (let n = 0; n < 100; n++) expect((await fetch(`${operations}/metrics`)).status).toBe(200);
  });

  it('refuses what is no HTTP with a problem body, as the business port does', async () => {
    const answer = await fetch(`${operations}/metrics`, { headers: { 'x-long': 'x'.repeat(20_000) } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([431, 'application/problem+json']);
  });
});

describe('S23: Every answer', () => {
  it('keeps browsers from using it for anything else', async () => {
    const client = await SampleClient.start({ edge: { hstsSeconds: 600 } });
    for (const path of ['/v1/things', '/v1/things/1', '/nowhere', '/docs']) {
      const { headers } = await client.call('GET', path, { role: 'none' });
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=600',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()') as string,
        'content-security-policy': expect.not.stringMatching(/script-src[^;]*unsafe/) as string,
      });
    }
    await client.stop();
  });

  it('of an installation without TLS speaks of no TLS', async () => {
    const client = await SampleClient.start();
    expect((await client.call('GET', '/v1/things')).headers).not.toHaveProperty('strict-transport-security');
    await client.stop();
  });
});

describe('S23: A service in earnest', () => {
  it('has no page, and its API document does not say which roles may do what', async () => {
    const auth = { mode: 'oidc', issuer: 'http://127.0.0.1:1', audience: 'x', rolesClaim: 'roles' } as const;
    const client = await SampleClient.start({ auth });
    for (const path of ['/docs', '/docs/', '/docs/swagger-ui-init.js', '/docs/swagger-ui-bundle.js'])
      expect([path, (await client.call('GET', path, { role: 'none' })).status]).toEqual([path, 404]);
    const { status, text } = await client.call('GET', '/openapi.json', { role: 'none' });
    expect(status).toBe(200);
    expect(text).toContain('"security"');
    expect(text).not.toContain('x-permissions');
    await client.stop();
  });
});
