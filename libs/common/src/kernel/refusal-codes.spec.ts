import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EDGE_CODES, kindsOf, REFUSAL_CODES, type RefusalCode, type RefusalKind } from './refusal-codes.js';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

const CALLS: readonly (readonly [call: RegExp, kind: RefusalKind])[] = [
  [/\bwrongState\(\s*'([A-Z_]+)'/g, 'state'],
  [/\binvalid\(\s*'([A-Z_]+)'/g, 'invalid'],
  [/\bunavailable\(\s*'([A-Z_]+)'/g, 'unavailable'],
  [/\bgone\(\s*'([A-Z_]+)'/g, 'gone'],
  [/\bexhausted\(\s*'([A-Z_]+)'/g, 'exhausted'],
  [/\bfull\(\s*'([A-Z_]+)'/g, 'full'],
];

/** Codes that a source refuses with and the table does not have, or has as another kind. */
const strangersIn = (source: string): readonly string[] =>
  CALLS.flatMap(([call, kind]) =>
    [...source.matchAll(call)]
      .map((found) => found[1] ?? '')
      .filter((code) => !(code in REFUSAL_CODES && kindsOf(code as RefusalCode).includes(kind))),
  );

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps/*.ts', 'libs/common/*.ts'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !/\.(spec|suite|fixture)\.ts$|\/testing\/|refusal-codes/.test(file))
  .flatMap((file) => {
    try {
      return [readFileSync(path.join(ROOT, file), 'utf8')];
    } catch {
      return []; // deleted, not committed yet
    }
  });

describe('The codes of refusals', () => {
  it('are all in the table, under the kind they come with', () => {
    expect(sources.flatMap(strangersIn)).toEqual([]);
  });

  it('are all used', () => {
    const all = sources.join('\n');
    // Codes made of a status (`CONTRACT_NOT_SIGNING`) or of an aggregate (`SUPPLIER_EXISTS`) are put together at run
    // time.
    const composed = /^METHOD_IS_|_EXISTS$/;
    expect(Object.keys(REFUSAL_CODES).filter((code) => !composed.test(code) && !all.includes(`'${code}'`))).toEqual([]);
  });

  it('would be noticed if they were not in the table', () => {
    expect(strangersIn("wrongState('NOT_IN_THE_TABLE', '')")).toEqual(['NOT_IN_THE_TABLE']);
    expect(strangersIn("invalid('QUORUM_NOT_MET', '')")).toEqual(['QUORUM_NOT_MET']);
  });

  it('of the edge are none that a rule of a service has to declare', () => {
    expect(EDGE_CODES.has('FORBIDDEN')).toBe(true);
    expect(EDGE_CODES.has('QUORUM_NOT_MET')).toBe(false);
  });
});
