import { StreamableFile } from '@nestjs/common';
import { csvOf } from '../exports/csv.js';
import { ODS_TYPE, odsOf } from '../exports/ods.js';
import type { Table } from '../exports/table.js';
import { invalid } from '../kernel/errors.js';
import { disposition } from './file-names.js';
import { PageRequest } from './paging.js';
import { OneOf } from './validation/fields.js';

/** How an answer comes: as JSON, or as a file of a whole table. */
export const FORMATS = ['json', 'csv', 'ods'] as const;
export type Format = (typeof FORMATS)[number];

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', ods: ODS_TYPE } as const;

/** Content types of the files, for the API document. */
export const FILE_TYPES: readonly string[] = ['text/csv', ODS_TYPE];

/** `format` of a request. */
export const FormatField = (): PropertyDecorator =>
  OneOf(FORMATS, {
    optional: true,
    description:
      'json unless said otherwise; csv and ods are a file of everything: a list has no limit and no cursor then',
  });

/** Base of the request of a list that is also given out as a file. */
export class ExportedPageRequest extends PageRequest {
  @FormatField()
  readonly format?: Format;
}

interface Exported {
  readonly format?: Format;
  readonly cursor?: string;
}

/**
 * The file that a request asks for. Its first row is read before anything is answered, so that what cannot be read is
 * refused, and not cut off.
 * @returns undefined when the request asks for JSON
 * @throws Refusal 422 for a page of a file
 */
export async function fileFor(
  { format = 'json', cursor }: Exported,
  made: () => Table,
): Promise<StreamableFile | undefined> {
  if (format === 'json') return undefined;
  if (cursor !== undefined)
    throw invalid('REQUEST_INVALID', 'The request is not as it should be: /cursor.', [
      { pointer: '/cursor', code: 'FIELD_UNKNOWN', detail: `nothing of this name is taken with format=${format}` },
    ]);
  const table = await begun(made());
  const { ko, en } = table.name;
  const fallback = `${en.toLowerCase().replaceAll(' ', '-')}.${format}`;
  return new StreamableFile(format === 'csv' ? csvOf(table) : odsOf(table), {
    type: TYPES[format],
    disposition: disposition({ name: `${ko}.${format}` }, fallback, TYPES.csv),
  });
}

async function begun(table: Table): Promise<Table> {
  const rows = table.rows[Symbol.asyncIterator]();
  const first = await rows.next();
  return { ...table, rows: following(first, rows) };
}

async function* following<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
