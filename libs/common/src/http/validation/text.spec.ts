import * as fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import {
  cleanText,
  flawOfName,
  flawOfSearch,
  flawOfText,
  isName,
  isText,
  NAME_PATTERN,
  SEARCH_PATTERN,
  textPattern,
} from './text.js';

const TEXT = new RegExp(textPattern(1), 'u');
const NAME = new RegExp(NAME_PATTERN, 'u');
const isTakenText = (text: string): boolean => TEXT.test(text) && isText(text);
const isTakenName = (text: string): boolean => NAME.test(text) && isName(text);

const CODE_POINTS = Array.from({ length: 0x110000 }, (_, i) => i).filter((code) => code < 0xd800 || code > 0xdfff);

describe('A search', () => {
  const pattern = new RegExp(SEARCH_PATTERN, 'u');
  const words = (n: number, between = ' ') => Array.from({ length: n }, (_, i) => `w${i}`).join(between);

  it('S12: has ten words at most', () => {
    for (const text of [words(10), ` ${words(10, ' \u3000\n ')} `, '가'.repeat(100)])
      expect([text, pattern.test(text), flawOfSearch(text)]).toEqual([text, true, undefined]);
    for (const text of [words(11), `\t${words(11, '\u00a0')}`, '가 '.repeat(50)])
      expect([text, pattern.test(text), flawOfSearch(text)?.code]).toEqual([text, false, 'FIELD_TOO_MANY']);
  });

  it('S12: is checked in linear time', () => {
    const begun = performance.now();
    for (const text of ['a'.repeat(200_000), 'a '.repeat(5).concat('b'.repeat(200_000)), ' '.repeat(200_000)])
      pattern.test(text);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe('A text', () => {
  it('R-43: is cleaned first: NFC, line feeds, no outer blanks', proves({ 'R-43': cleanText }), () => {
    expect(cleanText(` \u3000\r\n${'서비스'.normalize('NFD')}\r\n둘째 줄\t\n `)).toBe('서비스\n둘째 줄');
  });

  it('stays as it is once it is clean, unless it is refused for a carriage return', () => {
    const any = fc.string({
      unit: fc.constantFrom('가', 'ᄀ', 'ᅡ', 'ᆨ', '\u0301', '\u0316', 'e', ' ', '\r', '\n', '\u0344'),
    });
    const stays = (text: string) => {
      const clean = cleanText(text);
      expect(cleanText(clean) === clean || !isTakenText(clean)).toBe(true);
    };
    fc.assert(fc.property(any, stays), propertyRuns(1_000));
  });

  it('S24: holds no character that turns text around or is not shown, whichever Unicode has', () => {
    const hidden = CODE_POINTS.filter((code) => /[\p{Bidi_C}\p{DI}]/u.test(String.fromCodePoint(code)));
    expect(hidden.length).toBeGreaterThan(4_000);
    const taken = hidden.filter((code) => isTakenText(`a${String.fromCodePoint(code)}b`));
    expect(taken.map((code) => code.toString(16))).toEqual([]);
    const unnamed = hidden.filter(
      (code) => flawOfText(`a${String.fromCodePoint(code)}b`)?.code !== 'FIELD_HIDDEN_CHARACTER',
    );
    expect(unnamed.map((code) => code.toString(16))).toEqual([]);
  });

  it('takes every letter, digit, punctuation and symbol', () => {
    const shown = CODE_POINTS.filter((code) => /(?=[^\p{DI}])[\p{L}\p{N}\p{P}\p{S}]/u.test(String.fromCodePoint(code)));
    expect(shown.filter((code) => !isTakenText(`a${String.fromCodePoint(code)}`))).toEqual([]);
  });

  it('S1: is cleaned in time by its length, whatever marks it stacks', () => {
    const stacked = `${'\u0301'.repeat(43_000)}${'\u0316'.repeat(43_000)}`;
    const start = process.threadCpuUsage();
    expect(cleanText(stacked)).toBe(stacked);
    expect(process.threadCpuUsage(start).user / 1_000).toBeLessThan(200);
    expect(isText(stacked)).toBe(false);
    expect(isText(`가${'\u0301'.repeat(30)}나${'\u0316'.repeat(30)}`)).toBe(true);
  });
});

describe('R-43: a refusal names the reason', () => {
  it.each([
    ['a\u0000b', 'FIELD_CONTROL_CHARACTER', 'U+0000 at character 2'],
    ['a\rb', 'FIELD_CONTROL_CHARACTER', 'U+000D at character 2'],
    ['😀\u202eb', 'FIELD_HIDDEN_CHARACTER', 'U+202E at character 2'],
    ['a\u{e0041}', 'FIELD_HIDDEN_CHARACTER', 'U+E0041 at character 2'],
    [`a${'\u0301'.repeat(31)}`, 'FIELD_MARKS_STACKED', '30'],
  ])('%j → %s', proves({ 'R-43': flawOfText }), (text, code, detail) => {
    expect(flawOfText(text)).toEqual({ code, detail: expect.stringContaining(detail) });
    expect(flawOfName(text)?.code).toBe(code);
    expect(isTakenText(text)).toBe(false);
  });

  it.each([
    ['두\n줄', 'FIELD_NOT_ONE_LINE', 'U+000A at character 2'],
    ['두\u2028줄', 'FIELD_NOT_ONE_LINE', 'U+2028'],
    ['칸\t칸', 'FIELD_NOT_ONE_LINE', 'U+0009'],
    ['-!?', 'FIELD_NO_LETTER', 'letter or a digit'],
    ['새 p\u0430y', 'FIELD_MIXED_SCRIPTS', 'character 3'],
    ['삼성\u0430', 'FIELD_MIXED_SCRIPTS', 'character 1'],
    ['\u0391\u0440\u0410', 'FIELD_MIXED_SCRIPTS', 'character 1'],
  ])('of a name: %j → %s', proves({ 'R-43': flawOfName }), (name, code, detail) => {
    expect(flawOfName(name)).toEqual({ code, detail: expect.stringContaining(detail) });
    expect(isTakenName(name)).toBe(false);
  });

  it.each([
    '업스테이지 AI',
    '업스테이지AI',
    '(주)클라우드',
    '韓国データ社',
    'α-테스트',
    '\u0410\u0411 서비스',
    '5G',
    '①',
    '\u0391\u0392',
    'naïve',
    'µService',
  ])('but not of %s', (name) => {
    expect(flawOfName(name)).toBeUndefined();
    expect(isTakenName(name)).toBe(true);
  });

  it('whenever a text or name is refused for its characters', () => {
    const characters = fc.string({ unit: 'binary' }).map((text) => `a${text}`);
    const named = (text: string) => {
      expect(flawOfText(text) === undefined).toBe(isTakenText(text));
      expect(flawOfName(text) === undefined).toBe(isTakenName(text));
    };
    fc.assert(fc.property(characters, named), propertyRuns(1_000));
  });
});
