import { buffer } from 'node:stream/consumers';
import { eventually } from '#testing/eventually.js';
import { tableOf } from '../exports/table.js';
import { fileFor, FILE_TYPES } from './exporting.js';

const ABOUT = { name: { ko: '계약 2025-11', en: 'Contracts 2025-11' }, facts: [] };
const COLUMN = { header: { ko: '번호', en: 'Number' }, kind: 'TEXT' as const, of: (row: string) => row };
const tableWith = (rows: Iterable<string>) => () => tableOf([COLUMN], rows, ABOUT);

describe('A list as a file', () => {
  it('is made when csv or ods is asked for, under its Korean name', async () => {
    const csv = await fileFor({ format: 'csv' }, tableWith(['NC-1', 'NC-2']));
    expect(csv?.getHeaders()).toMatchObject({
      type: 'text/csv; charset=utf-8; header=present',
      disposition: expect.stringContaining(`filename*=UTF-8''${encodeURIComponent('계약 2025-11.csv')}`) as string,
    });
    expect(csv?.getHeaders().disposition).toContain('filename=contracts-2025-11.csv');
    expect((await buffer(csv!.getStream())).toString()).toBe('\uFEFF"번호"\r\n"Number"\r\n"NC-1"\r\n"NC-2"\r\n');
    const ods = await fileFor({ format: 'ods' }, tableWith([]));
    expect(ods?.getHeaders().disposition).toContain('filename=contracts-2025-11.ods');
    expect(FILE_TYPES).toEqual(['text/csv', ods?.getHeaders().type]);
    await buffer(ods!.getStream());
  });

  it('is not made otherwise', async () => {
    const never = () => expect.unreachable('no table is made');
    expect(await fileFor({}, never)).toBeUndefined();
    expect(await fileFor({ format: 'json', cursor: 'abc' }, never)).toBeUndefined();
  });

  it('has no pages', async () => {
    await expect(fileFor({ format: 'csv', cursor: 'abc' }, tableWith([]))).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      errors: [{ pointer: '/cursor' }],
    });
  });

  it('is refused, and not begun, when its first row cannot be read', async () => {
    const broken = { [Symbol.iterator]: () => expect.unreachable('the store is away') };
    await expect(fileFor({ format: 'ods' }, tableWith(broken))).rejects.toThrow('the store is away');
  });

  it('lets go of its rows when its reader leaves', async () => {
    let isLetGo = false;
    function* rows(): Generator<string> {
      try {
        for (;;) yield 'NC-1';
      } finally {
        isLetGo = true;
      }
    }
    const file = await fileFor({ format: 'csv' }, tableWith(rows()));
    for await (const chunk of file!.getStream()) if (chunk !== undefined) break;
    await eventually(() => expect(isLetGo).toBe(true));
  });
});
