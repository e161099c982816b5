import * as fc from 'fast-check';
import { initialsOf, textFinder } from '#common/kernel/names/finding.js';
import { foldedName } from '#common/kernel/names/folding.js';
import { propertyRuns } from '#testing/property-runs.js';
import { gramsOf, neededGrams } from './grams.js';

const upstage = ['업스테이지 AI 워크스페이스', '주식회사 업스테이지', '생성형 AI로 문서를 분석·요약한다.', 'DOCUMENT'];
const matches = (query: string): boolean => textFinder(query).finds(upstage.map(foldedName));

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
    ['$업스테이지', 'a sign before it'],
    ['문서 업스테이지', 'words of several fields'],
  ])('finds %s: %s', (query) => {
    expect(matches(query)).toBe(true);
  });

  it.each(['다운스테이지', 'ㅇㅅㅌㅇㅇ', '.*', '(a+)+$', '스페이스업스테이지', '업스테이지생성형'])(
    'does not find %s',
    (query) => {
      expect(matches(query)).toBe(false);
    },
  );

  it('narrowing by grams never loses a text that contains the word', () => {
    const korean = fc.stringMatching(/^[가나다업스테이지 AIa1\n]{0,30}$/);
    fc.assert(
      fc.property(korean, fc.nat(20), fc.nat(6), (text, from, length) => {
        const line = foldedName(text);
        const word = [...line].slice(from, from + length).join('');
        const grams = gramsOf(line);
        expect(neededGrams(word).every((gram) => grams.includes(gram))).toBe(true);
      }),
      propertyRuns(),
    );
  });

  it('narrowing by grams never loses a text that the finder finds', () => {
    const letters = fc.stringMatching(/^[가나다업스테이지의에서 AIa1ㅇㅅㅌ·]{1,12}$/u);
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 3 }), letters, (fields, query) => {
        const texts = fields.map(foldedName);
        const { words, whole, finds } = textFinder(query);
        const grams = new Set(texts.flatMap((text) => [...gramsOf(text), ...gramsOf(initialsOf(text))]));
        const has = (text: string) => neededGrams(text).every((gram) => grams.has(gram));
        if (finds(texts)) expect(has(whole) || words.every((word) => word.texts.some(has))).toBe(true);
      }),
      propertyRuns(1_000),
    );
  });

  it('takes time in proportion to its input, whatever the input', () => {
    const started = performance.now();
    foldedName('ㄱ'.repeat(100_000));
    matches(`${'(a+'.repeat(200)}${' 가'.repeat(200)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
