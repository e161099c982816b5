import type { FieldError } from '../kernel/errors.js';
import { checkRecord, type Checked, type Checking } from './checking.js';
import { LINE_BYTES_MAX, linesOf } from './splitting.js';

/** A line as it was read, with its place in the file, from 1. */
export type ReadLine = Checked & { readonly at: number };

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\uFEFF';

/** Reads JSON Lines as they come. A line that is wrong is refused by itself; empty lines are no lines. */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  checking: Checking,
): AsyncGenerator<ReadLine, void, undefined> {
  for await (const { bytes, at } of linesOf(chunks, { quotes: false })) {
    const text = bytes === undefined ? tooLong : lineOf(bytes, at);
    if (typeof text !== 'string') yield { ...text, at };
    else if (text !== '') yield { ...readLine(text, checking), at };
  }
}

/** Why a line is refused as it stands, before anything in it is looked at. */
export const refusedLine = (
  code: string,
  detail: string,
  pointer = '',
): { readonly refused: readonly FieldError[] } => ({
  refused: [{ pointer, code, detail }],
});

export const tooLong = refusedLine('LINE_TOO_LONG', `longer than ${LINE_BYTES_MAX} bytes: no record is`);
const notUtf8 = refusedLine('LINE_NOT_UTF8', 'in another encoding than UTF-8 (CP949?): save the file as UTF-8');

/** The text of a line without outer blanks, and without the mark that the first one may begin with. */
export function lineOf(bytes: Uint8Array, at: number): string | typeof notUtf8 {
  try {
    const text = UTF8.decode(bytes);
    return (at === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).trim();
  } catch {
    return notUtf8;
  }
}

function readLine(line: string, checking: Checking): Checked {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refusedLine('LINE_NOT_JSON', 'one JSON object on one line');
  }
  return checkRecord(value, checking);
}
