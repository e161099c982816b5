import * as fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { gramsOf, initialsOf, matches, neededGrams, queryWords, searchable, squeezed } from './korean-text.js';

const upstage = ['업스테이지 AI 워크스페이스', '주식회사 업스테이지', '생성형 AI로 문서를 자동화한다.', 'DOCUMENT'];

describe('Searching Korean text', () => {
  it.each([
    ['업스테이지', 'the name'],
    ['업스테이지의', 'a particle behind it'],
    ['업스테이지에서는', 'two particles behind it'],
    ['AI워크스페이스', 'other spacing'],
    ['ＡＩ', 'full-width letters'],
    ['워크스페이스 업스테이지', 'words in any order'],
    ['스테이', 'the middle of a word'],
    ['ㅇㅅㅌㅇㅈ', '초성'],
    ['ㅇㅋㅅ', '초성 of the middle of a name'],
    ['업스테이지'.normalize('NFD'), 'decomposed input'],
    ['document', 'a category in any case'],
  ])('finds %s: %s', (query) => {
    expect(matches(upstage, query)).toBe(true);
  });

  it.each(['다운스테이지', 'ㅇㅅㅌㅇㅇ', '.*', '(a+)+$', '스페이스주식회사', '$업스테이지'])(
    'does not find %s',
    (query) => {
      expect(matches(upstage, query)).toBe(false);
    },
  );

  it('keeps short words whole', () => {
    expect(queryWords('회의')).toEqual([{ forms: ['회의'], isInitials: false }]);
  });

  it('names the initial consonants', () => {
    expect(initialsOf('업스테이지 AI')).toBe('ㅇㅅㅌㅇㅈai');
    expect(initialsOf('쌍둥이')).toBe('ㅆㄷㅇ');
  });

  it('narrowing by grams never loses a text that contains the word', () => {
    const korean = fc.stringMatching(/^[가나다업스테이지 AIa1\n]{0,30}$/);
    fc.assert(
      fc.property(korean, fc.nat(20), fc.nat(6), (text, from, length) => {
        const line = searchable([text]);
        const word = [...line].slice(from, from + length).join('');
        const grams = gramsOf(line);
        expect(neededGrams(word).every((gram) => grams.includes(gram))).toBe(true);
      }),
      propertyRuns(),
    );
  });

  it('takes time in proportion to its input, whatever the input', () => {
    const started = performance.now();
    squeezed('ㄱ'.repeat(100_000));
    matches(upstage, `${'(a+'.repeat(200)}${' 가'.repeat(200)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
