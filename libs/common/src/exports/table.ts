import type { Bilingual } from '../kernel/bilingual.js';

/** What a cell holds; nothing where there is nothing to say. */
export type Cell = string | number | bigint | undefined;

/** `DAY` is a calendar day `YYYY-MM-DD`, `NUMBER` a count or an amount. */
export type CellKind = 'TEXT' | 'NUMBER' | 'DAY';

export interface Column<R> {
  readonly header: Bilingual;
  readonly kind: CellKind;
  readonly of: (row: R) => Cell;
}

/** What a table is, and what it rests on: the day, the period, the date basis. */
export interface TableAbout {
  /** Of the sheet and of the file. */
  readonly name: Bilingual;
  readonly facts: readonly (readonly [what: Bilingual, value: string])[];
}

/** A table (표) that is written once, row by row, whatever its length. */
export interface Table extends TableAbout {
  readonly columns: readonly Pick<Column<never>, 'header' | 'kind'>[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}

/** @param rows read once, as fast as the table is written */
export const tableOf = <R>(
  columns: readonly Column<R>[],
  rows: Iterable<R> | AsyncIterable<R>,
  about: TableAbout,
): Table => ({ ...about, columns, rows: cellsOf(columns, rows) });

async function* cellsOf<R>(
  columns: readonly Column<R>[],
  rows: Iterable<R> | AsyncIterable<R>,
): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows) yield columns.map(({ of }) => of(row));
}

/** A number as all its digits; undefined for what is none. */
export function digitsOf(value: Cell): string | undefined {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
}

/** So many characters leave at once: a chunk for each row would cost more than the row. */
const CHUNK = 16 * 1024;

/** The same text in fewer pieces. */
export async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
