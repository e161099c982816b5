import type { ValidateFunction } from 'ajv';
import { own } from '../../kernel/own.js';
import {
  fieldsOf,
  isPlainObject,
  isWithinLimit,
  validatorOf,
  type ClassOf,
  type Field,
  type JsonSchema,
  type PlainObject,
} from './field-registry.js';

/** A request class as one JSON Schema: what its fields declare, and nothing else. */
function schemaOf(type: ClassOf): JsonSchema {
  const fields = [...fieldsOf(type)];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, field]) => [name, propertyOf(field)])),
    required: fields.filter(([, { optional }]) => !optional).map(([name]) => name),
    additionalProperties: false,
  };
}

function propertyOf({ schema, nested, list }: Field): JsonSchema {
  if (nested === undefined) return schema;
  const inner = schemaOf(nested());
  return list ? { ...schema, items: inner } : inner;
}

const compiled = new WeakMap<ClassOf, ValidateFunction>();

/** Whether a cleaned object is as its class declares. It stops at the first mistake; the class is compiled once. */
export function accepts(type: ClassOf, plain: PlainObject): boolean {
  const known = compiled.get(type);
  if (known !== undefined) return known(plain);
  const validate = validatorOf(schemaOf(type));
  compiled.set(type, validate);
  return validate(plain);
}

/**
 * The declared texts of an object in the form that is checked and kept. What is in that form already stays the same
 * object, and what has another shape than declared stays for the check to refuse.
 */
export function cleaned(type: ClassOf, plain: PlainObject): PlainObject {
  const changes = [...fieldsOf(type)].flatMap(([name, field]) => {
    const given = own(plain, name);
    const value = given === undefined ? given : cleanedValue(field, given);
    return value === given ? [] : [[name, value] as const];
  });
  return changes.length === 0 ? plain : { ...plain, ...Object.fromEntries(changes) };
}

function cleanedValue(field: Field, given: unknown): unknown {
  const { nested, clean } = field;
  const one = (value: unknown): unknown => {
    if (nested !== undefined) return isPlainObject(value) ? cleaned(nested(), value) : value;
    return clean !== undefined && typeof value === 'string' ? clean(value) : value;
  };
  if (!field.list) return one(given);
  if ((nested === undefined && clean === undefined) || !Array.isArray(given) || !isWithinLimit(field, given))
    return given;
  const items = given.map(one);
  return items.every((item, i) => item === given[i]) ? given : items;
}

/** An object as its class cleans it, and whether its class takes it. */
interface Judgement {
  readonly type: ClassOf;
  readonly plain: PlainObject;
  readonly isAccepted: boolean;
}

const judged = new WeakMap<object, Judgement>();

/** Whether the check of a body will refuse it, for a step that costs more than this. The check does not judge again. */
export function willBeRefused(type: ClassOf, given: PlainObject): boolean {
  const judgement = judge(type, given);
  judged.set(given, judgement);
  return !judgement.isAccepted;
}

/** The judgement of an object, for the one time that it is checked: it may be changed and come again. */
export function judgementOf(type: ClassOf, given: PlainObject): Judgement {
  const known = judged.get(given);
  judged.delete(given);
  return known?.type === type ? known : judge(type, given);
}

function judge(type: ClassOf, given: PlainObject): Judgement {
  const plain = cleaned(type, given);
  return { type, plain, isAccepted: accepts(type, plain) };
}

/** The instance of a request class, nested ones included, of an object that its schema accepts. */
export function filled<T extends object>(type: ClassOf<T>, plain: PlainObject): T {
  const values = [...fieldsOf(type)].flatMap(([name, { nested, list }]) => {
    const value = own(plain, name);
    if (value === undefined) return [];
    if (nested === undefined) return [[name, value] as const];
    const inner = nested();
    const one = (item: unknown): object => filled(inner, item as PlainObject);
    return [[name, list ? (value as readonly unknown[]).map(one) : one(value)] as const];
  });
  return Object.assign(new type(), Object.fromEntries(values));
}
