import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { EventDefinition } from './define-event.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);

/** The same schema with every object closed: nobody may state what was not declared. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return copy['type'] === 'object' && 'properties' in copy ? { ...copy, additionalProperties: false } : copy;
}

const compiled = new WeakMap<EventDefinition, { strict: ValidateFunction; tolerant: ValidateFunction }>();

function validators(definition: EventDefinition) {
  let known = compiled.get(definition);
  if (known === undefined) {
    known = { strict: ajv.compile(closed(definition.data) as object), tolerant: ajv.compile(definition.data) };
    compiled.set(definition, known);
  }
  return known;
}

const problems = (validate: ValidateFunction): string =>
  (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`).join('; ');

/**
 * Refuses, before anything is stored, data that its published schema does not allow. So an outbox never holds an event
 * that cannot be published. Such data is a mistake of ours: an error, not a refusal of the caller's command.
 */
export function checkPublishable(definition: EventDefinition, data: unknown): void {
  const { strict } = validators(definition);
  if (!strict(data)) throw new TypeError(`${definition.name} does not match its schema: ${problems(strict)}`);
}

/** Why a received value does not fit its schema, or undefined. Unknown fields are allowed. */
export function whyNotReadable(definition: EventDefinition, data: unknown): string | undefined {
  const { tolerant } = validators(definition);
  return tolerant(data) ? undefined : problems(tolerant);
}
