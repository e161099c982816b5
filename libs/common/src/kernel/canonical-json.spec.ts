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
});
