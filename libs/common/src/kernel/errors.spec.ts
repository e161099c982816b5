import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import {
  AccessRefused,
  assertNever,
  exhausted,
  forbidden,
  full,
  gone,
  HttpRefusal,
  invalid,
  notFound,
  Refusal,
  shortened,
  unauthenticated,
  unavailable,
  withheld,
  wrongState,
} from './errors.js';

describe('What an answer repeats of a request', () => {
  it('is cut at its length, and says so', () => {
    expect(shortened('가나다라', 4)).toBe('가나다라');
    expect(shortened('가나다라마', 4)).toBe('가나다…');
    expect(shortened('a'.repeat(200))).toHaveLength(200);
    expect(shortened('a'.repeat(201))).toBe(`${'a'.repeat(199)}…`);
  });

  it('never ends in half a character', () => {
    expect(shortened('ab😀cd', 4)).toBe('ab…');
    expect(shortened('a😀bcd', 4)).toBe('a😀…');
    const text = fc.string({ unit: fc.constantFrom('a', '가', '😀', '\uE000', '\uD7FF') });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 12 }), (long, max) => {
        const short = shortened(long, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toMatch(/\p{Cs}/u);
        if (long.length <= max) expect(short).toBe(long);
        else expect(short.length).toBeGreaterThanOrEqual(max - 1);
      }),
      propertyRuns(),
    );
  });
});

describe('A refusal', () => {
  it.each([
    [invalid('REASON_MISSING', 'why'), 'invalid'],
    [wrongState('REASON_MISSING', 'why'), 'state'],
    [unavailable('REASON_MISSING', 'why'), 'unavailable'],
    [gone('REASON_MISSING', 'why'), 'gone'],
    [full('REASON_MISSING', 'why'), 'full'],
    [exhausted('REASON_MISSING', 'why', 7), 'exhausted'],
  ])('says its code and its detail: %s', (refusal, kind) => {
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ name: 'Refusal', kind, code: 'REASON_MISSING', detail: 'why', errors: [] });
    expect(refusal.message).toBe('REASON_MISSING: why');
  });

  it('names when to try again where time helps, and where a value was wrong', () => {
    expect(exhausted('DRAFTS_TOO_MANY', 'why', 7).retryAfterSeconds).toBe(7);
    expect(full('VAULT_FULL', 'why').retryAfterSeconds).toBeUndefined();
    const error = { pointer: '/a', code: 'FIELD_MISSING', detail: 'needed' };
    expect(invalid('REQUEST_INVALID', 'why', [error]).errors).toEqual([error]);
  });

  it('by permission is told to the security log, and reads as if the thing were not there', () => {
    const [hidden, absent] = [withheld('application', '7'), notFound('application', '7')];
    expect(hidden).toBeInstanceOf(AccessRefused);
    expect(absent).not.toBeInstanceOf(AccessRefused);
    const seen = ({ kind, code, detail, errors }: Refusal) => ({ kind, code, detail, errors });
    expect(seen(hidden)).toEqual(seen(absent));
    expect(seen(absent)).toMatchObject({ kind: 'hidden', code: 'NOT_FOUND' });
    expect(forbidden('not yours')).toBeInstanceOf(AccessRefused);
    expect(forbidden('not yours')).toMatchObject({ kind: 'forbidden', code: 'FORBIDDEN', detail: 'not yours' });
  });

  it('of a call without a token says how to authenticate', () => {
    expect(unauthenticated('no token')).toMatchObject({
      name: 'HttpRefusal',
      status: 401,
      code: 'UNAUTHENTICATED',
      message: 'UNAUTHENTICATED: no token',
      headers: { 'www-authenticate': 'Bearer' },
    });
    expect(unauthenticated('expired', 'Bearer error="invalid_token"').headers['www-authenticate']).toBe(
      'Bearer error="invalid_token"',
    );
    expect(new HttpRefusal(404, 'NOT_FOUND', 'no such route').headers).toEqual({});
  });

  it('is no answer to a value that no code foresees', () => {
    expect(() => assertNever('WHAT' as never)).toThrow('"WHAT"');
  });
});
