import { SecurityLog } from '../observability/security-log.js';
import { SampleClient } from './edge.fixture.js';

describe('S13: requests in the security log', () => {
  const entries: object[] = [];
  let client: SampleClient;

  beforeAll(async () => {
    const security = new SecurityLog((message, fields) => void entries.push({ message, ...fields }));
    client = await SampleClient.start({ security });
  });
  beforeEach(() => {
    entries.length = 0;
  });
  afterAll(() => client.stop());

  it('are there with the cause when a token is missing or does not hold, and never with the token', async () => {
    await client.call('GET', '/v1/things/1?secret=1', { role: 'none' });
    await client.call('GET', '/v1/things/1', {
      role: 'none',
      headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
    });
    await client.call('GET', '/v1/things/1', { role: 'none', headers: { authorization: 'Basic a2ltOjEyMzQ=' } });
    expect(entries).toMatchObject([
      {
        message: 'refused',
        status: 401,
        cause: expect.stringContaining('needs a token') as string,
        path: '/v1/things/1',
      },
      { message: 'refused', status: 401, cause: expect.stringContaining('does not hold') as string },
      { message: 'refused', status: 401, cause: expect.stringContaining('Authorization') as string },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/secret|eyJ|a2lt/);
    expect(entries[0]).toMatchObject({ address: '127.0.0.1' });
  });

  it('are there with person, operation and id when the person may not', async () => {
    await client.call('GET', '/v1/things/id-7/parts/1', { role: 'MEMBER' });
    await client.call('GET', '/v1/things/withheld');
    expect(entries).toEqual([
      expect.objectContaining({ status: 403, cause: 'FORBIDDEN', sub: 'a-MEMBER', path: '/v1/things/id-7/parts/1' }),
      expect.objectContaining({ status: 404, cause: 'NOT_FOUND', sub: 'a-SUPPLIER', path: '/v1/things/withheld' }),
    ]);
    expect(entries[1]).not.toHaveProperty('address');
  });

  it('are there when a rule says no to the person rather than to the act', async () => {
    await client.call('POST', '/v1/things/linked/submission', { headers: { 'if-match': '"1"' } });
    expect(entries).toEqual([expect.objectContaining({ status: 422, cause: 'OFFICER_LINKED', sub: 'a-SUPPLIER' })]);
  });

  it('are not there when a rule refuses, or nothing was ever there', async () => {
    await client.call('GET', '/v1/things/absent');
    await client.post({});
    await client.call('GET', '/nowhere');
    expect(entries).toEqual([]);
  });

  it('are there when personal data left the service: person, operation and ids', async () => {
    await client.call('GET', '/v1/things/id-7');
    await client.call('GET', '/v1/things?limit=2&sort=-rank');
    await client.call('GET', '/v1/things/broken');
    expect(entries).toEqual([
      { message: 'accessed', what: 'CONTACT', operation: 'getThing', sub: 'a-SUPPLIER', ids: ['id-7'] },
      { message: 'accessed', what: 'CONTACT', operation: 'listThings', sub: 'a-SUPPLIER', ids: ['id-3'] },
    ]);
  });
});
