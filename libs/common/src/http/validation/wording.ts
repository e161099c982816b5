import type { ValidationError } from 'class-validator';
import { Validator } from 'class-validator/cjs/validation/Validator.js';
import { ERRORS_MAX, type FieldError } from '../../kernel/errors.js';
import { own } from '../../kernel/own.js';
import { accepts } from './acceptance.js';
import {
  fieldsOf,
  isPlainObject,
  isWithinLimit,
  problemsOf,
  type ClassOf,
  type Field,
  type PlainObject,
} from './field-registry.js';
import { pointerTo } from './json-body.js';

const validator = new Validator();

/** Stands for a nested object in which nothing is wrong; it declares nothing, so there is nothing to check. */
const ACCEPTED = Object.freeze(new (class Accepted {})());

/**
 * Says what is wrong with a cleaned object that its schema refuses, by class-validator: `ERRORS_MAX` mistakes at most.
 * Class-validator gets to see only those nested objects that their schema refuses, and no more than `ERRORS_MAX` of
 * them, so a large body with few mistakes costs little more than its acceptance.
 */
export function wordsFor(type: ClassOf, plain: PlainObject): readonly FieldError[] {
  const refused = new Refused();
  const instance = refused.partOf(type, plain, '');
  if (refused.errors.length < ERRORS_MAX) {
    const options = { stopAtFirstError: true, forbidUnknownValues: false };
    for (const error of validator.validateSync(instance, options)) addWords(refused, error, { type, plain, at: '' });
  }
  return refused.errors;
}

/** The part of a body that has to be looked at, and the mistakes found. */
class Refused {
  readonly errors: FieldError[] = [];
  private objects = 0;

  add(error: FieldError): void {
    if (this.errors.length < ERRORS_MAX) this.errors.push(error);
  }

  /** An instance with what was sent; what is not declared is named at once. */
  partOf(type: ClassOf, plain: PlainObject, at: string): object {
    this.objects += 1;
    const fields = fieldsOf(type);
    const values: [name: string, value: unknown][] = [];
    for (const key of Object.keys(plain)) {
      if (this.errors.length >= ERRORS_MAX) break;
      const given = own(plain, key);
      const field = fields.get(key);
      if (field === undefined) this.add(unknown(type, pointerTo(at, key)));
      else if (given !== undefined) values.push([key, this.valueOf(field, given, pointerTo(at, key))]);
    }
    return Object.assign(new type(), Object.fromEntries(values));
  }

  private valueOf(field: Field, given: unknown, at: string): unknown {
    const nested = field.nested?.();
    if (nested === undefined) return given;
    if (!hasNestedShape(field, given)) return null;
    return Array.isArray(given)
      ? given.map((item: PlainObject, i) => this.nestedOf(nested, item, at, i))
      : this.nestedOf(nested, given as PlainObject, at);
  }

  private nestedOf(type: ClassOf, plain: PlainObject, at: string, index?: number): object {
    if (this.objects >= ERRORS_MAX || this.errors.length >= ERRORS_MAX || accepts(type, plain)) return ACCEPTED;
    return this.partOf(type, plain, index === undefined ? at : pointerTo(at, index));
  }
}

const allowed = new WeakMap<ClassOf, string>();

function unknown(type: ClassOf, pointer: string): FieldError {
  const detail = allowed.get(type) ?? `allowed are ${[...fieldsOf(type).keys()].join(', ')}`;
  allowed.set(type, detail);
  return { pointer, code: 'FIELD_UNKNOWN', detail };
}

/** Objects where they are expected. Class-validator would walk through lists of any depth that stand in their place. */
const hasNestedShape = (field: Field, value: unknown): boolean =>
  field.list ? Array.isArray(value) && isWithinLimit(field, value) && value.every(isPlainObject) : isPlainObject(value);

/** The object that an error of class-validator is about, as it was sent. */
interface Place {
  readonly type: ClassOf;
  readonly plain: PlainObject;
  readonly at: string;
}

function addWords(refused: Refused, error: ValidationError, { type, plain, at }: Place): void {
  const name = error.property;
  const field = fieldsOf(type).get(name);
  const given = own(plain, name);
  const pointer = pointerTo(at, name);
  if (field !== undefined && error.constraints?.['field'] !== undefined) {
    for (const problem of problemsOf(field, given)) refused.add({ ...problem, pointer: pointer + problem.pointer });
    return;
  }
  for (const detail of Object.values(error.constraints ?? {})) refused.add({ pointer, code: 'FIELD_INVALID', detail });
  const nested = field?.nested?.();
  if (nested === undefined) return;
  for (const child of error.children ?? []) {
    if (field?.list !== true) {
      addWords(refused, child, { type: nested, plain: given as PlainObject, at: pointer });
      continue;
    }
    // In a list, class-validator puts one level with the index between the list and its items.
    const item = (given as readonly PlainObject[])[Number(child.property)] ?? {};
    for (const inner of child.children ?? [])
      addWords(refused, inner, { type: nested, plain: item, at: pointerTo(pointer, child.property) });
  }
}
