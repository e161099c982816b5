/**
 * Text as people type it: one way to write it, and none of the characters that make it look like another.
 *
 * Schemas carry a pattern that every dialect of regular expressions reads. What a pattern cannot say portably is a
 * `format`, `text` or `name`; a reader that does not know it ignores it.
 */

/** Why a text is refused: a stable code, and in words what is wrong with it and what to do. */
export interface Flaw {
  readonly code: string;
  readonly detail: string;
}

/** Line feed and tab are the only control characters of a text; a lone surrogate is no character. */
const CONTROLS = '\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\uD800-\\uDFFF';
/**
 * Turned around or not shown: bidirectional controls, `Default_Ignorable_Code_Point` of Unicode, interlinear
 * annotation and non-characters. Two names that differ by one of them look the same.
 */
const HIDDEN =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F' +
  '\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\uFFFE\\uFFFF';
/** The same beyond the Basic Multilingual Plane, where dialects write code points differently. */
const HIDDEN_BEYOND = '\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}';
const LINES = '\\u0009\\u000A\\u2028\\u2029';

const VISIBLE = '(?=[\\s\\S]*\\S)';
const without = (characters: string): string => `[^${characters}]*$`;

/** Pattern of a text of any number of lines; `min` 1 asks for a character that is not blank. */
export const textPattern = (min: number): string => `^${min > 0 ? VISIBLE : ''}${without(CONTROLS + HIDDEN)}`;
/** Each word of a search costs the store a look at every row that the others leave. */
export const SEARCH_WORDS_MAX = 10;
/** Pattern of a search: invisible characters that came along with pasted words are of no account. */
export const SEARCH_PATTERN = `^${VISIBLE}(?!\\s*(?:\\S+\\s+){${SEARCH_WORDS_MAX}}\\S)${without(CONTROLS)}`;
/** Pattern of a name: one line. */
export const NAME_PATTERN = `^${VISIBLE}${without(CONTROLS + LINES + HIDDEN)}`;

const CONTROL = new RegExp(`[${CONTROLS}]`, 'u');
const CONCEALED = new RegExp(`[${HIDDEN}${HIDDEN_BEYOND}]`, 'u');
const BEYOND = new RegExp(`[${HIDDEN_BEYOND}]`, 'u');
const LINE = new RegExp(`[${LINES}]`, 'u');
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/**
 * 31 combining marks in a row. Unicode's stream-safe text has 30 at most. Composing takes time by the square of their
 * number: 40,000 of them take more than two seconds.
 */
const STACKED = /\p{M}(?<!\p{M}\p{M})\p{M}{30}/u;

/** Printable ASCII and Hangul syllables, as nearly every text is made of: composed, shown, and of no second script. */
const PLAIN = /^[\n -~\uAC00-\uD7A3]*$/;
const PLAIN_LETTER_OR_DIGIT = /[0-9A-Za-z\uAC00-\uD7A3]/;

/** Composed to NFC, lines ended by a line feed, without outer blanks. Takes time by the length of the text. */
export function cleanText(text: string): string {
  const trimmed = text.trim();
  if (PLAIN.test(trimmed)) return trimmed;
  const lines = trimmed.includes('\r') ? trimmed.replaceAll('\r\n', '\n') : trimmed;
  // A text with stacked marks is refused as it is.
  return STACKED.test(lines) ? lines : lines.normalize('NFC');
}

/** What ajv checks for `format: text`, besides the pattern. */
export const isText = (text: string): boolean => PLAIN.test(text) || (!BEYOND.test(text) && !STACKED.test(text));
/** What ajv checks for `format: name`, besides the pattern. */
export const isName = (text: string): boolean =>
  PLAIN.test(text)
    ? PLAIN_LETTER_OR_DIGIT.test(text)
    : isText(text) && LETTER_OR_DIGIT.test(text) && mixedWordOf(text) === undefined;

/** Why a text does not hold; undefined when its characters are in order. */
export function flawOfText(text: string): Flaw | undefined {
  const control = CONTROL.exec(text);
  if (control !== null) return at(text, control.index, 'FIELD_CONTROL_CHARACTER', 'is a control character');
  const hidden = CONCEALED.exec(text);
  if (hidden !== null) return at(text, hidden.index, 'FIELD_HIDDEN_CHARACTER', 'is not shown');
  if (STACKED.test(text))
    return { code: 'FIELD_MARKS_STACKED', detail: 'at most 30 combining marks stand on one character' };
  return undefined;
}

/** The same for a search: its words are few. */
export function flawOfSearch(text: string): Flaw | undefined {
  const words = text.split(/\s+/u).filter((word) => word !== '').length;
  return words > SEARCH_WORDS_MAX
    ? { code: 'FIELD_TOO_MANY', detail: `at most ${SEARCH_WORDS_MAX} words, not ${words}` }
    : flawOfText(text);
}

/** The same for a name: in one line, with a letter or digit, no word in letters of two scripts that look alike. */
export function flawOfName(text: string): Flaw | undefined {
  const flaw = flawOfText(text);
  if (flaw !== undefined) return flaw;
  const line = LINE.exec(text);
  if (line !== null) return at(text, line.index, 'FIELD_NOT_ONE_LINE', 'ends a line or is a tab; a name is one line');
  if (!LETTER_OR_DIGIT.test(text)) return { code: 'FIELD_NO_LETTER', detail: 'a name has a letter or a digit' };
  const mixed = mixedWordOf(text);
  if (mixed === undefined) return undefined;
  const detail = `the word at character ${placeOf(text, mixed)} mixes scripts whose letters look alike: write it in one`;
  return { code: 'FIELD_MIXED_SCRIPTS', detail };
}

const placeOf = (text: string, index: number): number => Array.from(text.slice(0, index)).length + 1;

const at = (text: string, index: number, code: string, what: string): Flaw => {
  const point = text.codePointAt(index)?.toString(16).toUpperCase().padStart(4, '0');
  return { code, detail: `U+${point} at character ${placeOf(text, index)} ${what}: leave it out` };
};

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const EAST_ASIAN_OR_LATIN =
  '\\p{scx=Latin}\\p{scx=Hangul}\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}';
/** A letter of a script that Korean names are not usually written in. */
const OTHER_LETTER = new RegExp(`(?=\\p{L})[^${EAST_ASIAN_OR_LATIN}\\p{scx=Common}\\p{scx=Inherited}]`, 'u');
/** Scripts with letters that look like those of Latin or of one another; every other script counts as one more. */
const SCRIPTS: readonly RegExp[] = [
  new RegExp(`(?=\\p{L})[${EAST_ASIAN_OR_LATIN}]`, 'u'),
  /\p{scx=Greek}/u,
  /\p{scx=Cyrillic}/u,
  /\p{scx=Armenian}/u,
  /\p{scx=Cherokee}/u,
  /\p{scx=Coptic}/u,
  /\p{scx=Georgian}/u,
  /\p{scx=Lisu}/u,
];
const OTHER_SCRIPT = new RegExp(
  `(?=\\p{L})[^${EAST_ASIAN_OR_LATIN}\\p{scx=Common}\\p{scx=Inherited}\\p{scx=Greek}\\p{scx=Cyrillic}` +
    '\\p{scx=Armenian}\\p{scx=Cherokee}\\p{scx=Coptic}\\p{scx=Georgian}\\p{scx=Lisu}]',
  'u',
);

/**
 * Where a word begins whose letters are of two scripts that look alike. Hangul, Han, kana and Latin are written
 * together in Korean and do not count as two.
 */
function mixedWordOf(text: string): number | undefined {
  if (!OTHER_LETTER.test(text)) return undefined;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const scripts = [...SCRIPTS, OTHER_SCRIPT].filter((script) => script.test(word)).length;
    if (scripts > 1) return index;
  }
  return undefined;
}
