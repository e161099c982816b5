import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import { differencesOf, persisting, rowText, type Rows } from './rows.js';

const rows = (entries: Readonly<Record<string, Record<string, unknown>>>): Rows =>
  new Map(Object.entries(entries).map(([id, row]) => [id, rowText(row)]));

describe('Two sets of rows', () => {
  it('differ in missing rows and in field values', () => {
    const source = rows({ a: { n: 1 }, b: { n: 1 }, c: { n: 1, at: new Date(0) } });
    const copy = rows({ b: { n: 2 }, c: { at: new Date(0), n: 1 }, d: { n: 1 } });
    expect(differencesOf(source, copy)).toMatchObject([
      { id: 'a', kind: 'missing' },
      { id: 'b', kind: 'different', fields: ['n: 1 ≠ 2'] },
      { id: 'd', kind: 'extra' },
    ]);
  });

  it('differ in long fields, too', () => {
    const [one, other] = ['x'.repeat(500), `${'x'.repeat(499)}y`];
    expect(differencesOf(rows({ a: { one } }), rows({ a: { one: other } }))).toHaveLength(1);
    expect(differencesOf(rows({ a: { one } }), rows({ a: { one } }))).toEqual([]);
  });

  it('S3: show a long field by a hash that no one else can compute', () => {
    const long = 'x'.repeat(500);
    const shown = rowText({ long })['long'] ?? '';
    expect(shown).toMatch(/^hash:[0-9a-f]{16}$/);
    expect(shown).not.toContain(sha256(canonicalJson(long)).slice(0, 16));
  });
});

describe('A difference', () => {
  const at = (source: Rows, copy: Rows) => differencesOf(source, copy);
  const stale = rows({ a: { n: 1 } });

  it('counts when the copy did not change, even if the source did', () => {
    const first = at(rows({ a: { n: 2 } }), stale);
    expect(persisting(first, at(rows({ a: { n: 3 } }), stale))).toHaveLength(1);
  });

  it('does not count when the copy changed, or it is gone at the second look', () => {
    const first = at(rows({ a: { n: 2 } }), stale);
    expect(persisting(first, at(rows({ a: { n: 3 } }), rows({ a: { n: 2 } })))).toEqual([]);
    expect(persisting(first, at(rows({ a: { n: 2 } }), rows({ a: { n: 2 } })))).toEqual([]);
  });

  it('does not count when only the second look finds it', () => {
    expect(persisting([], at(rows({ a: { n: 2 } }), stale))).toEqual([]);
  });
});
