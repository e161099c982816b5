import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const filesOf = (...patterns: readonly string[]): readonly (readonly [string, string])[] =>
  execFileSync('git', ['ls-files', '-z', '--', ...patterns], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(ROOT, file)))
    .map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]);

/** Places in a document where a field, a parameter or a required name is `state`. */
function statesIn(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => statesIn(item, `${at}/${i}`));
  if (value === 'state' && /\/(name|required\/\d+)$/.test(at)) return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(key === 'state' && at.endsWith('/properties') ? [`${at}/state`] : []),
    ...statesIn(item, `${at}/${key}`),
  ]);
}

const DEADLINE_KEYS =
  /\bkey: '([^']*)',\s*due(?:At|On)\b|\b(?:within|dutyWithin|dueInBusinessDays)\((?:moment, )?'([^']+)'/g;
const lowerCaseKeysIn = (source: string): readonly string[] =>
  [...source.matchAll(DEADLINE_KEYS)]
    .map(([, stated, passed]) => stated ?? passed ?? '')
    .filter((key) => !/^[A-Z]+(?:_[A-Z0-9]+)*$/.test(key));

/** ADR 0026. */
describe('Public words', () => {
  const documents = filesOf('interfaces/*.json');

  it('are `status`, never `state`, in every API document and schema', () => {
    expect(documents.length).toBeGreaterThan(50);
    expect(documents.flatMap(([file, text]) => statesIn(JSON.parse(text)).map((at) => `${file} ${at}`))).toEqual([]);
    expect(statesIn({ properties: { state: {} }, required: ['state'], parameters: [{ name: 'state' }] })).toEqual([
      '/properties/state',
      '/required/0',
      '/parameters/0/name',
    ]);
  });

  it('spell `catalog` in one way', () => {
    expect(
      filesOf('interfaces')
        .filter(([, text]) => /catalogue/i.test(text))
        .map(([file]) => file),
    ).toEqual([]);
  });

  it('are UPPER_CASE for keys of deadlines', () => {
    const sources = filesOf('apps/*/src/*/domain/*.ts');
    const stated = sources.flatMap(([, text]) => [...text.matchAll(DEADLINE_KEYS)]);
    expect(stated.length).toBeGreaterThan(10);
    expect(sources.flatMap(([file, text]) => lowerCaseKeysIn(text).map((key) => `${file} ${key}`))).toEqual([]);
    expect(lowerCaseKeysIn("{ key: 'usage-registration', dueAt } within('Check', 3)")).toEqual([
      'usage-registration',
      'Check',
    ]);
  });
});
