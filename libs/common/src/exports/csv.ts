import { Readable } from 'node:stream';
import { isDay } from '../kernel/day.js';
import { digitsOf, inChunks, type Cell, type CellKind, type Table } from './table.js';

/** Without it spreadsheets in Korea read the file as CP949. */
const BOM = '\uFEFF';

/** What a spreadsheet takes for a formula, full-width signs and blanks in front included. */
const FORMULA = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/**
 * A table as CSV (RFC 4180), in UTF-8. The first row has the Korean headers, the second one the English ones. Text is
 * always in quotes: a reader that takes another character for the separator cuts none of it into cells of their own.
 */
export const csvOf = (table: Table): Readable => Readable.from(inChunks(lines(table)), { objectMode: false });

async function* lines({ columns, rows }: Table): AsyncGenerator<string> {
  yield BOM + line(columns.map(({ header }) => quoted(header.ko)));
  yield line(columns.map(({ header }) => quoted(header.en)));
  for await (const row of rows) yield line(columns.map(({ kind }, i) => cell(kind, row[i])));
}

const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

function cell(kind: CellKind, value: Cell): string {
  if (value === undefined) return '';
  if (kind === 'DAY' && typeof value === 'string' && isDay(value)) return value;
  return digitsOf(value) ?? quoted(String(value));
}

/** An apostrophe in front of what would be run; quotes alone do not keep a spreadsheet from it. */
const quoted = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
