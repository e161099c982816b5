import { createHash } from 'node:crypto';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import { saltedDigest } from '#common/aggregates/history-chain/hash-chain.js';
import { findGuesses, type FoundBy } from './guessing.js';

const body = { vote: 'NO', reason: '보안 미흡' };
const guesses = { values: ['YES', 'NO'], texts: ['보안 미흡'], bodies: [{ vote: 'YES' }, body] };
const hash = sha256(canonicalJson(body));

describe('The search of a guesser', () => {
  it.each<[string, unknown, FoundBy]>([
    ['a value', { votes: [{ vote: 'YES' }] }, 'value'],
    ['a text in a longer one', { line: 'the reason was 보안 미흡, they said' }, 'text'],
    ['JSON in a text', { value: '{"data":{"vote":"YES"}}' }, 'value'],
    ['JSON in JSON', { value: JSON.stringify({ line: JSON.stringify({ vote: 'NO' }) }) }, 'value'],
    ['bytes', { value: Buffer.from('{"vote":"YES"}') }, 'value'],
    ['a digest of a body', { requestHash: hash }, 'digest'],
    ['a digest of a body, its fields in the order of the request', { h: sha256(JSON.stringify(body)) }, 'digest'],
    ['a digest in another encoding', { h: createHash('sha256').update('YES').digest('base64') }, 'digest'],
    ['a digest as bytes', { h: createHash('sha256').update(canonicalJson(body)).digest() }, 'digest'],
    ['a digest in a line of a log', [`failed: ${hash}`], 'digest'],
    ['a digest of a digest', { h: sha256(hash) }, 'digest'],
    ['a salted digest of a value, next to its salt', { digests: { 'data/vote': saltedDigest('NO') } }, 'salted digest'],
    ['a salted digest of a body', { request: saltedDigest(body) }, 'salted digest'],
    ['a salted digest of the digest of a body', { requestHash: saltedDigest(hash) }, 'salted digest'],
    ['a name of a field', { YES: 1 }, 'value'],
  ])('finds %s', (_, content, by) => {
    expect(findGuesses('here', content, guesses).map((found) => found.by)).toContain(by);
  });

  it('says where it found what', () => {
    expect(findGuesses('sessions', [{ data: { vote: 'YES' } }], guesses)).toEqual([
      { at: 'sessions/0/data/vote', by: 'value', guess: 'YES' },
    ]);
  });

  it('finds nothing where there is nothing', () => {
    const erased = { vote: null, digests: { 'data/vote': { salt: '', digest: saltedDigest('YES').digest } } };
    const others = { at: new Date(), text: 'YESTERDAY {', n: 1, none: null, other: saltedDigest('ABSTAIN') };
    expect(findGuesses('here', [erased, others], guesses)).toEqual([]);
  });
});
