import 'reflect-metadata';
import { Refusal } from '../../kernel/errors.js';
import { PriceLineRequest, ServiceContentRequest } from '../shapes.request.js';
import * as f from './fields.js';
import { JSON_BYTES_MAX, parseJson } from './json-body.js';
import { checked } from './validation.pipe.js';

/** A form like that of an application, the largest there is. */
class Form {
  @f.Nested(() => ServiceContentRequest)
  readonly service!: ServiceContentRequest;

  @f.NestedList(() => PriceLineRequest, { max: 200 })
  readonly prices!: readonly PriceLineRequest[];
}

const line = (code: number) => ({
  code: `P-${code}`,
  item: '가상 서버',
  unit: '월',
  unitPrice: 1_000,
  vatIncluded: true,
  billingModel: 'FLAT',
});
const lines = (make: (i: number) => object) => Array.from({ length: 200 }, (_, i) => make(i));
const unknownFields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`u${i}`, 1]));
const specification = (answer: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ code: `C${i}`, answer }));
const marks = `${'\u0301'.repeat(31_000)}${'\u0316'.repeat(31_000)}`;

/** The worst bodies that the limit lets through. */
const WORST: readonly (readonly [string, unknown])[] = [
  ['unknown fields in every line', { service: {}, prices: lines(() => ({ ...line(1), ...unknownFields(110) })) }],
  ['unknown fields in few lines', { service: {}, prices: [unknownFields(12_000), unknownFields(12_000)] }],
  ['unknown fields at the top', { service: {}, prices: [], ...unknownFields(24_000) }],
  [
    'every field of every line wrong',
    {
      service: {},
      prices: lines(() => Object.fromEntries(Object.keys(line(1)).map((key) => [key, '\u202e'.repeat(40)]))),
    },
  ],
  ['every line empty', { service: {}, prices: lines(() => ({})) }],
  [
    'the last line wrong',
    { service: {}, prices: lines((i) => ({ ...line(i), item: i === 199 ? '' : '가'.repeat(180) })) },
  ],
  ['more lines than allowed', { service: {}, prices: Array.from({ length: 80_000 }, () => ({})) }],
  ['a list for a text', { service: { summary: Array.from({ length: 120_000 }, () => 1) }, prices: [] }],
  ['a text of combining marks', { service: { summary: marks }, prices: [] }],
  [
    'many texts of combining marks',
    { service: { specification: specification(marks.slice(30_500, 31_500), 100) }, prices: [] },
  ],
  [
    'marks that just fit',
    { service: { specification: specification(`가${'\u0301'.repeat(29)}`.repeat(60), 60) }, prices: [] },
  ],
  ['a long text of blanks', { service: { summary: `a${' '.repeat(250_000)}b` }, prices: [] }],
  ['carriage returns', { service: { summary: '\r'.repeat(120_000) }, prices: [] }],
  [
    'technologies by the thousand',
    { service: { technologies: Array.from({ length: 20_000 }, () => 'AAAAAAAA') }, prices: [] },
  ],
  ['as much as is allowed', { service: { specification: specification('가'.repeat(700), 100) }, prices: lines(line) }],
  [
    'nested objects',
    { service: {}, prices: lines(() => JSON.parse(`${'{"a":'.repeat(15)}{}${'}'.repeat(15)}`) as object) },
  ],
  ['[1,1,…]', Array.from({ length: 130_000 }, () => 1)],
];

/** Of one thread; a tenth of it on a machine with nothing else to do. Seconds are what it is about. */
const CPU_MS_MAX = 150;

function cpuOf(act: () => unknown): { readonly ms: number; readonly refusal: Refusal | undefined } {
  const start = process.threadCpuUsage();
  let refusal: Refusal | undefined;
  try {
    act();
  } catch (error) {
    // Anything else, such as a RangeError, is a fault of ours.
    if (!(error instanceof Refusal)) throw error;
    refusal = error;
  }
  const { user, system } = process.threadCpuUsage(start);
  return { ms: (user + system) / 1_000, refusal };
}

describe('A body is checked in time by its length', () => {
  const warm = { service: { summary: '요약', specification: specification('가', 1) }, prices: lines(line) };
  beforeAll(() => {
    // Compiles the schemas, which is not what is measured.
    checked(Form, warm);
    cpuOf(() => checked(Form, { service: 1, prices: [{}], x: 1 }));
  });

  it.each(WORST)('S1: %s', (_, body) => {
    const bytes = Buffer.from(JSON.stringify(body));
    expect(bytes.length).toBeLessThanOrEqual(JSON_BYTES_MAX);
    // The best of three: another process may take the processor's caches, none makes the work less.
    const runs = Array.from({ length: 3 }, () => cpuOf(() => checked(Form, parseJson(bytes))));
    expect(Math.min(...runs.map(({ ms }) => ms))).toBeLessThan(CPU_MS_MAX);
    for (const { refusal } of runs) expect(refusal?.errors.length ?? 0).toBeLessThanOrEqual(100);
  });

  it('S1: 680 unknown fields in each of 30 lines are a refusal', () => {
    const body = { service: {}, prices: Array.from({ length: 30 }, () => unknownFields(680)) };
    expect(cpuOf(() => checked(Form, body)).refusal).toMatchObject({ kind: 'invalid', code: 'REQUEST_INVALID' });
  });
});
