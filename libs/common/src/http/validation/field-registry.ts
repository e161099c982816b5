import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

export type JsonSchema = Readonly<Record<string, unknown>>;
export type ClassOf = new () => object;

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
}

export interface FieldProblem {
  /** RFC 6901, below the property. */
  readonly pointer: string;
  readonly code: string;
}

const FIELDS = Symbol('fields');
const ajv = new Ajv({ strict: false, unicodeRegExp: true });
// The published types describe a CommonJS default export; under ESM the function is one level deeper.
const addFormats = ('default' in formats ? formats.default : formats) as unknown as (target: Ajv) => void;
addFormats(ajv);

const compiled = new Map<string, ValidateFunction>();

/** Compiled on first use and shared by all fields of the same shape. */
function validatorOf(schema: JsonSchema): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const validate = ajv.compile(schema);
  compiled.set(text, validate);
  return validate;
}

const CODES: Readonly<Record<string, string>> = {
  maxLength: 'FIELD_TOO_LONG',
  minLength: 'FIELD_TOO_SHORT',
  maxItems: 'FIELD_TOO_MANY',
  minItems: 'FIELD_TOO_FEW',
  uniqueItems: 'FIELD_NOT_UNIQUE',
  minimum: 'FIELD_OUT_OF_RANGE',
  maximum: 'FIELD_OUT_OF_RANGE',
  enum: 'FIELD_NOT_IN_LIST',
};

const problemOf = ({ instancePath, keyword }: ErrorObject): FieldProblem => ({
  pointer: instancePath,
  code: CODES[keyword] ?? 'FIELD_INVALID',
});

export const fits = (field: Field, value: unknown): boolean => validatorOf(field.schema)(value);

/** Why a value that does not fit was refused. */
export function problemsOf(field: Field, value: unknown): readonly FieldProblem[] {
  if (value === undefined) return [{ pointer: '', code: 'FIELD_REQUIRED' }];
  const validate = validatorOf(field.schema);
  return validate(value) ? [] : (validate.errors ?? []).map(problemOf);
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
