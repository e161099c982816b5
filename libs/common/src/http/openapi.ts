import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Permissions } from '../auth/permissions.js';
import { ECHO_MAX, ERRORS_MAX } from '../kernel/errors.js';
import { EDGE_CODES } from '../kernel/refusal-codes.js';

export interface ApiTitle {
  readonly title: string;
  readonly description: string;
  readonly version: string;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const PROBLEM: JsonObject = {
  type: 'object',
  description: 'Problem details (RFC 9457)',
  required: ['type', 'title', 'status', 'code', 'detail', 'errors', 'traceId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: {
      type: 'string',
      description: `Stable: branch on this. Any operation may answer ${[...EDGE_CODES].sort().join(', ')}; its other codes are at its statuses`,
    },
    detail: { type: 'string', description: 'What was wrong, where, and what to do' },
    errors: {
      type: 'array',
      maxItems: ERRORS_MAX,
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: {
            type: 'string',
            maxLength: ECHO_MAX,
            description: 'RFC 6901, into the body or the query; a long one is cut',
          },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    traceId: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  },
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The API document of a service: routes and schemas from the code, permissions from its table.
 * @param withRows says which roles may do what; an installation in earnest tells nobody
 */
export function openApiDocument(
  app: NestFastifyApplication,
  api: ApiTitle,
  permissions: Permissions,
  withRows: boolean,
): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(api.title)
    .setDescription(api.description)
    .setVersion(api.version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  const scanned = SwaggerModule.createDocument(app, builder.build(), { autoTagControllers: false });
  const document = JSON.parse(JSON.stringify(scanned)) as JsonObject;
  const components = isObject(document['components']) ? document['components'] : {};
  const schemas = isObject(components['schemas']) ? components['schemas'] : {};
  // At this point the schemas are those of request classes: a field they do not declare is refused.
  for (const schema of Object.values(schemas)) if (isObject(schema)) schema['additionalProperties'] = false;
  document['paths'] = hoisted(document['paths'] ?? {}, schemas);
  document['components'] = { ...components, schemas: sorted({ ...schemas, Problem: PROBLEM }) };
  permit(document['paths'], permissions, withRows);
  return document as unknown as OpenAPIObject;
}

/** Moves every schema with an `$id` to the components and leaves a reference. */
function hoisted(value: Json, schemas: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => hoisted(item, schemas));
  if (!isObject(value)) return value;
  const { $id, ...rest } = value;
  const inner: JsonObject = Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [key, hoisted(item, schemas)]),
  );
  if (typeof $id !== 'string') return inner;
  Object.assign(schemas, { [$id]: inner });
  return { $ref: `#/components/schemas/${$id}` };
}

const sorted = (schemas: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Writes into each operation whether it needs a token, and its rows of the permission table. */
function permit(paths: Json, permissions: Permissions, withRows: boolean): void {
  if (!isObject(paths)) return;
  for (const item of Object.values(paths)) {
    if (!isObject(item)) continue;
    for (const operation of Object.values(item)) {
      if (!isObject(operation) || typeof operation['operationId'] !== 'string') continue;
      const id = operation['operationId'];
      if (!permissions.has(id)) continue;
      operation['security'] = permissions.isPublic(id) ? [{}, { bearer: [] }] : [{ bearer: [] }];
      if (!withRows) continue;
      operation['x-permissions'] = permissions.describe(id).map(({ role, relation }) => ({ role, relation }));
    }
  }
}
