import fc from 'fast-check';
import { proves } from '#testing/proves.js';
import { propertyRuns } from '#testing/property-runs.js';
import { nameFinder, textFinder } from './finding.js';
import { foldedName } from './folding.js';

const same = (...names: readonly string[]) => new Set(names.map(foldedName)).size === 1;

describe('Two names are one', () => {
  it.each([
    ['forms of a company', ['(주)업스테이지', '㈜업스테이지', '업스테이지㈜', '주식회사 업스테이지', '업스테이지']],
    ['forms of other bodies', ['(유)한빛', '유한회사 한빛', '한빛 유한책임회사', '재단법인 한빛', '(재) 한빛']],
    ['foreign forms', ['Example Co., Ltd.', 'EXAMPLE Inc.', 'example LLC', 'Example']],
    ['spacing', ['예시문서요약', '예시 문서 요약', '예시\u00A0문서\u3000요약', '예시\t문서 요약']],
    ['width and case', ['ＡＩ 문서', 'AI문서', 'ai 문서']],
    [
      'middle dots of every kind',
      ['문서·요약', '문서ㆍ요약', '문서･요약', '문서•요약', '문서‧요약', '문서・요약', '문서 요약'],
    ],
    [
      'other signs between letters',
      ['문서/요약', '문서,요약', '문서-요약', '문서?요약', '문서"요약', '문서 – 요약!', '「문서」요약'],
    ],
    ['what is not shown', ['문\u00AD서 요약', '문\u200B서\uFEFF 요약', '문서 요약\u3164', '문서 요약']],
    ['composed and decomposed', ['한글 문서', '한글 문서'.normalize('NFD')]],
    ['compatibility forms', ['㎡ 관리 ①호 Ⅱ', 'm2 관리 1호 II', 'M2관리1호ii']],
    ['letters that stand alone', ['ㅎㅎ 서비스', '\u1112\u1112 서비스', '\uFFBE\uFFBE 서비스']],
  ])('by %s', proves({ 'R-42': foldedName }), (_, names) => {
    expect(names.map(foldedName)).toEqual(names.map(() => foldedName(names.at(-1) ?? '')));
  });

  it.each([
    ['업스테이지', '다운스테이지'],
    ['C++ 교육', 'C# 교육'],
    ['C++ 교육', 'C 교육'],
    ['문서 요약 1', '문서 요약 2'],
    ['ㅏ', '아'],
    ['ㄱㅏ', '가'],
  ])('but %s and %s are two', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it('keeps a name that is nothing but a form of a company', () => {
    expect(['주식회사', '(주)', 'Inc.'].map(foldedName)).toEqual(['주식회사', '주', 'inc']);
  });
});

const korean = fc.stringMatching(/^[가나다업스테이지주식회사(주)㈜·ㆍ,\-AaBbＡ１1 ㄱㅏㅄ]{1,20}$/u);
const SIGNS = ['·', 'ㆍ', '･', '•', '‧', '・', ' ', '\u3000', ',', '/', '-', '\u200B', '\u00AD'];

describe('The form by which names are compared', () => {
  it('stays as it is when it is made again', () => {
    fc.assert(
      fc.property(fc.oneof(korean, fc.string({ unit: 'binary', maxLength: 20 })), (name) => {
        expect(foldedName(foldedName(name))).toBe(foldedName(name));
      }),
      propertyRuns(),
    );
  });

  it('is the same with signs, invisible characters, other width, case and composition', () => {
    const words = fc.array(fc.stringMatching(/^[가나다업스테이지ab1]{1,6}$/u), { minLength: 1, maxLength: 4 });
    const dressed = fc.record({
      sign: fc.constantFrom(...SIGNS),
      form: fc.constantFrom('(주)', '㈜', '주식회사 ', ''),
    });
    fc.assert(
      fc.property(words, dressed, fc.boolean(), (parts, { sign, form }, decomposed) => {
        const plain = parts.join(' ');
        const other = form + parts.join(sign).toUpperCase();
        expect(foldedName(decomposed ? other.normalize('NFD') : other)).toBe(foldedName(plain));
      }),
      propertyRuns(),
    );
  });

  it('is found by itself, and by each part of it', () => {
    const name = fc.stringMatching(/^[가나다업스테이지ab1]{2,12}$/u);
    fc.assert(
      fc.property(name, fc.nat(10), fc.integer({ min: 1, max: 6 }), (text, from, length) => {
        expect(nameFinder(text)(text)).toBe(true);
        const part = [...text].slice(from, from + length).join('');
        if (part !== '') expect(nameFinder(part)(`앞 ${text} 뒤`)).toBe(true);
      }),
      propertyRuns(),
    );
  });

  it('takes time in proportion to its input', () => {
    const begun = performance.now();
    foldedName('ㄱ(주)·'.repeat(5_000));
    foldedName('주식회사'.repeat(2_000));
    nameFinder('(a+'.repeat(60))('가나다'.repeat(60));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('A query finds', () => {
  const name = '주식회사 업스테이지 AI 문서 분석·요약';

  it.each([
    ['업스테이지', 'the name'],
    ['(주)업스테이지', 'another form of the company'],
    ['업스테이지㈜', 'the form behind it'],
    ['업스테이지에서의', 'particles, stacked'],
    ['업스테이지까지도', 'particles, stacked'],
    ['문서에는', 'particles, stacked'],
    ['분석 요약', 'a sign as spacing'],
    ['분석요약', 'no spacing'],
    ['요약 업스테이지', 'words in any order'],
    ['ai', 'small letters'],
    ['ＡＩ', 'full width'],
    ['ㅇㅅㅌㅇㅈ', '초성'],
    ['ㅂㅅ', '초성 of 분석'],
    ['ㅄ', '초성 as a keyboard joins them'],
    ['업스테이ㅈ', 'the consonant of the last syllable'],
    ['업스테잊', 'the consonant taken for the end of the syllable before'],
    ['업스테이지 무', 'the last syllable without its end'],
    ['업스테이지'.normalize('NFD'), 'decomposed letters'],
  ])('by %s: %s', proves({ 'R-42': textFinder }), (query) => {
    expect(nameFinder(query)(name)).toBe(true);
  });

  it.each(['다운스테이지', 'ㅇㅅㅌㅇㅇ', '.*', '(a+)+$', '업스테이ㅁ', '요약의의의회', '···', ''])(
    'nothing by "%s"',
    proves({ 'R-42': textFinder }),
    (query) => {
      expect(nameFinder(query)(name)).toBe(false);
    },
  );

  it('leaves short words whole', () => {
    expect(nameFinder('회의')('회계 서비스')).toBe(false);
  });
});
