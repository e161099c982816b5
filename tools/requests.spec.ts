import 'reflect-metadata';
import type { Type as Controller } from '@nestjs/common';
import { plainToInstance, Transform, Type } from 'class-transformer';
import { Validator } from 'class-validator';
import * as fc from 'fast-check';
import { Refusal } from '#common/kernel/errors.js';
import { DevTokenRequest } from '#common/http/dev-tokens.http.js';
import { fieldsOf, isRequestClass, type ClassOf, type Field } from '#common/http/validation/field-registry.js';
import { cleanText } from '#common/http/validation/text.js';
import { checked } from '#common/http/validation/validation.pipe.js';
import { DeadLettersHttp } from '#common/service/operations/dead-letters.http.js';
import { ClockHttp } from '#common/service/operations/operations.http.js';
import { propertyRuns } from '#testing/property-runs.js';
import { SERVICES } from './services.js';

/** Request classes of a controller: those of the parameters of its routes. */
const classesOf = (controller: Controller): readonly ClassOf[] =>
  Object.getOwnPropertyNames(controller.prototype).flatMap((method) =>
    (
      (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ?? []) as readonly unknown[]
    ).filter(isRequestClass),
  );

const controllers = [
  ...SERVICES.flatMap(({ operations }) => Object.values(operations).map(([http]) => http)),
  DeadLettersHttp,
  ClockHttp,
];
const REQUESTS = [...new Set([DevTokenRequest, ...controllers.flatMap(classesOf)])];

// The oracle: class-transformer and class-validator as Nest's documentation has them, without the compiled schema.

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const decorated = new Set<ClassOf>();

function decorate(type: ClassOf): void {
  if (decorated.has(type)) return;
  decorated.add(type);
  for (const [name, { nested, clean }] of fieldsOf(type)) {
    if (nested !== undefined) {
      Type(nested)(type.prototype, name);
      decorate(nested());
    }
    if (clean === undefined) continue;
    const one = (value: unknown) => (typeof value === 'string' ? clean(value) : value);
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(one) : one(value)))(
      type.prototype,
      name,
    );
  }
}

/** What class-transformer would drop or walk through in silence. */
function hasShape(type: ClassOf, plain: Record<string, unknown>): boolean {
  const fields = fieldsOf(type);
  return Object.entries(plain).every(([key, value]) => {
    const field = fields.get(key);
    if (field === undefined) return false;
    const one = (item: unknown): boolean =>
      field.nested === undefined
        ? typeof item !== 'object' || item === null
        : isObject(item) && hasShape(field.nested(), item);
    return field.list ? Array.isArray(value) && value.every(one) : one(value);
  });
}

const validator = new Validator();

function oracle(type: ClassOf, plain: Record<string, unknown>): object | undefined {
  if (!hasShape(type, plain)) return undefined;
  const instance = plainToInstance(type, plain);
  return validator.validateSync(instance).length === 0 ? instance : undefined;
}

function outcome(type: ClassOf, plain: unknown): object | undefined {
  try {
    return checked(type, plain);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.errors.length).toBeGreaterThan(0);
    return undefined;
  }
}

// Bodies that fit, by the schema of each field.

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

const LETTERS = ['가', 'a', 'Z', '1', 'é'.normalize('NFD'), '값'.normalize('NFD'), '社', 'ㄱ', '😀a'];
const BLANKS = ['', ' ', '\t', '\n', '\r\n', '\u3000'];
const blanks = fc.constantFrom(...BLANKS);

const words = (max: number, between: readonly string[]) =>
  fc
    .tuple(
      blanks,
      fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: Math.max(1, Math.min(8, Math.floor(max / 4))) }),
      fc.constantFrom(...between),
      blanks,
    )
    .map(([before, letters, joint, after]) => `${before}${letters.join(joint)}${after}`);

function text({ format, pattern, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  switch (format) {
    case 'text':
      return words(maxLength, ['', ' ', '\r\n', '\n', '\t']);
    case 'name':
      return words(maxLength, ['', ' ', '-']);
    case 'uuid':
      return fc.uuid();
    case 'email':
      return fc.constantFrom('kim@example.kr', ' a.b@c-d.example ');
    case 'uri':
      return fc.constantFrom('https://example.kr/a?b=c', ' http://x.kr ');
    case 'date':
      return fc.constantFrom('2025-09-19', '2024-02-29', '2099-12-31');
    case 'date-time':
      return fc.constantFrom('2025-09-19T14:00:00+09:00', '2025-09-19T05:00:00.123Z');
    default:
      if (pattern === undefined) throw new Error('A text without a pattern: say here how one is made.');
      if (pattern.includes('(?=')) return words(maxLength, ['', ' ', '\u200b']);
      return fc.stringMatching(new RegExp(pattern, 'u'));
  }
}

function fittingValue(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const { minimum = 0, maximum = 1, minItems = 0, maxItems = 1, items } = schema;
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer({ min: minimum, max: maximum });
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array': {
      if (items === undefined) throw new Error('A list without items.');
      const limits = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) };
      const same = { selector: (one: unknown) => (typeof one === 'string' ? cleanText(one) : one) };
      return schema.uniqueItems
        ? fc.uniqueArray(fittingValue(items), { ...limits, ...same })
        : fc.array(fittingValue(items), limits);
    }
    default:
      throw new Error(`A field of type ${schema.type}: say here how one is made.`);
  }
}

function fitting(field: Field): fc.Arbitrary<unknown> {
  if (field.nested === undefined) return fittingValue(field.schema as Schema);
  const inner = body(field.nested());
  const { minItems = 0, maxItems = 1 } = field.schema as Schema;
  return field.list
    ? fc.array(inner, { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) })
    : inner;
}

const body = (type: ClassOf): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries([...fieldsOf(type)].map(([name, field]) => [name, fitting(field)])), {
    requiredKeys: [...fieldsOf(type)].filter(([, { optional }]) => !optional).map(([name]) => name),
    noNullPrototype: true,
  });

// Bodies with something wrong in one to three places.

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  '가',
  '9'.repeat(60),
  'x'.repeat(12_000),
  'a\u0000',
  'a\rb',
  '\ud800',
  '\u202eabc',
  '\u200b',
  '!?',
  'p\u0430y',
  `a${'\u0301\u0316'.repeat(100)}`,
  '123-45-67890',
  'a\nb',
  [],
  {},
  [[]],
  [null],
  ['A', 'A'],
  ['가', '가'.normalize('NFD')],
  [{}],
  { toString: 1 },
  Array.from({ length: 300 }, (_, i) => `A${i}`),
  Array.from({ length: 300 }, () => ({})),
];
const NAMES = ['unknown', 'toString', 'hasOwnProperty', 'valueOf', 'a/b~c', '가', '', 'k'.repeat(500)];

type Change = (whole: unknown, dice: readonly number[]) => unknown;

/** Sets, removes or adds at a place that the dice choose. */
const change: Change = (whole, [which = 0, what = 0, ...dice]) => {
  if (Array.isArray(whole)) {
    if (whole.length === 0 || what % 5 === 0) return [...whole, ODD[what % ODD.length]];
    const index = which % whole.length;
    return whole.map((item, i) => (i === index ? change(item, dice) : item));
  }
  if (!isObject(whole) || dice.length === 0) return ODD[what % ODD.length];
  const keys = Object.keys(whole);
  const key = keys[which % keys.length];
  if (key === undefined || what % 7 === 0)
    return { ...whole, [NAMES[what % NAMES.length] ?? '']: ODD[which % ODD.length] };
  if (what % 7 === 1) return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key));
  const inner = whole[key];
  const deeper = typeof inner === 'object' && what % 3 > 0;
  return { ...whole, [key]: deeper ? change(inner, dice) : ODD[what % ODD.length] };
};

const dice = fc.array(fc.nat(10_000), { minLength: 8, maxLength: 8 });
const changed = (type: ClassOf) =>
  fc
    .tuple(body(type), fc.array(dice, { minLength: 1, maxLength: 3 }))
    .map(([good, throws]) => throws.reduce<unknown>(change, good))
    .filter(isObject);

describe('Request classes', () => {
  it('are found in all four services', () => {
    expect(REQUESTS.length).toBeGreaterThan(55);
    for (const type of REQUESTS) decorate(type);
  });

  describe.each(REQUESTS.map((type) => [type.name, type] as const))('%s', (_, type) => {
    it('takes what fits, by the compiled schema as by class-validator, as the same object', () => {
      decorate(type);
      const taken = (plain: Record<string, unknown>) => {
        const instance = outcome(type, plain);
        expect(instance).toBeDefined();
        expect(instance).toStrictEqual(oracle(type, plain));
      };
      fc.assert(fc.property(body(type), taken), propertyRuns());
    });

    it('takes or refuses anything else as class-validator does', () => {
      decorate(type);
      const same = (plain: Record<string, unknown>): void => {
        expect(outcome(type, plain)).toStrictEqual(oracle(type, plain));
      };
      fc.assert(fc.property(changed(type), same), propertyRuns(300));
    });
  });
});
