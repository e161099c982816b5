import { createReadStream } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { PolicyTable } from '../kernel/policy.js';
import { propertyRuns } from '#testing/property-runs.js';
import { readCsvRecords } from './reading-csv.js';
import { readRecords, type ReadLine } from './reading-lines.js';
import { readerOf } from './reading.js';
import { sampleRecords } from './samples.js';
import { RECORD_KINDS, type SourceRecord } from './shapes.js';

const checking = { today: '2025-08-04', policy: PolicyTable.from({}).on('2025-08-04') };
const SAMPLES = path.join(import.meta.dirname, '../../../../docs/import');

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function all(source: AsyncIterable<Uint8Array>): Promise<readonly ReadLine[]> {
  const lines: ReadLine[] = [];
  for await (const read of readCsvRecords(source, checking)) lines.push(read);
  return lines;
}

const read = (...parts: readonly (string | Uint8Array)[]) => all(chunks(...parts));

/** Line, code and pointer of the first reason. */
const outcomes = (lines: readonly ReadLine[]): readonly string[] =>
  lines.map((line) =>
    'refused' in line ? `${line.at} ${line.refused[0]?.code} ${line.refused[0]?.pointer}`.trim() : `${line.at} taken`,
  );

const HEADER = 'kind,number,name,type,ministry,synthetic\n';
const ROW = 'institution,INST-9001,수요기관 9001,STATE,과학기술정보통신부,true\n';
const taken = { record: sampleRecords.institution };

/** A record by the names of its cells. */
function cellsOf(value: unknown, at: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[at.join('.'), String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => cellsOf(inner, [...at, key]));
}
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
function csvOf(record: SourceRecord): string {
  const cells = cellsOf(record);
  return [cells.map(([column]) => column), cells.map(([, text]) => quoted(text))]
    .map((row) => `${row.join()}\n`)
    .join('');
}

describe('A file of records as CSV', () => {
  it.each(RECORD_KINDS)('has a sample of kind %s in docs/import', async (kind) => {
    const lines = await all(createReadStream(path.join(SAMPLES, `${kind}.csv`)));
    expect(lines).toEqual([{ at: 2, record: sampleRecords[kind] }]);
  });

  it.each(RECORD_KINDS)('says all that a line of kind %s says', async (kind) => {
    expect(await read(csvOf(sampleRecords[kind]))).toEqual([{ at: 2, record: sampleRecords[kind] }]);
  });

  it('is the same wherever it is cut in two, with a byte order mark and any ends of lines', async () => {
    const bytes = Buffer.from(`\uFEFF${HEADER}${ROW}\n${ROW},,,,,\n`.replaceAll('\n', '\r\n'));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (at) => {
        const lines = await read(bytes.subarray(0, at), bytes.subarray(at));
        expect(lines).toEqual([
          { at: 2, ...taken },
          { at: 4, ...taken },
        ]);
      }),
      propertyRuns(),
    );
  });

  it('takes quoted cells with commas, quotes and ends of lines', async () => {
    const row = (name: string) => `institution,INST-9001,${quoted(name)},LOCAL,,\n`;
    const [comma, lines] = await read(HEADER, row('갑, "을"'), row('두\n줄'));
    expect(comma).toMatchObject({ at: 2, record: { name: '갑, "을"' } });
    expect(outcomes([lines!])).toEqual(['3 FIELD_NOT_ONE_LINE /name']);
  });

  it('leaves out what its cells leave empty, and has empty lists where a list has to be', async () => {
    const { listing } = sampleRecords;
    const [line] = await read(csvOf({ ...listing, versions: [] } as SourceRecord));
    expect(line).toMatchObject({ record: { versions: [] } });
    expect(outcomes(await read(HEADER, 'institution,,수요기관,STATE,,\n'))).toEqual(['2 FIELD_REQUIRED /number']);
    expect(await read('number,kind,name,type\nINST-9002,institution,수요기관 9002,LOCAL\n')).toEqual([
      { at: 2, record: { kind: 'institution', number: 'INST-9002', name: '수요기관 9002', type: 'LOCAL' } },
    ]);
  });

  it.each(['=1+1', '+82', '-1', '@sum', ' =HYPERLINK("x")', '＝1'])('refuses the formula %s', async (cell) => {
    const lines = await read(HEADER, `institution,INST-9001,${quoted(cell)},STATE,,\n`, ROW);
    expect(outcomes(lines)).toEqual(['2 CSV_FORMULA /name', '3 taken']);
  });

  it('refuses a row in another encoding, and reads on', async () => {
    // 제공 in CP949.
    const cp949 = Buffer.concat([
      Buffer.from('institution,I-1,'),
      Buffer.from([0xc1, 0xa6, 0xb0, 0xf8]),
      Buffer.from(',STATE,,\n'),
    ]);
    expect(outcomes(await read(HEADER, cp949, ROW))).toEqual(['2 LINE_NOT_UTF8', '3 taken']);
    expect(outcomes(await read(Buffer.from(`\uFEFF${HEADER}${ROW}`, 'utf16le')))).toEqual(['1 LINE_NOT_UTF8']);
  });

  it('refuses numbers, days and kinds that are none, with the field', async () => {
    const { contract } = sampleRecords;
    const changed = (from: string, to: string) => csvOf(contract).replace(quoted(from), quoted(to));
    expect(outcomes(await read(changed('10800000', '10,800,000')))).toEqual(['2 FIELD_INVALID /amount']);
    expect(outcomes(await read(changed('10800000', '1e7')))).toEqual(['2 FIELD_INVALID /amount']);
    expect(outcomes(await read(changed('900000', '900000.5')))).toEqual(['2 FIELD_INVALID /lines/0/unitPrice']);
    expect(outcomes(await read(changed('2021-04-28', '28.4.2021')))).toEqual(['2 FIELD_INVALID /concludedOn']);
    expect(outcomes(await read(changed('contract', 'person')))).toEqual(['2 RECORD_KIND_UNKNOWN /kind']);
    expect(outcomes(await read(HEADER, ROW.replace('\n', ',more\n')))).toEqual(['2 CSV_TOO_MANY_CELLS']);
  });

  it('refuses columns that no record has, whatever they are called', async () => {
    for (const column of ['colour', '__proto__', 'constructor.prototype', 'name.first'])
      expect(outcomes(await read(`kind,number,type,${column}\n`, 'institution,I-1,STATE,x\n'))[0]).toMatch(/^2 FIELD_/);
    const lines = csvOf(sampleRecords.contract).replace('lines.0.unit,', 'lines.999999999.unit,');
    expect(outcomes(await read(lines))[0]).toMatch(/^2 FIELD_/);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each([
    ['number,name\n', '/kind'],
    ['kind,number,number\n', ''],
    ['kind,,number\n', ''],
    ['kind,service,service.name\n', ''],
  ])('is refused whole for the first row %j', async (header, pointer) => {
    const [first, ...others] = await read(header, ROW);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ at: 1, refused: [{ code: 'CSV_HEADER_WRONG', pointer }] });
  });

  it('refuses a row whose quotes do not match, with all that its last quote opens', async () => {
    const rows = ['institution,"I"-1,x,STATE,,\n', 'institution,I-"1",x,STATE,,\n'];
    expect(outcomes(await read(HEADER, ROW, ...rows, ROW))).toEqual([
      '2 taken',
      '3 CSV_QUOTES_WRONG',
      '4 CSV_QUOTES_WRONG',
      '5 taken',
    ]);
    expect(outcomes(await read(HEADER, ROW, 'institution,"I-1,x,STATE,,\n', ROW))).toEqual([
      '2 taken',
      '3 CSV_QUOTES_WRONG',
    ]);
  });

  it('has a row of ten million bytes, which is refused by itself', async () => {
    const long = Array.from({ length: 100 }, () => Buffer.alloc(100_000, 'x'));
    expect(outcomes(await read(HEADER, ROW, ...long, '\n', ROW))).toEqual(['2 taken', '3 LINE_TOO_LONG', '4 taken']);
  });

  it('fails when its source fails', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(HEADER);
      throw new Error('the disk is gone');
    }
    await expect(all(broken())).rejects.toThrow('the disk is gone');
  });

  it('is what the name of the file says', () => {
    expect([readerOf('a.csv'), readerOf('A.CSV'), readerOf('a.jsonl')]).toEqual([
      readCsvRecords,
      readCsvRecords,
      readRecords,
    ]);
  });
});
