import { SampleClient } from './edge.fixture.js';

const IF_MATCH = { 'if-match': '"1"' };

describe('A refusal', () => {
  let production: SampleClient;
  let underTest: SampleClient;

  beforeAll(async () => {
    production = await SampleClient.start();
    underTest = await SampleClient.start({ declaredOnly: true });
  });
  afterAll(() => Promise.all([production.stop(), underTest.stop()]));

  const outcome = async (client: SampleClient, id: string, headers: Record<string, string> = IF_MATCH) => {
    const { status, body } = await client.call('POST', `/v1/things/${id}/submission`, { headers });
    return `${status} ${body.code}`;
  };

  it('that its operation declares is answered', async () => {
    expect(await outcome(production, 'decided')).toBe('409 APPLICATION_NOT_DRAFT');
    expect(await outcome(underTest, 'decided')).toBe('409 APPLICATION_NOT_DRAFT');
  });

  it('that its operation does not declare is answered in production and a fault under test', async () => {
    expect(await outcome(production, 'closed')).toBe('409 THING_NOT_DRAFT');
    expect(await outcome(underTest, 'closed')).toBe('500 INTERNAL');
  });

  it('of the edge need not be declared', async () => {
    expect(await outcome(underTest, 'decided', {})).toBe('428 IF_MATCH_REQUIRED');
  });

  it('is in the API document under the status it comes with', async () => {
    const { body } = await production.call('GET', '/openapi.json', { role: 'none' });
    const responses = body.paths['/v1/things/{id}/submission']?.post.responses as Record<
      string,
      { description: string }
    >;
    expect(responses['409']?.description).toContain('`APPLICATION_NOT_DRAFT`');
    expect(responses['422']?.description).not.toContain('APPLICATION_NOT_DRAFT');
  });
});
