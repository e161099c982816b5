import 'reflect-metadata';
import { Ajv } from 'ajv';
import * as formats from 'ajv-formats';
import { fieldsOf } from './field-registry.js';
import * as f from './fields.js';
import { isName, isText } from './text.js';
import { checked } from './validation.pipe.js';

class Sample {
  @f.Text({ max: 3, optional: true }) readonly text?: string;
  @f.Text({ min: 0, max: 3, optional: true }) readonly maybe?: string;
  @f.Name({ max: 4, optional: true }) readonly name?: string;
  @f.SearchText({ max: 9, optional: true }) readonly search?: string;
  @f.CodeText({ optional: true }) readonly code?: string;
  @f.Matching(/^[a-z]{2}-\d{1,4}$/, 'two letters and a number', { optional: true }) readonly matching?: string;
  @f.Uuid({ optional: true }) readonly uuid?: string;
  @f.Email({ optional: true }) readonly email?: string;
  @f.Phone({ optional: true }) readonly phone?: string;
  @f.Url({ optional: true }) readonly url?: string;
  @f.Won({ optional: true }) readonly won?: number;
  @f.Whole({ min: 1, max: 12, optional: true }) readonly whole?: number;
  @f.Decimal({ min: 0, max: 100, optional: true }) readonly decimal?: number;
  @f.Flag({ optional: true }) readonly flag?: boolean;
  @f.OneOf(['A', 'B'], { optional: true }) readonly one?: string;
  @f.Codes({ max: 2, optional: true }) readonly codes?: readonly string[];
  @f.Texts({ max: 2, itemMax: 3, optional: true }) readonly texts?: readonly string[];
  @f.Names({ max: 2, itemMax: 3, optional: true }) readonly names?: readonly string[];
  @f.Uuids({ max: 2, optional: true }) readonly uuids?: readonly string[];
  @f.CalendarDay({ optional: true }) readonly day?: string;
  @f.InstantText({ optional: true }) readonly instant?: string;
  @f.BusinessNumberField({ optional: true }) readonly business?: string;
}

const ID = '0198f2c0-7a3b-7d0e-9a51-0d16a1ce5e01';

/** Field → what is taken → what is refused. */
const CASES: Readonly<Record<keyof Sample, readonly [readonly unknown[], readonly unknown[]]>> = {
  text: [
    ['가나다', 'a\nb', 'a\tb', '😀😀😀'],
    ['', ' ', 'abcd', 'a\rb', 'a\u0000', 'a\u009f', '\udc00', 'a\u200b', '\u202ea', 1, null, [], {}, ['a'], true],
  ],
  maybe: [
    ['', ' ', 'a'],
    ['abcd', null],
  ],
  name: [
    ['가 1', 'AI'],
    ['', '--', '가\n1', '가\t1', 'a\u200d', 'a\u0430', '가나다라마', 1, null],
  ],
  search: [
    ['가', '.', '가\u200b나', 'a\nb'],
    ['', ' ', 'a\u0000', 1],
  ],
  code: [
    ['A', 'CLOUD_COMPUTING', 'A1'],
    ['', 'a', '_A', 'A-B', 'A\n', 'A'.repeat(65), 1],
  ],
  matching: [['ab-1'], ['ab-', 'AB-1', 'xab-1', 'ab-1\nx', 12]],
  uuid: [[ID], [ID.toUpperCase(), `urn:uuid:${ID}`, `${ID} `, 'x', '']],
  email: [['kim@example.kr'], ['kim', 'kim@', '@x.kr', 'a b@x.kr', 'kim@x.kr\nx', `${'a'.repeat(250)}@x.kr`]],
  phone: [
    ['02-1234-5678', '+82 2 1234 5678', '01012345678'],
    ['1', '02-abc', "02-1234-5678'", '1'.repeat(30)],
  ],
  url: [
    ['https://example.kr/a?b=c', 'http://x.kr'],
    ['javascript:alert(1)', 'ftp://x.kr', 'example.kr', 'https://a b', 'https://'],
  ],
  won: [
    [0, 1, Number.MAX_SAFE_INTEGER],
    [-1, 1.5, '1', 2 ** 53, NaN, Infinity, null, true],
  ],
  whole: [
    [1, 12],
    [0, 13, 1.5, '1', ''],
  ],
  decimal: [
    [0, 99.95, 100],
    [-0.1, 100.1, '1', NaN],
  ],
  flag: [
    [true, false],
    ['true', 0, 1, null],
  ],
  one: [['A'], ['a', 'C', '', ['A'], 0]],
  codes: [
    [[], ['A', 'B']],
    [['a'], ['A', 'B', 'C'], 'A', { 0: 'A' }, [null], [['A']]],
  ],
  texts: [
    [[], ['a', '나']],
    [[''], ['abcd'], ['a', 'b', 'c'], [1]],
  ],
  names: [
    [[], ['a', '나']],
    [['-'], ['a\nb'], ['abcd'], [1]],
  ],
  uuids: [[[ID]], [['x'], [1]]],
  day: [
    ['2025-09-19', '2024-02-29'],
    ['2025-02-29', '2025-9-1', '2025-13-01', '0001-01-01', '9999-12-31', '2025-09-19T00:00:00Z', 20250919],
  ],
  instant: [
    ['2025-09-19T14:00:00+09:00', '2025-09-19T05:00:00.123Z'],
    ['2025-09-19T14:00:00', '2025-09-19 14:00:00Z', '2025-02-30T14:00:00Z', '2016-12-31T23:59:60Z', '2025-09-19', 1],
  ],
  business: [
    ['1234567890', '123-45-67890'],
    ['123456789', '12-345-67890', '123-4567890', '12345678901', 1234567890],
  ],
};

const outcome = (value: unknown): 'taken' | 'refused' => {
  try {
    checked(Sample, value);
    return 'taken';
  } catch {
    return 'refused';
  }
};

describe.each(Object.entries(CASES))('Field %s', (name, [taken, refused]) => {
  it.each(taken.map((value) => [value]))('takes %j', (value) => expect(outcome({ [name]: value })).toBe('taken'));
  it.each(refused.map((value) => [value]))('refuses %j', (value) => expect(outcome({ [name]: value })).toBe('refused'));
});

describe('Fields', () => {
  it('may be absent when optional, and undeclared ones may not be there', () => {
    expect(outcome({})).toBe('taken');
    for (const name of ['other', 'toString', 'valueOf', 'isPrototypeOf'])
      expect(outcome({ [name]: 'x' })).toBe('refused');
  });

  it('keep business numbers as digits and texts in NFC', () => {
    const decomposed = '가'.normalize('NFD');
    const sample = checked(Sample, { business: '123-45-67890', text: decomposed, texts: [decomposed] });
    expect(sample).toMatchObject({ business: '1234567890', text: '가', texts: ['가'] });
  });

  it('R-43: are cleaned first, then checked', () => {
    const sample = checked(Sample, {
      text: ' 가\r\n나 \n',
      name: `\t${'가나다라'.normalize('NFD')}\u3000`,
      names: [' a ', '나'.normalize('NFD')],
      matching: ' ab-1\n',
      email: ' kim@example.kr',
      phone: '02-1234-5678 ',
      url: '\nhttps://example.kr',
      business: ' 123-45-67890 ',
    });
    expect(sample).toMatchObject({
      text: '가\n나',
      name: '가나다라',
      names: ['a', '나'],
      matching: 'ab-1',
      email: 'kim@example.kr',
      phone: '02-1234-5678',
      url: 'https://example.kr',
      business: '1234567890',
    });
  });

  it.each<[string, unknown, string, string]>([
    ['text', ' \u3000\n', '/text', 'FIELD_TOO_SHORT'],
    ['text', ' abcd ', '/text', 'FIELD_TOO_LONG'],
    ['text', 'a\u0000', '/text', 'FIELD_CONTROL_CHARACTER'],
    ['text', 'a\u202e', '/text', 'FIELD_HIDDEN_CHARACTER'],
    ['name', 'a\nb', '/name', 'FIELD_NOT_ONE_LINE'],
    ['name', '-.-', '/name', 'FIELD_NO_LETTER'],
    ['name', 'p\u0430y', '/name', 'FIELD_MIXED_SCRIPTS'],
    ['names', ['a', 'b\u2060'], '/names/1', 'FIELD_HIDDEN_CHARACTER'],
    ['texts', ['a', 'a\u0007'], '/texts/1', 'FIELD_CONTROL_CHARACTER'],
    ['matching', 'AB', '/matching', 'FIELD_INVALID'],
  ])('R-43, S24: name the reason: %s %j → %s %s', (name, value, pointer, code) => {
    const detail = expect.any(String);
    expect(() => checked(Sample, { [name]: value })).toThrow(
      expect.objectContaining({ errors: [{ pointer, code, detail }] }),
    );
  });

  it('take instants that a Date can read', () => {
    for (const value of CASES.instant[0]) expect(Number.isNaN(Date.parse(String(value)))).toBe(false);
  });

  it('show in the API document exactly what is checked', () => {
    const ajv = new Ajv({ strict: false, unicodeRegExp: true, formats: { text: isText, name: isName } });
    (formats.default as unknown as { default: (target: Ajv) => void }).default(ajv);
    for (const [name, [taken, refused]] of Object.entries(CASES)) {
      const shown = ajv.compile(fieldsOf(Sample).get(name)?.schema ?? false);
      expect(taken.filter((value) => !shown(value))).toEqual([]);
      expect(refused.filter((value) => shown(value))).toEqual([]);
    }
  });
});
