import { initialsOf as initialsIn, isInitials } from '#common/kernel/names/finding.js';
import { INITIALS } from '#common/kernel/names/folding.js';

/**
 * Korean text as the catalog searches it: by substring, whatever the spacing, by 초성 (initial consonants), and with
 * particles tolerated. Everything is literal: no input ever becomes a pattern.
 */

/** Conjoining initial consonants, as a decomposing keyboard sends them, in the order of INITIALS. */
const CONJOINING_FIRST = 0x1100;

/** 조사; the longer ones first, so that 에서는 loses both of its parts. */
const PARTICLES = [
  '에서는',
  '으로는',
  '이라는',
  '에서',
  '에게',
  '으로',
  '까지',
  '부터',
  '보다',
  '처럼',
  '하고',
  '이나',
  '이랑',
  '라는',
  '은',
  '는',
  '이',
  '가',
  '을',
  '를',
  '의',
  '에',
  '로',
  '와',
  '과',
  '도',
  '만',
  '나',
  '랑',
];
/** A word that a particle would leave shorter than this keeps it: 의의 and 회의 are words. */
const STEM_MIN = 2;

/** NFC, small letters, full-width forms narrowed; no white space: Korean spacing is a matter of taste. */
export const squeezed = (text: string): string => narrowed(text.normalize('NFC')).toLowerCase().replace(/\s+/gu, '');

const narrowed = (text: string): string => {
  const characters = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
    if (code >= CONJOINING_FIRST && code < CONJOINING_FIRST + INITIALS.length)
      return INITIALS[code - CONJOINING_FIRST] ?? '';
    return character;
  });
  return characters.join('');
};

/** 초성 of every syllable; other characters stay: 업스테이지 AI → ㅇㅅㅌㅇㅈai. */
export const initialsOf = (text: string): string => initialsIn(squeezed(text));

/** Every single character and every pair of neighbours, once. */
export function gramsOf(text: string): readonly string[] {
  const characters = [...text];
  return [...new Set([...characters, ...characters.slice(1).map((character, i) => `${characters[i]}${character}`)])];
}

/** The pairs a text must contain to contain this word; the word itself when it is one character. */
export function neededGrams(word: string): readonly string[] {
  const characters = [...word];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((character, i) => `${characters[i]}${character}`))];
}

/** A word of a query: found in the text when any of its forms is, in the 초성 of the text when it is made of them. */
export interface QueryWord {
  readonly forms: readonly string[];
  readonly isInitials: boolean;
}

export function queryWords(query: string): readonly QueryWord[] {
  const words = query
    .normalize('NFC')
    .split(/\s+/u)
    .map(squeezed)
    .filter((word) => word !== '');
  return words.map((word) =>
    isInitials(word) ? { forms: [word], isInitials: true } : { forms: withoutParticle(word), isInitials: false },
  );
}

function withoutParticle(word: string): readonly string[] {
  const particle = PARTICLES.find((one) => word.endsWith(one) && [...word].length - [...one].length >= STEM_MIN);
  return particle === undefined ? [word] : [word, word.slice(0, -particle.length)];
}

/** The fields of a text as one searchable line each, so that no match runs over from one field into the next. */
export const searchable = (fields: readonly string[]): string => fields.map(squeezed).join('\n');

/** What the index promises, in plain words; the store narrows by grams and decides by the same substring test. */
export const matches = (fields: readonly string[], query: string): boolean => {
  const text = searchable(fields);
  const initials = fields.map(initialsOf).join('\n');
  return queryWords(query).every((word) =>
    word.forms.some((form) => (word.isInitials ? initials : text).includes(form)),
  );
};
