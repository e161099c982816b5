import { good, SampleClient } from './edge.fixture.js';

describe('A request', () => {
  let client: SampleClient;
  const call: SampleClient['call'] = (...request) => client.call(...request);
  const post: SampleClient['post'] = (...request) => client.post(...request);

  beforeAll(async () => {
    client = await SampleClient.start();
  });
  afterAll(() => client.stop());

  describe('headers of a command', () => {
    const metaOf = async (headers: Record<string, string>, payload: object = good) =>
      (await post(payload, headers)).body.seen.meta;

    it('derives the command from key, person and operation', async () => {
      const [first, again, other] = [
        await metaOf({ 'idempotency-key': 'k1' }),
        await metaOf({ 'idempotency-key': 'k1' }),
        await metaOf({}),
      ];
      expect(again).toMatchObject({
        causationId: first.causationId,
        requestHash: first.requestHash,
        operation: 'draftThing',
      });
      expect(other.causationId).not.toBe(first.causationId);
      expect(other.requestHash).toBeUndefined();
      expect((await metaOf({ 'idempotency-key': 'k1' }, { ...good, name: 'x' })).requestHash).not.toBe(
        first.requestHash,
      );
      expect(first.actor).toEqual({ kind: 'person', sub: 'a-SUPPLIER', org: '1234567890', roles: ['SUPPLIER'] });
    });

    it('goes on with the trace of the caller', async () => {
      const meta = await metaOf({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
      expect(meta.traceparent).toMatch(/^00-a{32}-[0-9a-f]{16}-01$/);
    });

    it.each([
      [undefined, 428, 'IF_MATCH_REQUIRED'],
      ['*', 422, 'IF_MATCH_INVALID'],
      ['W/"1"', 422, 'IF_MATCH_INVALID'],
      ['"1", "2"', 422, 'IF_MATCH_INVALID'],
      ['1', 422, 'IF_MATCH_INVALID'],
      ['"1234567890123456"', 422, 'IF_MATCH_INVALID'],
    ])('If-Match %s → %s', async (value, status, code) => {
      const answer = await call('POST', '/v1/things/1/submission', {
        headers: value === undefined ? {} : { 'if-match': value },
      });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it('takes the version of If-Match', async () => {
      const { status, body, headers } = await call('POST', '/v1/things/1/submission', {
        headers: { 'if-match': '"12"' },
      });
      expect([status, body.seen.meta.expectedVersion, headers['etag']]).toEqual([200, 12, '"2"']);
    });

    it.each(['x'.repeat(201), 'a b', ''])('refuses Idempotency-Key "%s"', async (key) => {
      expect((await post(good, { 'idempotency-key': key })).body.code).toBe('IDEMPOTENCY_KEY_INVALID');
    });
  });

  describe('who may', () => {
    it.each<[string, string, string, number]>([
      ['no token', 'none', '/v1/things/1', 401],
      ['a role without a row', 'MEMBER', '/v1/things/1', 403],
      ['an auditor with a row', 'AUDITOR', '/v1/things/1', 200],
      ['an auditor without one', 'AUDITOR', '/v1/things/1/parts/1', 403],
      ['nobody, what is public', 'none', '/v1/things', 200],
      ['an operation without rows', 'SUPPLIER', '/v1/unlisted', 403],
      ['an operation without rows, no token', 'none', '/v1/unlisted', 401],
      ['a route without @Operation', 'SUPPLIER', '/undeclared', 403],
      ['an open route', 'none', '/health/live', 200],
    ])('%s (%s) on %s → %s', async (_, role, url, status) => {
      const answer = await call('GET', url, { role });
      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
    });

    it.each(['Bearer abc', 'Basic abc', 'Bearer', ''])('refuses "%s", on public routes too', async (authorization) => {
      const answer = await call('GET', '/v1/things', { role: 'none', headers: { authorization } });
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([
        401,
        expect.stringContaining('Bearer error='),
      ]);
    });

    it('hands out development tokens', async () => {
      const operations = await client.listenForOperations();
      const ask = (payload: object) =>
        fetch(`${operations}/dev/tokens`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(payload),
        });
      const answer = await ask({ sub: 'kim', org: '123-45-67890', roles: ['SUPPLIER'], name: '김' });
      expect(answer.status).toBe(200);
      const body = (await answer.json()) as { readonly token: string };
      const { body: seen } = await call('GET', '/v1/things/1', {
        role: 'none',
        headers: { authorization: `Bearer ${String(body.token)}` },
      });
      expect(seen.seen.actor).toEqual({ kind: 'person', sub: 'kim', org: '1234567890', roles: ['SUPPLIER'] });
      expect((await ask({ sub: 'kim', roles: ['KING'] })).status).toBe(422);
    });
  });

  describe('failures', () => {
    it.each<[string, number, string]>([
      ['/v1/things/broken', 500, 'INTERNAL'],
      ['/v1/things/away', 503, 'STORE_UNAVAILABLE'],
      ['/v1/nowhere', 404, 'NOT_FOUND'],
      ['/v1/things/1/parts/x', 404, 'NOT_FOUND'],
      [`/v1/things/${'x'.repeat(300)}`, 414, 'ADDRESS_TOO_LONG'],
      ['/v1/things/%zz', 400, 'REQUEST_MALFORMED'],
    ])('%s → %s %s', async (url, status, code) => {
      const answer = await call('GET', url);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.text).not.toContain('secret');
      expect(answer.headers['retry-after'] !== undefined).toBe(status === 503);
    });

    it('words a refusal of the domain', async () => {
      const { status, body } = await call('POST', '/v1/things/closed/submission', { headers: { 'if-match': '"1"' } });
      expect([status, body.code, body.detail, body.title]).toEqual([
        409,
        'THING_NOT_DRAFT',
        'The thing is no draft.',
        'Wrong state',
      ]);
    });

    it('S28: never takes a word that is a path of its own for the value of a parameter', async () => {
      const refused = await call('GET', '/v1/things/count');
      expect([refused.status, refused.headers['allow']]).toEqual([405, 'OPTIONS, POST']);
      expect((await call('POST', '/v1/things/count')).status).toBe(200);
      expect((await call('GET', '/v1/things/counts')).status).toBe(200);
    });

    it('answers methods a path does not have', async () => {
      const refused = await call('PATCH', '/v1/things/1', { payload: {} });
      expect([refused.status, refused.headers['allow'], refused.body.code]).toEqual([
        405,
        'GET, HEAD, OPTIONS',
        'METHOD_NOT_ALLOWED',
      ]);
      const options = await call('OPTIONS', '/v1/things', { role: 'none' });
      expect([options.status, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
      const head = await call('HEAD', '/v1/things/1');
      expect([head.status, head.text, head.headers['etag']]).toEqual([200, '', '"7"']);
    });
  });
});
