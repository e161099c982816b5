import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { withParticle } from './particles.js';

describe('withParticle', () => {
  it.each([
    ['서비스', '은/는', '서비스는'],
    ['보완', '은/는', '보완은'],
    ['신청', '이/가', '신청이'],
    ['회의', '이/가', '회의가'],
    ['자료', '을/를', '자료를'],
    ['요청', '을/를', '요청을'],
    ['위원', '과/와', '위원과'],
    ['의사', '과/와', '의사와'],
    ['서울', '으로/로', '서울로'],
    ['부산', '으로/로', '부산으로'],
    ['제주', '으로/로', '제주로'],
    ['제63차', '은/는', '제63차는'],
    ['버전 3', '이/가', '버전 3이'],
    ['버전 2', '이/가', '버전 2가'],
    ['메일 10', '은/는', '메일 10은'],
    ['SaaS', '은/는', 'SaaS는'],
    ['CRM', '을/를', 'CRM을'],
    ['URL', '으로/로', 'URL로'],
    ['클라우드(주)', '은/는', '클라우드(주)는'],
    ['“민원365”', '이/가', '“민원365”가'],
    ['클라우드', '은/는', '클라우드는'],
  ] as const)('puts %s with %s: %s', (text, particle, expected) => {
    expect(withParticle(text, particle)).toBe(expected);
  });

  it('shows both forms where the sound cannot be told', () => {
    expect(withParticle('', '은/는')).toBe('은(는)');
    expect(withParticle('雲', '을/를')).toBe('雲을(를)');
  });

  it('follows the final consonant of any syllable, composed or not', () => {
    fc.assert(
      fc.property(fc.nat(18), fc.nat(20), fc.nat(27), fc.boolean(), (initial, vowel, final, composed) => {
        const syllable = String.fromCodePoint(0xac00 + (initial * 21 + vowel) * 28 + final);
        const text = syllable.normalize(composed ? 'NFC' : 'NFD');
        expect(withParticle(text, '은/는')).toBe(text + (final === 0 ? '는' : '은'));
      }),
      propertyRuns(1_000),
    );
  });
});
