import type { Checking } from './checking.js';
import { readCsvRecords } from './reading-csv.js';
import { readRecords, type ReadLine } from './reading-lines.js';

export type RecordReader = (
  chunks: AsyncIterable<Uint8Array>,
  checking: Checking,
) => AsyncGenerator<ReadLine, void, undefined>;

/** CSV where the name of the file says so, JSON Lines otherwise. */
export const readerOf = (file: string): RecordReader => (/\.csv$/i.test(file) ? readCsvRecords : readRecords);
