import { Validator } from '@seriousme/openapi-schema-validator';
import { SampleClient } from './edge.fixture.js';

describe('The API document', () => {
  let client: SampleClient;
  const call: SampleClient['call'] = (...request) => client.call(...request);

  beforeAll(async () => {
    client = await SampleClient.start();
  });
  afterAll(() => client.stop());

  it('is valid OpenAPI 3.1 with permissions', async () => {
    const { status, body, text } = await call('GET', '/openapi.json', { role: 'none' });
    expect(status).toBe(200);
    const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    const submit = body.paths['/v1/things/{id}/submission']?.post;
    expect(submit).toMatchObject({
      operationId: 'submitThing',
      security: [{ bearer: [] }],
      'x-permissions': [{ role: 'SUPPLIER', relation: 'any' }],
    });
    expect(submit?.responses['200']).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
    });
    expect(body.components.schemas.Draft).toMatchObject({
      required: ['name', 'supplier', 'lines'],
      properties: { name: { type: 'string', minLength: 1, maxLength: 20 }, lines: { type: 'array', maxItems: 3 } },
    });
    expect(JSON.stringify(body)).not.toContain('~kind');
  });

  it('has a page for people', async () => {
    const { status, headers } = await call('GET', '/docs', { role: 'none' });
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  });
});
