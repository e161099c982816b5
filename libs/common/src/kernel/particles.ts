/** Pairs of particles (조사): behind a final consonant (받침), and without one. */
const PAIRS = {
  '은/는': ['은', '는'],
  '이/가': ['이', '가'],
  '을/를': ['을', '를'],
  '과/와': ['과', '와'],
  '으로/로': ['으로', '로'],
} as const;
export type Particle = keyof typeof PAIRS;

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
/** Number of the final ㄹ, behind which 로 stands. */
const RIEUL = 8;

/** Finals of the digits as they are read: 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGIT_FINALS: readonly number[] = [21, RIEUL, 0, 16, 0, 0, 1, RIEUL, RIEUL, 0];
/** Letters whose names end in a consonant: 엘 엠 엔 알. */
const LETTER_FINALS: ReadonlyMap<string, number> = new Map([
  ['l', RIEUL],
  ['m', 16],
  ['n', 4],
  ['r', RIEUL],
]);

/** Number of the final consonant with which the last sound of a text ends; 0 for a vowel; undefined when unreadable. */
function finalOf(text: string): number | undefined {
  const last = [...text.normalize('NFC')].findLast((sign) => /[\p{L}\p{N}]/u.test(sign));
  if (last === undefined) return undefined;
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) return (code - FIRST_SYLLABLE) % FINALS;
  if (/^[0-9]$/.test(last)) return DIGIT_FINALS[Number(last)];
  if (/^[a-z]$/i.test(last)) return LETTER_FINALS.get(last.toLowerCase()) ?? 0;
  return undefined;
}

/**
 * A text with the particle that fits its last sound: `withParticle('서비스', '은/는')` is 서비스는. Digits and Latin
 * letters sound as they are spelt aloud. A sound that cannot be told gets both forms: 은(는).
 */
export function withParticle(text: string, particle: Particle): string {
  const [closed, open] = PAIRS[particle];
  const final = finalOf(text);
  if (final === undefined) return `${text}${closed}(${open})`;
  const isOpen = final === 0 || (particle === '으로/로' && final === RIEUL);
  return text + (isOpen ? open : closed);
}
