import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { canonicalJson, sha256, storedText } from './canonical-json.js';

describe('The text of a value', () => {
  it('is the same in whatever order its members are', () => {
    const one = { b: [1, { d: null, c: 'x' }], a: new Date('2025-08-05T00:00:00Z') };
    const other = { a: '2025-08-05T00:00:00.000Z', b: [1, { c: 'x', d: null }] };
    expect(canonicalJson(one)).toBe('{"a":"2025-08-05T00:00:00.000Z","b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson(other)).toBe(canonicalJson(one));
  });

  it('leaves out a member that is undefined, as JSON does; the store keeps it as null', () => {
    expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
    expect(storedText({ a: undefined, b: [undefined] })).toBe('{"a":null,"b":[null]}');
    expect([canonicalJson(undefined), canonicalJson(null), canonicalJson('가')]).toEqual(['null', 'null', '"가"']);
  });

  it('has the SHA-256 that other programs compute', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is the text that JSON writes of each part, in the order of the keys', () => {
    const text = fc
      .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x22, 0x5c, 0x7f, 0xd800, 0xdc00)))
      .map((units) => String.fromCharCode(...units));
    const value = fc.anything({
      values: [text, fc.double(), fc.boolean(), fc.constant(null)],
      key: fc.oneof(text, fc.constantFrom('10', '9', '__proto__')),
      maxDepth: 4,
    });
    fc.assert(
      fc.property(value, (one) => {
        expect(canonicalJson(one)).toBe(partByPart(one));
      }),
      propertyRuns(),
    );
  });
});

function partByPart(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(partByPart).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${partByPart(member)}`).join(',')}}`;
}
