import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { isName, isText, type Flaw } from './text.js';

export type JsonSchema = Readonly<Record<string, unknown>>;
export type ClassOf<T extends object = object> = new () => T;
export type PlainObject = Readonly<Record<string, unknown>>;

/** One declared property of a request class. */
export interface Field {
  /** Shown in the OpenAPI document and used for the check: one object, so the two cannot differ. */
  readonly schema: JsonSchema;
  /** What is allowed, in plain words. */
  readonly words: string;
  readonly optional: boolean;
  /** The class of a nested object or of each item of a nested list. */
  readonly nested?: () => ClassOf;
  readonly list: boolean;
  /** Converts the text of a query parameter; text that does not fit stays text, and the check refuses it. */
  readonly fromText?: (text: string) => unknown;
  /** Brings a text, or each text of a list, into the one form that is checked and kept. */
  readonly clean?: (text: string) => string;
  /** Names what is wrong with the characters of a text that the schema refuses. */
  readonly flawOf?: (text: string) => Flaw | undefined;
}

export interface FieldProblem {
  /** RFC 6901, below the property. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

const FIELDS = Symbol('fields');
const ajv = new Ajv({
  strict: false,
  unicodeRegExp: true,
  formats: { text: isText, name: isName },
});
// The published types describe a CommonJS default export; under ESM the function is one level deeper.
const addFormats = ('default' in formats ? formats.default : formats) as unknown as (target: Ajv) => void;
addFormats(ajv);

const compiled = new Map<string, ValidateFunction>();
/** Writing a schema as text takes longer than a check by it. */
const compiledOf = new WeakMap<JsonSchema, ValidateFunction>();

/** Compiled on first use and shared by all fields of the same shape. */
export function validatorOf(schema: JsonSchema): ValidateFunction {
  const known = compiledOf.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema);
  const validate = compiled.get(text) ?? ajv.compile(schema);
  compiled.set(text, validate);
  compiledOf.set(schema, validate);
  return validate;
}

/** By the keyword of the schema that did not hold. */
export const FIELD_CODES: ReadonlyMap<string, string> = new Map([
  ['maxLength', 'FIELD_TOO_LONG'],
  ['minLength', 'FIELD_TOO_SHORT'],
  ['maxItems', 'FIELD_TOO_MANY'],
  ['minItems', 'FIELD_TOO_FEW'],
  ['uniqueItems', 'FIELD_NOT_UNIQUE'],
  ['minimum', 'FIELD_OUT_OF_RANGE'],
  ['maximum', 'FIELD_OUT_OF_RANGE'],
  ['enum', 'FIELD_NOT_IN_LIST'],
]);

function problemOf({ flawOf, words }: Field, value: unknown, { instancePath, keyword }: ErrorObject): FieldProblem {
  const text: unknown = Array.isArray(value) ? value[Number(instancePath.slice(1))] : value;
  const flaw = (keyword === 'pattern' || keyword === 'format') && typeof text === 'string' ? flawOf?.(text) : undefined;
  return { pointer: instancePath, code: FIELD_CODES.get(keyword) ?? 'FIELD_INVALID', detail: words, ...flaw };
}

export const fits = (field: Field, value: unknown): boolean => validatorOf(field.schema)(value);

/** Why a value that does not fit was refused. */
export function problemsOf(field: Field, value: unknown): readonly FieldProblem[] {
  if (value === undefined) return [{ pointer: '', code: 'FIELD_REQUIRED', detail: field.words }];
  const validate = validatorOf(field.schema);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => problemOf(field, value, error));
}

export function registerField(prototype: object, property: string, field: Field): void {
  const inherited = fieldsOf(prototype.constructor as ClassOf);
  Reflect.defineMetadata(FIELDS, new Map([...inherited, [property, field]]), prototype);
}

/** The declared properties of a request class, inherited ones included. */
export const fieldsOf = (type: ClassOf): ReadonlyMap<string, Field> =>
  (Reflect.getMetadata(FIELDS, type.prototype) as ReadonlyMap<string, Field> | undefined) ?? new Map<string, Field>();

export const isRequestClass = (type: unknown): type is ClassOf =>
  typeof type === 'function' && typeof type.prototype === 'object' && fieldsOf(type as ClassOf).size > 0;

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a list has no more items than allowed; a longer one is refused without a look at its items. */
export const isWithinLimit = ({ schema }: Field, list: readonly unknown[]): boolean =>
  list.length <= ((schema as { maxItems?: number }).maxItems ?? Infinity);
