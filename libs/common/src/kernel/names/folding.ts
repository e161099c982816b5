/**
 * One way to compare Korean names, for uniqueness and filters. It is for comparing only: it is never shown, and
 * what was typed is kept. Everything is literal: no input ever becomes a pattern. It takes time by the length of
 * the name.
 */

/** Consonants that begin a syllable, in the order of Unicode. */
export const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const CONJOINING_INITIAL = 0x1100;
const CONJOINING_VOWEL = 0x1161;
const CONJOINING_VOWELS = 21;
const FIRST_VOWEL = 0x314f;
/** Consonants that end a syllable, behind the syllable without one. */
export const FINALS = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
const CONJOINING_FINAL = 0x11a7;

/** ㄱ … ㅣ of the compatibility block: what keyboards send for a letter that stands alone. */
const isLetter = (character: string): boolean => character >= '\u3131' && character <= '\u3163';

/** A letter that stands alone as keyboards send it, from the conjoining forms of other systems. */
function letterOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const initial = code - CONJOINING_INITIAL;
  if (initial >= 0 && initial < INITIALS.length) return INITIALS[initial] ?? character;
  const vowel = code - CONJOINING_VOWEL;
  if (vowel >= 0 && vowel < CONJOINING_VOWELS) return String.fromCharCode(FIRST_VOWEL + vowel);
  const final = code - CONJOINING_FINAL;
  return (final > 0 && FINALS[final]) || character;
}

/** Dots between words that Unicode counts as letters or leaves apart: ㆍ of the gazette and of HWP. */
const DOTS = /[\u318D\u119E]/gu;
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Cf}/gu;
const WHITE = /\s+/gu;
/** Marks of languages stay, as `C++` and `C#` are two names; any other sign is a space. */
const SIGNS = /(?:(?<![\p{L}\p{N}+#])[+#]|[^\p{L}\p{M}\p{N}+#])+/gu;

/** NFC, compatibility forms folded with Korean letters apart, small letters, nothing that is not shown. */
function narrowed(name: string): string {
  const shown = name.normalize('NFC').replaceAll(DOTS, ' ').replaceAll(WHITE, ' ').replaceAll(UNSEEN, '');
  // One by one: folded together, letters that stand side by side would grow into syllables.
  const characters = [...shown].map((one) => (isLetter(one) ? one : one.normalize('NFKC')));
  return [...characters.join('').normalize('NFC')]
    .map(letterOf)
    .join('')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}

/** Forms of companies and bodies (회사 형태) as they are written in brackets; ㈜ becomes (주) before. */
const BRACKETED = /\((?:주|유|유한|합|사|재|학|의|복)\)/gu;
/** The longer ones first, so that a form goes as a whole. */
const FORMS = [
  '유한책임회사',
  '농업회사법인',
  '어업회사법인',
  '주식회사',
  '유한회사',
  '합자회사',
  '합명회사',
  '사단법인',
  '재단법인',
];
const FOREIGN_FORMS = new Set(['ltd', 'inc', 'corp', 'llc', 'gmbh']);

/** Without a form at either end; a name that is nothing else stays. */
function withoutForms(word: string): string {
  let rest = word;
  for (;;) {
    const before = FORMS.find((form) => rest.startsWith(form));
    const behind = before === undefined ? FORMS.find((form) => rest.endsWith(form)) : undefined;
    if (before !== undefined) rest = rest.slice(before.length);
    else if (behind !== undefined) rest = rest.slice(0, -behind.length);
    else return rest;
  }
}

/** The words of a name, without forms of companies unless the name is nothing else. */
function wordsOf(text: string): readonly string[] {
  const all = text
    .replaceAll(SIGNS, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const plain = text.replaceAll(BRACKETED, ' ').replaceAll(SIGNS, ' ').split(' ').map(withoutForms);
  const words = plain.filter((word) => word !== '');
  while (words.length > 1 && FOREIGN_FORMS.has(words.at(-1) ?? '')) {
    words.pop();
    if (words.length > 1 && words.at(-1) === 'co') words.pop();
  }
  return words.length === 0 ? all : words;
}

/**
 * The form by which two names are one: `㈜업스테이지`, `주식회사 업스테이지` and `업 스테이지(주)` are.
 * Two names of signs alone are one as well; the field of a name takes none.
 */
export function foldedName(name: string): string {
  const together = wordsOf(narrowed(name)).join('');
  return withoutForms(together) || together;
}

/** The words of a query, each in the form of `foldedName`. */
export const foldedWords = (query: string): readonly string[] => wordsOf(narrowed(query));
