import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { PolicyTable } from '../kernel/policy.js';
import { propertyRuns } from '#testing/property-runs.js';
import { readRecords, type ReadLine } from './reading-lines.js';
import { sampleRecords, sampleSupplierRecord as supplier } from './samples.js';
import { RECORD_KINDS } from './shapes.js';
import { LINE_BYTES_MAX } from './splitting.js';

const checking = { today: '2025-08-04', policy: PolicyTable.from({}).on('2025-08-04') };
const SAMPLES = path.join(import.meta.dirname, '../../../../docs/import/records.jsonl');

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function all(source: AsyncIterable<Uint8Array>): Promise<readonly ReadLine[]> {
  const lines: ReadLine[] = [];
  for await (const read of readRecords(source, checking)) lines.push(read);
  return lines;
}

/** Place, and code of the first reason. */
const outcomes = (lines: readonly ReadLine[]): readonly string[] =>
  lines.map((line) => `${line.at} ${'refused' in line ? line.refused[0]?.code : 'taken'}`);

const line = JSON.stringify(supplier);

describe('A file of records', () => {
  it('has a sample line of each kind in docs/import, in which each finds what it refers to', async () => {
    const read = await all(createReadStream(SAMPLES));
    expect(read).toEqual(RECORD_KINDS.map((kind, i) => ({ at: i + 1, record: sampleRecords[kind] })));
    expect(readFileSync(SAMPLES, 'utf8').endsWith('\n')).toBe(true);
  });

  it('is the same wherever it is cut in two', async () => {
    const bytes = Buffer.from(`${line}\n${JSON.stringify(sampleRecords.institution)}\r\n${line}`);
    const whole = await all(chunks(bytes));
    expect(outcomes(whole)).toEqual(['1 taken', '2 taken', '3 taken']);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const parts = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
        expect(await all(chunks(...parts))).toEqual(whole);
      }),
      propertyRuns(),
    );
  });

  it('may begin with a byte order mark and has empty lines', async () => {
    expect(outcomes(await all(chunks(`\uFEFF${line}\n\n  \n${line}\n`)))).toEqual(['1 taken', '4 taken']);
    expect(await all(chunks())).toEqual([]);
  });

  it('has lines in another encoding, which are refused by themselves', async () => {
    // 제공 in CP949.
    const cp949 = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc1, 0xa6, 0xb0, 0xf8]), Buffer.from('"}\n')]);
    expect(outcomes(await all(chunks(`${line}\n`, cp949, line)))).toEqual(['1 taken', '2 LINE_NOT_UTF8', '3 taken']);
  });

  it('has lines that are no JSON, which are refused by themselves', async () => {
    const read = await all(chunks(`${line}\n{"kind":\n[1,2]\n${line}{}\n${line}\n`));
    expect(outcomes(read)).toEqual([
      '1 taken',
      '2 LINE_NOT_JSON',
      '3 RECORD_KIND_UNKNOWN',
      '4 LINE_NOT_JSON',
      '5 taken',
    ]);
  });

  it('has a line of ten million bytes, which is refused by itself and never held whole', async () => {
    const part = Buffer.alloc(100_000, 'x');
    const long = Array.from({ length: 100 }, () => part);
    expect(outcomes(await all(chunks(`${line}\n`, ...long, `\n${line}\n`)))).toEqual([
      '1 taken',
      '2 LINE_TOO_LONG',
      '3 taken',
    ]);
    expect(outcomes(await all(chunks(...long)))).toEqual(['1 LINE_TOO_LONG']);
    const longest = `${line.slice(0, -1)}${' '.repeat(LINE_BYTES_MAX - Buffer.byteLength(line))}}`;
    expect(outcomes(await all(chunks(`${longest}\n${longest} \n`)))).toEqual(['1 taken', '2 LINE_TOO_LONG']);
  });
});
