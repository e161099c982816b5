import { FINALS, foldedName, foldedWords, INITIALS } from './folding.js';

const SYLLABLE_FIRST = 0xac00;
const SYLLABLE_LAST = 0xd7a3;
const PER_INITIAL = 588;
const PER_VOWEL = 28;

/** Consonants that a keyboard joins into one letter, which begins no syllable: ㅂㅅ arrives as ㅄ. */
const CLUSTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ㄳ: 'ㄱㅅ',
    ㄵ: 'ㄴㅈ',
    ㄶ: 'ㄴㅎ',
    ㄺ: 'ㄹㄱ',
    ㄻ: 'ㄹㅁ',
    ㄼ: 'ㄹㅂ',
    ㄽ: 'ㄹㅅ',
    ㄾ: 'ㄹㅌ',
    ㄿ: 'ㄹㅍ',
    ㅀ: 'ㄹㅎ',
    ㅄ: 'ㅂㅅ',
  }),
);

/** 조사 that stand behind a name, one after the other: 에서 + 는. */
const PARTICLES = [
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
  '이라',
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
  '라',
];
/** A word that a particle would leave shorter than this keeps it: 회의 is a word. */
const STEM_MIN = 2;

interface Syllable {
  readonly initial: string;
  /** The syllable without its last consonant. */
  readonly open: string;
  /** ' ' for none. */
  readonly final: string;
}

function syllableOf(character: string): Syllable | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < SYLLABLE_FIRST || code > SYLLABLE_LAST) return undefined;
  const place = code - SYLLABLE_FIRST;
  const final = place % PER_VOWEL;
  return {
    initial: INITIALS[Math.floor(place / PER_INITIAL)] ?? '',
    open: String.fromCodePoint(code - final),
    final: FINALS[final] ?? ' ',
  };
}

/** 초성 of every syllable; other characters stay. */
export const initialsOf = (text: string): string =>
  [...text].map((character) => syllableOf(character)?.initial ?? character).join('');

const apart = (word: string): string => [...word].map((one) => CLUSTERS.get(one) ?? one).join('');

/** Whether a word of a query is written in 초성, letters and digits allowed between them. */
export const isInitials = (word: string): boolean =>
  [...word].some((one) => INITIALS.includes(one)) &&
  [...word].every((one) => INITIALS.includes(one) || /[a-z0-9]/.test(one));

/** What a word may stand for: a text, and behind it a character of which less is known. */
interface Form {
  readonly text: string;
  readonly behind?: (character: string) => boolean;
}

const begins = (initial: string) => (character: string) => syllableOf(character)?.initial === initial;

/** The last syllable may be half typed: its consonant alone, or taken for the end of the one before, or without end. */
function unfinished(word: string): readonly Form[] {
  const characters = [...word];
  const last = characters.pop() ?? '';
  const before = characters.join('');
  if (before !== '' && INITIALS.includes(last)) return [{ text: before, behind: begins(last) }];
  const syllable = syllableOf(last);
  if (syllable === undefined) return [];
  const { open, final } = syllable;
  if (final === ' ') return [{ text: before, behind: (one) => syllableOf(one)?.open === open }];
  const [kept = '', next = final] = CLUSTERS.has(final) ? [...(CLUSTERS.get(final) ?? '')] : ['', final];
  const closed = kept === '' ? open : String.fromCodePoint((open.codePointAt(0) ?? 0) + FINALS.indexOf(kept));
  return INITIALS.includes(next) ? [{ text: before + closed, behind: begins(next) }] : [];
}

/** The word, and each word that particles behind it leave. */
function stems(word: string): readonly string[] {
  const found = [word];
  // It grows while it is walked: particles are stacked.
  for (const one of found) {
    for (const particle of PARTICLES) {
      const stem = one.slice(0, -particle.length);
      if (one.endsWith(particle) && [...stem].length >= STEM_MIN && !found.includes(stem)) found.push(stem);
    }
  }
  return found;
}

const isIn = (name: string, { text, behind }: Form): boolean => {
  if (behind === undefined) return name.includes(text);
  for (let at = name.indexOf(text); at >= 0 && at < name.length; at = name.indexOf(text, at + 1)) {
    const next = String.fromCodePoint(name.codePointAt(at + text.length) ?? 0);
    if (behind(next)) return true;
  }
  return false;
};

/** A word of a query, as far as an index can look for it. */
export interface SoughtWord {
  /** The texts of which one has to be there; '' where nothing is known of it but a consonant. */
  readonly texts: readonly string[];
  /** To be looked for in the 초성 of a text. */
  readonly isInitials: boolean;
}

/** A query, ready to be asked of many texts. */
export interface TextFinder {
  /** What an index may narrow by; `finds` decides. Without words it finds nothing. */
  readonly words: readonly SoughtWord[];
  /** The query as one name: a text that has it is found as well. */
  readonly whole: string;
  /** @param folded fields of one thing, each by `foldedName`: every word has to be in one of them */
  readonly finds: (folded: readonly string[]) => boolean;
}

export function textFinder(query: string): TextFinder {
  const words = foldedWords(query).map(apart);
  const whole = foldedName(query);
  const sought = words.map((word) => {
    if (isInitials(word)) {
      const test = (name: string) => initialsOf(name).includes(word);
      return { texts: [word], isInitials: true, test };
    }
    const forms: readonly Form[] = [...stems(word).map((text) => ({ text })), ...unfinished(word)];
    const test = (name: string) => forms.some((form) => isIn(name, form));
    return { texts: forms.map(({ text }) => text), isInitials: false, test };
  });
  const finds = (folded: readonly string[]) =>
    words.length > 0 &&
    (folded.some((one) => one.includes(whole)) || sought.every(({ test }) => folded.some((one) => test(one))));
  return { words: sought, whole, finds };
}

/**
 * Whether a query finds a name: each of its words is in it, whatever the spacing; by 초성; with particles behind
 * it; with its last syllable half typed. A query of signs alone finds nothing.
 */
export function nameFinder(query: string): (name: string) => boolean {
  const { finds } = textFinder(query);
  return (name) => finds([foldedName(name)]);
}
