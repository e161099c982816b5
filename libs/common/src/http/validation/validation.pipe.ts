import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { invalid } from '../../kernel/errors.js';
import { filled, judgementOf } from './acceptance.js';
import { fieldsOf, isPlainObject, isRequestClass, type ClassOf, type Field } from './field-registry.js';
import { wordsFor } from './wording.js';

/** Checks bodies and queries against their classes; every failure of a request is named in one answer. */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    // Events of a consumer pass here too, without a request class; the interceptor ensures that HTTP has one.
    if ((type !== 'body' && type !== 'query') || !isRequestClass(metatype)) return value;
    return checked(metatype, type === 'query' ? queryValues(metatype, value) : value);
  }
}

const NAMED_MAX = 10;

/**
 * A request class filled from JSON: cleaned, then accepted by its compiled schema. Only what the schema refuses is
 * looked at by class-validator, for the words.
 * @throws Refusal 422 naming every field that is wrong
 */
export function checked<T extends object>(type: ClassOf<T>, value: unknown): T {
  const given = value === undefined ? {} : value;
  if (!isPlainObject(given)) {
    const detail = 'a JSON object';
    throw invalid('REQUEST_INVALID', 'The body has to be a JSON object.', [
      { pointer: '', code: 'BODY_INVALID', detail },
    ]);
  }
  const { plain, isAccepted } = judgementOf(type, given);
  if (isAccepted) return filled(type, plain);
  const errors = wordsFor(type, plain);
  // Without words there would be no refusal: the two ways to check must never differ.
  if (errors.length === 0) throw new Error(`The schema of ${type.name} refuses what class-validator accepts.`);
  const names = [...new Set(errors.map(({ pointer }) => pointer))];
  const more = names.length > NAMED_MAX ? ` and ${names.length - NAMED_MAX} more` : '';
  throw invalid(
    'REQUEST_INVALID',
    `The request is not as it should be: ${names.slice(0, NAMED_MAX).join(', ')}${more}.`,
    errors,
  );
}

/** Query parameters are text; a parameter may be repeated only where a list is declared. */
function queryValues(type: ClassOf, query: unknown): Record<string, unknown> {
  const fields = fieldsOf(type);
  const given = isPlainObject(query) ? query : {};
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, queryValue(fields.get(key), value)]));
}

function queryValue(field: Field | undefined, value: unknown): unknown {
  if (field?.list) return Array.isArray(value) ? value : [value];
  return typeof value === 'string' && field?.fromText !== undefined ? field.fromText(value) : value;
}
