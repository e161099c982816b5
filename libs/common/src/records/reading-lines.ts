import type { FieldError } from '../kernel/errors.js';
import { checkRecord, type Checked, type Checking } from './checking.js';

/** A longer line is refused: no record is near it, and it would have to be held whole. */
export const LINE_BYTES_MAX = 1024 * 1024;

/** A line as it was read, with its place in the file, from 1. */
export type ReadLine = Checked & { readonly at: number };

const LINE_FEED = 0x0a;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\uFEFF';

/** Reads JSON Lines as they come. A line that is wrong is refused by itself; empty lines are no lines. */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  checking: Checking,
): AsyncGenerator<ReadLine, void, undefined> {
  let at = 0;
  for await (const line of linesOf(chunks)) {
    at += 1;
    const read = line === undefined ? tooLong : readLine(line, at === 1, checking);
    if (read !== undefined) yield { ...read, at };
  }
}

const refused = (code: string, detail: string): { readonly refused: readonly FieldError[] } => ({
  refused: [{ pointer: '', code, detail }],
});

export const tooLong = refused('LINE_TOO_LONG', `longer than ${LINE_BYTES_MAX} bytes: no record is`);
export const notUtf8 = refused('LINE_NOT_UTF8', 'in another encoding than UTF-8 (CP949?): save the file as UTF-8');

/** @returns undefined for bytes that are no UTF-8 */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

function readLine(bytes: Uint8Array, isFirst: boolean, checking: Checking): Checked | undefined {
  const text = textOf(bytes);
  if (text === undefined) return notUtf8;
  const line = (isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).trim();
  if (line === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refused('LINE_NOT_JSON', 'one JSON object on one line');
  }
  return checkRecord(value, checking);
}

/** Bytes up to each line feed; undefined for a line that is too long, of which no more than the limit is held. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | undefined, void, undefined> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const ended = (): Uint8Array | undefined => {
    const line = bytes > LINE_BYTES_MAX ? undefined : Buffer.concat(parts);
    parts = [];
    bytes = 0;
    return line;
  };
  const add = (part: Uint8Array): void => {
    bytes += part.length;
    if (bytes <= LINE_BYTES_MAX) parts.push(part);
    else parts = [];
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
      add(chunk.subarray(from, to));
      yield ended();
      from = to + 1;
    }
    add(chunk.subarray(from));
  }
  if (bytes > 0) yield ended();
}
