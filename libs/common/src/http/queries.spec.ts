import { SampleClient } from './edge.fixture.js';

describe('A query', () => {
  let client: SampleClient;
  const call: SampleClient['call'] = (...request) => client.call(...request);

  beforeAll(async () => {
    client = await SampleClient.start();
  });
  afterAll(() => client.stop());

  it('reads text as what is declared', async () => {
    const { body } = await call('GET', '/v1/things?limit=1&open=true&category=AI&category=SAAS&status=DRAFT');
    expect(body.items[0]?.request).toMatchObject({ limit: 1, open: true, category: ['AI', 'SAAS'], status: 'DRAFT' });
    expect((await call('GET', '/v1/things?category=AI')).body.items[0]?.request.category).toEqual(['AI']);
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=abc', '/limit'],
    ['limit=1e2', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['status=DRAFT&status=SUBMITTED', '/status'],
    ['status[$ne]=x', '/status[$ne]'],
    ['open=yes', '/open'],
    ['nothing=1', '/nothing'],
    ['__proto__=1', '/__proto__'],
    ['sort=secret', '/sort'],
    ['sort=constructor', '/sort'],
    ['sort=--rank', '/sort'],
    ['cursor=WzFd', '/cursor'],
    ['cursor=!!', '/cursor'],
  ])('refuses ?%s', async (query, pointer) => {
    const { status, body } = await call('GET', `/v1/things?${query}`);
    expect({ status, errors: body.errors }).toEqual({ status: 422, errors: [expect.objectContaining({ pointer })] });
  });

  it('refuses a query where none is taken', async () => {
    expect((await call('GET', '/v1/things/1?x=1')).body.errors).toEqual([expect.objectContaining({ pointer: '/x' })]);
  });

  it('pages to the end with an opaque cursor', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await call('GET', `/v1/things?limit=2&sort=-rank${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next === undefined ? '' : `&cursor=${String(body.next)}`;
    } while (cursor !== '');
    expect(seen).toEqual(['id-3', 'id-2', 'id-1']);
  });

  it('refuses a cursor of another sort and one that hides an operator', async () => {
    const forged = (value: unknown) => Buffer.from(JSON.stringify(['_id', value, 'x'])).toString('base64url');
    expect((await call('GET', `/v1/things?sort=rank&cursor=${forged(1)}`)).body.errors[0]?.code).toBe('CURSOR_INVALID');
    expect((await call('GET', `/v1/things?cursor=${forged({ $gt: 1 })}`)).body.errors[0]?.code).toBe('CURSOR_INVALID');
  });
});
