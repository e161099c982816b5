import { schemaReference } from '#common/events/cloud-event.js';
import type { EventDefinition } from '#common/events/define-event.js';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** TypeBox keeps marks of its own under keys with `~`, which are no part of JSON Schema. */
export const plain = (schema: object): JsonObject =>
  JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key.startsWith('~') ? undefined : value))) as JsonObject;

/** The JSON Schema of an event's data. Objects are open: a reader ignores what it does not know. */
export const eventSchema = (event: EventDefinition): JsonObject => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: schemaReference(event.type),
  title: event.name,
  description: event.doc,
  ...plain(event.data),
});
