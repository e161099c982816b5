import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvByPython, HAS_PYTHON, odsByPython, unzipped } from '#testing/outside-readers.js';
import { propertyRuns } from '#testing/property-runs.js';
import { csvOf } from './csv.js';
import { odsOf } from './ods.js';
import { tableOf, type Cell, type Column, type Table } from './table.js';

interface Row {
  readonly name: Cell;
  readonly amount: Cell;
  readonly on: Cell;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: { ko: '계약명', en: 'Contract' }, kind: 'TEXT', of: ({ name }) => name },
  { header: { ko: '계약금액', en: 'Amount' }, kind: 'NUMBER', of: ({ amount }) => amount },
  { header: { ko: '체결일', en: 'Concluded on' }, kind: 'DAY', of: ({ on }) => on },
];
const HEADERS = [
  ['계약명', '계약금액', '체결일'],
  ['Contract', 'Amount', 'Concluded on'],
];
const ABOUT = {
  name: { ko: '계약', en: 'Contracts' },
  facts: [[{ ko: '기준일', en: 'As of' }, '2025-11-11']],
} as const;

const tableWith = (rows: Iterable<Row> | AsyncIterable<Row>): Table => tableOf(COLUMNS, rows, ABOUT);
const named = (...names: readonly Cell[]): Table =>
  tableWith(names.map((name) => ({ name, amount: undefined, on: undefined })));
const row = (changed: Partial<Row>): Row => ({ name: undefined, amount: undefined, on: undefined, ...changed });

const csv = async (table: Table): Promise<string> => (await buffer(csvOf(table))).toString();
const lines = async (table: Table): Promise<readonly string[]> => (await csv(table)).split('\r\n').slice(2, -1);
const content = async (table: Table): Promise<string> =>
  (await unzipped(await buffer(odsOf(table)))).get('content.xml')?.toString() ?? '';

/** The sheet of the rows, without its headers, and each cell as type, value and shown text. */
const sheet = async (table: Table) => odsByPython(await buffer(odsOf(table))).sheets[0]?.[1].slice(2) ?? [];

const FORMULAS = [
  '=1+1',
  '+82-2-1234',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '  =HYPERLINK("http://example.kr")',
  '\n=1',
  '＝1',
  '＋1',
  '－1',
  '＠1',
];

describe('A table as CSV', () => {
  it('is UTF-8 with its mark, has CRLF, Korean headers and then English ones', async () => {
    const bytes = await buffer(csvOf(tableWith([])));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString()).toBe('"계약명","계약금액","체결일"\r\n"Contract","Amount","Concluded on"\r\n');
  });

  it('keeps numbers and days as they are, with all their digits', async () => {
    const rows = [
      row({ name: '도입', amount: 10_800_000, on: '2025-10-17' }),
      row({ amount: 2n ** 53n * 10n }),
      row({ amount: 1e21 }),
      row({ amount: -5 }),
      row({ amount: 0.5 }),
      row({ amount: Number.NaN, on: '2025-02-30' }),
    ];
    expect(await lines(tableWith(rows))).toEqual([
      '"도입",10800000,2025-10-17',
      ',90071992547409920,',
      ',1000000000000000000000,',
      ',-5,',
      ',0.5,',
      ',"NaN","2025-02-30"',
    ]);
  });

  it.each(FORMULAS)('%j is shown, and run by no spreadsheet', async (formula) => {
    expect(parse(await csv(named(formula)), { bom: true })).toEqual([...HEADERS, [`'${formula}`, '', '']]);
  });

  it('keeps quotes, commas, line ends and Korean', async () => {
    const names = ['그는 "예"라 했다', 'a,b;c', '첫 줄\n둘째 줄', '첫 줄\r\n둘째 줄', "'따옴표", '한글 ㄱㄴ'];
    expect(parse(await csv(named(...names)), { bom: true }).slice(2)).toEqual(names.map((name) => [name, '', '']));
  });

  it('has text in quotes always, so that a reader that cuts at semicolons makes no cell of its parts', async () => {
    expect(await lines(named('가;=1+1'))).toEqual(['"가;=1+1",,']);
  });

  it('any text comes back, by a reader of its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async (names) => {
        const found = parse(await csv(named(...names)), { bom: true }).slice(2) as string[][];
        expect(found.map(([name]) => name?.replace(/^'(?=\s*[=+\-@\t\r＝＋－＠])/u, ''))).toEqual(names);
      }),
      propertyRuns(50),
    );
  });

  it('the reader of Python, where it is there, finds the same cells', { skip: !HAS_PYTHON }, async () => {
    const rows = [row({ name: '"가",\n나', amount: 1, on: '2025-10-17' }), row({ name: '=1' })];
    expect(csvByPython(await buffer(csvOf(tableWith(rows))))).toEqual([
      ...HEADERS,
      ['"가",\n나', '1', '2025-10-17'],
      ["'=1", '', ''],
    ]);
  });
});

describe('A table as an OpenDocument spreadsheet', () => {
  it('begins with its type, unpacked, and says what the table rests on', { skip: !HAS_PYTHON }, async () => {
    const found = odsByPython(await buffer(odsOf(tableWith([row({ name: '도입' })]))));
    expect(found).toMatchObject({
      files: ['mimetype', 'META-INF/manifest.xml', 'content.xml'],
      first: [false, 0, 'application/vnd.oasis.opendocument.spreadsheet'],
      formulas: 0,
    });
    const shown = found.sheets.map(([name, rows]) => [name, rows.map((cells) => cells.map(([, , text]) => text[0]))]);
    expect(shown).toEqual([
      ['계약', [...HEADERS, ['도입', undefined, undefined]]],
      [
        '설명',
        [
          ['항목', 'Item', '값 / Value'],
          ['기준일', 'As of', '2025-11-11'],
        ],
      ],
    ]);
  });

  it('has amounts as numbers and days as dates; digits beyond a double are text', { skip: !HAS_PYTHON }, async () => {
    const rows = [
      row({ amount: 10_800_000, on: '2025-10-17' }),
      row({ amount: Number.MAX_SAFE_INTEGER, on: '2025-02-30' }),
      row({ amount: BigInt(Number.MAX_SAFE_INTEGER) }),
      row({ amount: BigInt(Number.MAX_SAFE_INTEGER) + 1n }),
      row({ amount: 0.5 }),
    ];
    const empty = [null, null, []];
    expect(await sheet(tableWith(rows))).toEqual([
      [empty, ['float', '10800000', ['10800000']], ['date', '2025-10-17', ['2025-10-17']]],
      [empty, ['float', '9007199254740991', ['9007199254740991']], ['string', null, ['2025-02-30']]],
      [empty, ['float', '9007199254740991', ['9007199254740991']], empty],
      [empty, ['string', null, ['9007199254740992']], empty],
      [empty, ['float', '0.5', ['0.5']], empty],
    ]);
  });

  it('keeps formulas, signs, blanks and lines as text', { skip: !HAS_PYTHON }, async () => {
    const names = [...FORMULAS.slice(0, 5), '<b>&"가"</b>', '  두 칸  사이 ', '첫 줄\n둘째 줄', '탭\t뒤'];
    expect((await sheet(named(...names))).map(([name]) => name)).toEqual(
      names.map((name) => ['string', null, name.split('\n')]),
    );
  });

  it('has a sign in place of what XML cannot hold', async () => {
    expect(await content(named('가\u0000나\u000b다\ud800라\uffff마'))).toContain('<text:p>가�나�다�라�마</text:p>');
  });

  it('any text comes back', { skip: !HAS_PYTHON }, async () => {
    const texts = fc.sample(fc.string({ unit: 'grapheme' }), 300);
    const found = (await sheet(named(...texts))).map(([name]) => name?.[2].join('\n'));
    expect(found).toEqual(texts.map((text) => text.replace(/[^\P{Cc}\t\n\r]/gu, '�').replace(/\r\n?/g, '\n')));
  });
});

describe('A table of any length', () => {
  it('is written as it is read, and read no further than its reader takes', async () => {
    let read = 0;
    function* endless(): Generator<Row> {
      for (;;) yield row({ name: '도입', amount: ++read, on: '2025-10-17' });
    }
    for (const make of [csvOf, odsOf]) {
      read = 0;
      const file = make(tableWith(endless()));
      for await (const chunk of file) if (chunk !== undefined) break;
      expect(file.destroyed).toBe(true);
      expect(read).toBeLessThan(100_000);
    }
  });

  it.each([csvOf, odsOf])('%o breaks off where its rows do, and does not end as if they were whole', async (make) => {
    function* broken(): Generator<Row> {
      yield row({ name: '도입' });
      throw new Error('the store is away');
    }
    await expect(buffer(make(tableWith(broken())))).rejects.toThrow('the store is away');
  });
});
