import { Validator } from '@seriousme/openapi-schema-validator';
import { SampleClient } from './edge.fixture.js';

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly responses: Readonly<Record<string, object>>;
            readonly parameters: readonly {
              readonly name: string;
              readonly schema: { readonly enum?: readonly string[]; readonly pattern?: string };
            }[];
          }
        >
      >
    >
  >;
}

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

  it('S28: says what the edge takes and answers', async () => {
    const { text } = await call('GET', '/openapi.json', { role: 'none' });
    const { paths } = JSON.parse(text) as Document;
    const operations = Object.values(paths)
      .flatMap((item) => Object.values(item))
      .filter(({ operationId }) => !operationId.startsWith('Things_'));
    expect(operations.length).toBeGreaterThan(5);
    for (const { operationId, responses } of operations) {
      expect([operationId, responses['400']]).toEqual([
        operationId,
        expect.objectContaining({ description: expect.stringContaining('JSON_MALFORMED') }),
      ]);
    }
    const schemaOf = (path: string, method: string, name: string) =>
      paths[path]?.[method]?.parameters.find((parameter) => parameter.name === name)?.schema;
    expect(schemaOf('/v1/things', 'get', 'sort')?.enum).toEqual(['createdAt', '-createdAt', 'rank', '-rank']);
    const ifMatch = new RegExp(schemaOf('/v1/things/{id}/submission', 'post', 'If-Match')?.pattern ?? '');
    for (const tag of ['"1"', '"123456789012345"', '"1234567890123456"', 'W/"1"', '*', '""']) {
      const { status } = await call('POST', '/v1/things/1/submission', { headers: { 'if-match': tag } });
      expect([tag, status]).toEqual([tag, ifMatch.test(tag) ? 200 : 422]);
    }
  });

  it('has a page for people', async () => {
    const { status, headers } = await call('GET', '/docs', { role: 'none' });
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  });

  it('S12: says that any operation may answer 429 and 503, and when to try again', async () => {
    const { text } = await call('GET', '/openapi.json', { role: 'none' });
    const { paths } = JSON.parse(text) as Document;
    const operations = Object.values(paths)
      .flatMap((item) => Object.values(item))
      .filter(({ operationId }) => !operationId.startsWith('Things_'));
    const retryAfter = { headers: { 'Retry-After': expect.objectContaining({ schema: { type: 'integer' } }) } };
    for (const { operationId, responses } of operations)
      expect([operationId, responses['429'], responses['503']]).toEqual([
        operationId,
        expect.objectContaining(retryAfter),
        expect.objectContaining(retryAfter),
      ]);
  });

  it('S23: loads no script from anywhere else on its page, and runs none that stands in it', async () => {
    const { text, headers } = await call('GET', '/docs', { role: 'none' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'self'; style-src /);
    expect(headers['content-security-policy']).not.toMatch(/script-src|unsafe-eval/);
    const scripts = [...text.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(2);
    for (const [, attributes, inside] of scripts)
      expect([attributes, inside?.trim()]).toEqual([expect.stringMatching(/^ src="\.\/docs\//), '']);
  });
});
