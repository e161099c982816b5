import { parse } from 'csv-parse/sync';
import { shortened, type FieldError } from '../kernel/errors.js';
import { recordOfCells } from './cells.js';
import { checkRecord, kindOf, type Checked, type Checking } from './checking.js';
import { lineOf, refusedLine, tooLong, type ReadLine } from './reading-lines.js';
import { linesOf } from './splitting.js';

/** A spreadsheet that opens such a cell computes it, or asks what it is to run. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/**
 * Reads records as CSV (RFC 4180) in UTF-8, as they come. The first row names the columns, one of them `kind`. A row
 * that is wrong is refused by itself. Rows are cut apart before they are parsed, so that a parser that has lost its way
 * in one of them finds it again in the next.
 */
export async function* readCsvRecords(
  chunks: AsyncIterable<Uint8Array>,
  checking: Checking,
): AsyncGenerator<ReadLine, void, undefined> {
  let columns: readonly string[] | undefined;
  for await (const { bytes, at } of linesOf(chunks, { quotes: true })) {
    const text = bytes === undefined ? tooLong : lineOf(bytes, at);
    // A spreadsheet writes rows of nothing but commas behind the last one.
    if (typeof text === 'string' && /^[,\s]*$/.test(text)) continue;
    const cells = typeof text === 'string' ? cellsOf(text) : text;
    if (columns !== undefined) {
      yield { ...('refused' in cells ? cells : readRow(cells, columns, checking)), at };
      continue;
    }
    const header = 'refused' in cells ? cells : columnsOf(cells);
    // No row says anything without the names of its cells.
    if ('refused' in header) return void (yield { ...header, at });
    columns = header;
  }
}

type Refused = ReturnType<typeof refusedLine>;

function cellsOf(row: string): readonly string[] | Refused {
  try {
    const [cells = []] = parse(row, { relax_column_count: true, trim: true });
    return cells;
  } catch {
    return refusedLine('CSV_QUOTES_WRONG', 'quotes do not match: a cell is quoted whole, and a quote in it is doubled');
  }
}

function columnsOf(columns: readonly string[]): readonly string[] | Refused {
  const wrong = columns.find(
    (name, i) => name === '' || columns.some((other, j) => (other === name && j < i) || other.startsWith(`${name}.`)),
  );
  if (wrong !== undefined)
    return refusedLine('CSV_HEADER_WRONG', `the first row names each field of a record once: not ${shortened(wrong)}`);
  return columns.includes('kind') ? columns : refusedLine('CSV_HEADER_WRONG', 'one of the columns is kind', '/kind');
}

function readRow(row: readonly string[], columns: readonly string[], checking: Checking): Checked {
  const cells = row.map((text, i) => [columns[i] ?? '', text] as const).filter(([, text]) => text !== '');
  if (cells.some(([column]) => column === ''))
    return refusedLine('CSV_TOO_MANY_CELLS', `${columns.length} columns are named: leave the others out`);
  const formulas = cells.filter(([, text]) => FORMULA.test(text)).map(([column]) => formulaIn(column));
  if (formulas.length > 0) return { refused: formulas };
  const kind = kindOf(Object.fromEntries(cells));
  return checkRecord(kind === undefined ? undefined : recordOfCells(kind, cells), checking);
}

const formulaIn = (column: string): FieldError => ({
  pointer: shortened(`/${column.replaceAll('.', '/')}`),
  code: 'CSV_FORMULA',
  detail: 'begins as a formula does, with one of = + - @: write it in another way',
});
