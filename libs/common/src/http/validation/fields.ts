import { ValidateNested } from 'class-validator/cjs/decorator/common/ValidateNested.js';
import { field, type FieldOptions } from './declare-field.js';
import type { ClassOf, Field, JsonSchema } from './field-registry.js';
import {
  cleanText,
  flawOfName,
  flawOfSearch,
  flawOfText,
  NAME_PATTERN,
  SEARCH_PATTERN,
  SEARCH_WORDS_MAX,
  textPattern,
} from './text.js';

const CODE = '^[A-Z][A-Z0-9_]*$';
const CODE_MAX = 64;
const YEARS = '(19|20|21)[0-9]{2}';

const string = (schema: JsonSchema = {}): JsonSchema => ({ type: 'string', ...schema });
const list = (items: JsonSchema, limits: JsonSchema): JsonSchema => ({ type: 'array', items, ...limits });

const numberFromText = (text: string): unknown => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
const flagFromText = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text);

/** What a person types is cleaned before it is checked: blanks around it are of no account. */
const typed = { clean: cleanText } as const satisfies Partial<Field>;

const textSchema = (min: number, max: number): JsonSchema =>
  string({ minLength: min, maxLength: max, pattern: textPattern(min), format: 'text' });
const nameSchema = (max: number): JsonSchema =>
  string({ minLength: 1, maxLength: max, pattern: NAME_PATTERN, format: 'name' });

export interface TextLimits {
  readonly min?: number;
  readonly max: number;
}

/** Free text of any number of lines; a text of blanks only counts as missing. */
export const Text = ({ min = 1, max, ...options }: FieldOptions & TextLimits): PropertyDecorator =>
  field(
    {
      ...typed,
      flawOf: flawOfText,
      schema: textSchema(min, max),
      words: `text of ${min} to ${max} characters`,
    },
    options,
  );

/** What people know something by: one line with a letter or digit, which looks like nothing else. */
export const Name = ({ max, ...options }: FieldOptions & Pick<TextLimits, 'max'>): PropertyDecorator =>
  field({ ...typed, flawOf: flawOfName, schema: nameSchema(max), words: `a name of 1 to ${max} characters` }, options);

/** Words that are searched for. Invisible characters among them are taken: the search leaves them out. */
export const SearchText = ({ max, ...options }: FieldOptions & Pick<TextLimits, 'max'>): PropertyDecorator =>
  field(
    {
      ...typed,
      flawOf: flawOfSearch,
      schema: string({ minLength: 1, maxLength: max, pattern: SEARCH_PATTERN }),
      words: `1 to ${SEARCH_WORDS_MAX} words, ${max} characters at most`,
    },
    options,
  );

/** Member of an open code list: `CLOUD_COMPUTING`. */
export const CodeText = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      schema: string({ pattern: CODE, maxLength: CODE_MAX }),
      words: `a code in capitals (A-Z, 0-9, _), at most ${CODE_MAX}`,
    },
    options,
  );

/** Text of a named form; the pattern must bound its length. */
export const Matching = (pattern: RegExp, words: string, options: FieldOptions = {}): PropertyDecorator => {
  // JSON Schema has no flags and reads every pattern as Unicode: a pattern that is invalid then must fail here, at
  // start.
  if (pattern.flags.replace('u', '') !== '') throw new Error(`${pattern} has flags that JSON Schema cannot carry.`);
  const { source } = new RegExp(pattern.source, 'u');
  return field({ ...typed, schema: string({ pattern: source }), words }, options);
};

export const Uuid = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      schema: string({ format: 'uuid', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
      words: 'an id (UUID in small letters)',
    },
    options,
  );

export const Email = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      ...typed,
      schema: string({ format: 'email', maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' }),
      words: 'an e-mail address',
    },
    options,
  );

export const Phone = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      ...typed,
      schema: string({ pattern: '^\\+?[0-9][0-9() -]{5,17}[0-9]$' }),
      words: 'a telephone number such as 02-1234-5678',
    },
    options,
  );

export const Url = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      ...typed,
      schema: string({ format: 'uri', maxLength: 2048, pattern: '^https?://[^\\s]+$' }),
      words: 'an http or https address',
    },
    options,
  );

/** An amount of Korean won. */
export const Won = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      words: 'an amount in won: a whole number, not negative',
      fromText: numberFromText,
    },
    options,
  );

export interface Range {
  readonly min: number;
  readonly max: number;
}

export const Whole = ({ min, max, ...options }: FieldOptions & Range): PropertyDecorator =>
  field(
    {
      schema: { type: 'integer', minimum: min, maximum: max },
      words: `a whole number from ${min} to ${max}`,
      fromText: numberFromText,
    },
    options,
  );

export const Decimal = ({ min, max, ...options }: FieldOptions & Range): PropertyDecorator =>
  field(
    {
      schema: { type: 'number', minimum: min, maximum: max },
      words: `a number from ${min} to ${max}`,
      fromText: numberFromText,
    },
    options,
  );

export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  field({ schema: { type: 'boolean' }, words: 'true or false', fromText: flagFromText }, options);

export const OneOf = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field({ schema: string({ enum: [...values] }), words: `one of ${values.join(', ')}` }, options);

export interface ItemLimits {
  readonly min?: number;
  readonly max: number;
  readonly unique?: boolean;
}

const limitsOf = ({ min = 0, max, unique = false }: ItemLimits): JsonSchema => ({
  minItems: min,
  maxItems: max,
  ...(unique && { uniqueItems: true }),
});

const countOf = ({ min = 0, max, unique = false }: ItemLimits): string =>
  `a list of ${min} to ${max} items${unique ? ', each once' : ''}`;

/** A list of members of an open code list. */
export const Codes = (options: FieldOptions & ItemLimits): PropertyDecorator =>
  field(
    {
      schema: list(string({ pattern: CODE, maxLength: CODE_MAX }), limitsOf(options)),
      words: `${countOf(options)}: codes in capitals (A-Z, 0-9, _)`,
      list: true,
    },
    options,
  );

/** A list of countries, ISO 3166-1 alpha-2. */
export const Countries = (options: FieldOptions & ItemLimits): PropertyDecorator =>
  field(
    {
      schema: list(string({ pattern: '^[A-Z]{2}$' }), limitsOf(options)),
      words: `${countOf(options)}: countries of two capital letters (ISO 3166-1)`,
      list: true,
    },
    options,
  );

/** A list of texts. */
export const Texts = (options: FieldOptions & ItemLimits & { readonly itemMax: number }): PropertyDecorator =>
  field(
    {
      ...typed,
      flawOf: flawOfText,
      schema: list(textSchema(1, options.itemMax), limitsOf(options)),
      words: `${countOf(options)}: texts of 1 to ${options.itemMax} characters`,
      list: true,
    },
    options,
  );

/** A list of names. */
export const Names = (options: FieldOptions & ItemLimits & { readonly itemMax: number }): PropertyDecorator =>
  field(
    {
      ...typed,
      flawOf: flawOfName,
      schema: list(nameSchema(options.itemMax), limitsOf(options)),
      words: `${countOf(options)}: names of 1 to ${options.itemMax} characters`,
      list: true,
    },
    options,
  );

/** A list of ids. */
export const Uuids = (options: FieldOptions & ItemLimits): PropertyDecorator =>
  field(
    {
      schema: list(
        string({ format: 'uuid', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
        limitsOf(options),
      ),
      words: `${countOf(options)}: ids (UUID in small letters)`,
      list: true,
    },
    options,
  );

/** A list of whole numbers. */
export const Wholes = (options: FieldOptions & ItemLimits & { readonly each: Range }): PropertyDecorator => {
  const { min, max } = options.each;
  return field(
    {
      schema: list({ type: 'integer', minimum: min, maximum: max }, limitsOf(options)),
      words: `${countOf(options)}: whole numbers from ${min} to ${max}`,
      list: true,
    },
    options,
  );
};

/** A list of members of a closed list. */
export const OneOfEach = (
  values: readonly string[],
  options: FieldOptions & Omit<ItemLimits, 'max'> & { readonly max?: number } = {},
): PropertyDecorator => {
  const limits = { ...options, max: options.max ?? values.length };
  return field(
    {
      schema: list(string({ enum: [...values] }), limitsOf(limits)),
      words: `${countOf(limits)} of ${values.join(', ')}`,
      list: true,
    },
    options,
  );
};

/** A calendar day in Asia/Seoul that exists. */
export const CalendarDay = (options: FieldOptions = {}): PropertyDecorator =>
  field({ schema: string({ format: 'date', pattern: `^${YEARS}-` }), words: 'a calendar day, YYYY-MM-DD' }, options);

const INSTANT = `^${YEARS}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$`;

export const InstantText = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      schema: string({ format: 'date-time', pattern: INSTANT }),
      words: 'an instant with offset, 2025-09-19T14:00:00+09:00',
    },
    options,
  );

/** `123-45-67890` → `1234567890`; any other text stays as it is. */
const digitsOf = (text: string): string => {
  const number = cleanText(text);
  return /^\d{3}-\d{2}-\d{5}$/.test(number) ? number.replaceAll('-', '') : number;
};

/** Business registration number (사업자등록번호), kept as ten digits. */
export const BusinessNumberField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    {
      clean: digitsOf,
      schema: string({ pattern: '^([0-9]{10}|[0-9]{3}-[0-9]{2}-[0-9]{5})$' }),
      words: 'a business registration number: 123-45-67890 or ten digits',
    },
    options,
  );

/** An object of its own class. */
export const Nested = (type: () => ClassOf, options: FieldOptions = {}): PropertyDecorator =>
  field({ schema: { type: 'object' }, words: 'an object', nested: type }, options, ValidateNested());

/** A list of objects of one class. */
export const NestedList = (
  type: () => ClassOf,
  options: FieldOptions & Omit<ItemLimits, 'unique'>,
): PropertyDecorator =>
  field(
    {
      schema: list({ type: 'object' }, limitsOf(options)),
      words: `${countOf(options)}: objects`,
      nested: type,
      list: true,
    },
    options,
    ValidateNested({ each: true }),
  );
