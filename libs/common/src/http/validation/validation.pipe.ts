import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { Validator } from 'class-validator/cjs/validation/Validator.js';
import { invalid, type FieldError } from '../../kernel/errors.js';
import { fieldsOf, isPlainObject, isRequestClass, type ClassOf, type Field } from './field-registry.js';
import { pointerTo } from './json-body.js';
import { fieldErrors, shaped } from './request-shape.js';

/** A body full of mistakes is not answered with a megabyte of corrections. */
export const ERRORS_MAX = 100;

const validator = new Validator();

/** Checks bodies and queries against their classes; every failure of a request is named in one answer. */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    // Events of a consumer pass here too, without a request class; the interceptor ensures that HTTP has one.
    if ((type !== 'body' && type !== 'query') || !isRequestClass(metatype)) return value;
    return checked(metatype, type === 'query' ? queryValues(metatype, value) : value);
  }
}

/** A request class filled from JSON. @throws Refusal 422 naming every field that is wrong */
export function checked<T extends object>(type: new () => T, value: unknown): T {
  const plain = value === undefined ? {} : value;
  if (!isPlainObject(plain)) {
    const detail = 'a JSON object';
    throw invalid('REQUEST_INVALID', 'The body has to be a JSON object.', [
      { pointer: '', code: 'BODY_INVALID', detail },
    ]);
  }
  const { value: declared, errors: misshapen } = shaped(type, plain);
  const instance = plainToInstance(type, declared);
  const wrong = validator
    .validateSync(instance, { stopAtFirstError: true })
    .flatMap((error) => wrongFields(error, type, ''));
  const errors = [
    ...misshapen,
    ...wrong.filter(({ pointer }) => !misshapen.some((known) => isWithin(known.pointer, pointer))),
  ].slice(0, ERRORS_MAX);
  if (errors.length > 0) {
    const names = [...new Set(errors.map(({ pointer }) => pointer))].join(', ');
    throw invalid('REQUEST_INVALID', `The request is not as it should be: ${names}.`, errors);
  }
  return instance;
}

const isWithin = (pointer: string, outer: string): boolean => pointer === outer || pointer.startsWith(`${outer}/`);

function wrongFields(error: ValidationError, type: ClassOf, base: string): readonly FieldError[] {
  const pointer = pointerTo(base, error.property);
  const field = fieldsOf(type).get(error.property);
  if (field !== undefined && error.constraints?.['field'] !== undefined) {
    return fieldErrors(field, error.value, pointer);
  }
  const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, code: 'FIELD_INVALID', detail }));
  const nested = field?.nested?.();
  if (nested === undefined) return own;
  return [
    ...own,
    ...(error.children ?? []).flatMap((child) => childErrors(child, nested, pointer, field?.list ?? false)),
  ];
}

/** In a list, class-validator puts one level with the index between the list and its items. */
const childErrors = (child: ValidationError, nested: ClassOf, pointer: string, list: boolean): readonly FieldError[] =>
  list
    ? (child.children ?? []).flatMap((inner) => wrongFields(inner, nested, pointerTo(pointer, child.property)))
    : wrongFields(child, nested, pointer);

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
