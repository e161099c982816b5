import type { FieldError } from '../../kernel/errors.js';
import { fieldsOf, isPlainObject, problemsOf, type ClassOf, type Field } from './field-registry.js';
import { pointerTo } from './json-body.js';

/** The declared part of a body, safe to be turned into instances, and the mistakes in the rest. */
export interface Shaped {
  readonly value: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

/**
 * Checks the shape of a body as it was sent. class-transformer would silently drop names such as `toString`. It would
 * also walk through a megabyte of nested lists before the check could say that a text was expected there.
 */
export function shaped(type: ClassOf, plain: Readonly<Record<string, unknown>>, pointer = ''): Shaped {
  const fields = fieldsOf(type);
  const value: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const [key, given] of Object.entries(plain)) {
    const at = pointerTo(pointer, key);
    const field = fields.get(key);
    if (field === undefined) {
      errors.push({ pointer: at, code: 'FIELD_UNKNOWN', detail: `allowed are ${[...fields.keys()].join(', ')}` });
    } else if (!hasShape(field, given)) {
      // A placeholder for what is refused already, so that it does not count as missing.
      value[key] = null;
      errors.push(...fieldErrors(field, given, at));
    } else {
      const inner = field.nested === undefined ? { value: given, errors: [] } : nested(field.nested(), given, at);
      value[key] = inner.value;
      errors.push(...inner.errors);
    }
  }
  return { value, errors };
}

export const fieldErrors = (field: Field, value: unknown, at: string): readonly FieldError[] =>
  problemsOf(field, value).map(({ pointer, code }) => ({ pointer: at + pointer, code, detail: field.words }));

/** Plain values and objects where they are expected, and lists no longer than allowed. */
function hasShape(field: Field, value: unknown): boolean {
  const fitsItem =
    field.nested === undefined ? (item: unknown) => typeof item !== 'object' || item === null : isPlainObject;
  if (!field.list) return fitsItem(value);
  const { maxItems } = field.schema as { maxItems?: number };
  return Array.isArray(value) && value.length <= (maxItems ?? Infinity) && value.every(fitsItem);
}

function nested(
  type: ClassOf,
  given: unknown,
  at: string,
): { readonly value: unknown; readonly errors: readonly FieldError[] } {
  if (!Array.isArray(given)) return shaped(type, given as Record<string, unknown>, at);
  const items = given.map((item, index) => shaped(type, item as Record<string, unknown>, pointerTo(at, index)));
  return { value: items.map(({ value }) => value), errors: items.flatMap(({ errors }) => errors) };
}
