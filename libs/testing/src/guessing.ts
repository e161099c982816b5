import { createHash } from 'node:crypto';
import { canonicalJson } from '#common/kernel/canonical-json.js';

/** What a guesser would look for. */
export interface Guesses {
  /** Texts that are found where a whole value is equal to one of them: `YES`. */
  readonly values: readonly string[];
  /** Texts of a person's own, found anywhere in another text. */
  readonly texts: readonly string[];
  /** Bodies of requests: found by their digests. */
  readonly bodies: readonly object[];
}

export type FoundBy = 'value' | 'text' | 'digest' | 'salted digest';

export interface Finding {
  /** Path of the value: `sessions/3/history/12/data/vote`. */
  readonly at: string;
  readonly by: FoundBy;
  readonly guess: string;
}

const ENCODINGS = ['hex', 'base64', 'base64url'] as const;

const digestsOf = (text: string): readonly string[] => {
  const hash = createHash('sha256').update(text).digest();
  return ENCODINGS.map((encoding) => hash.toString(encoding));
};

/** A value as different programs would hash it; the digest of a digest included. */
function hashedForms(value: unknown): readonly string[] {
  const plain = [canonicalJson(value), JSON.stringify(value), ...(typeof value === 'string' ? [value] : [])];
  const hashes = plain.flatMap(digestsOf);
  return [...new Set([...plain, ...hashes, ...hashes.map((hash) => JSON.stringify(hash))])];
}

/**
 * Reads everything in a place as a guesser would who has no key: values, texts in texts, JSON in texts, unsalted
 * digests of whatever could be hashed, and salted ones where a salt lies next to them.
 */
export function findGuesses(place: string, content: unknown, guesses: Guesses): readonly Finding[] {
  const candidates = [...guesses.bodies, ...guesses.values, ...guesses.texts];
  const forms = candidates.map((guess) => [JSON.stringify(guess), hashedForms(guess)] as const);
  const digests = new Map(forms.flatMap(([guess, texts]) => texts.flatMap(digestsOf).map((hash) => [hash, guess])));
  const shortest = Math.min(...[...digests.keys()].map(({ length }) => length));
  const found: Finding[] = [];

  function text(at: string, value: string): void {
    const add = (by: FoundBy, guess: string) => found.push({ at, by, guess });
    if (guesses.values.includes(value)) add('value', value);
    for (const one of guesses.texts) if (value.includes(one)) add('text', one);
    // Digests stand alone, or in a longer text.
    if (value.length >= shortest) {
      const known = digests.get(value);
      if (known !== undefined) add('digest', known);
      else for (const [hash, guess] of digests) if (value.includes(hash)) add('digest', guess);
    }
    if (/^\s*[[{"]/.test(value)) inner(at, value);
  }

  function inner(at: string, json: string): void {
    try {
      walk(`${at}(json)`, JSON.parse(json));
    } catch {
      // It only begins like JSON.
    }
  }

  function salted(at: string, { salt, digest }: { readonly salt?: unknown; readonly digest?: unknown }): void {
    if (typeof salt !== 'string' || typeof digest !== 'string' || salt === '') return;
    for (const [guess, texts] of forms)
      if (texts.some((one) => [`${salt}:${one}`, salt + one].some((tried) => digestsOf(tried).includes(digest))))
        found.push({ at, by: 'salted digest', guess });
  }

  function walk(at: string, value: unknown): void {
    if (typeof value === 'string') return text(at, value);
    if (value === null || typeof value !== 'object' || value instanceof Date) return;
    const bytes = bytesOf(value);
    if (bytes !== undefined) {
      for (const encoding of ['utf8', ...ENCODINGS] as const) text(`${at}(${encoding})`, bytes.toString(encoding));
      return;
    }
    salted(at, value);
    for (const [key, one] of Object.entries(value)) {
      text(`${at}/(key)`, key);
      walk(`${at}/${key}`, one);
    }
  }

  walk(place, content);
  return found;
}

/** Of a buffer, or of binary data as the driver of the store gives it. */
function bytesOf(value: object): Buffer | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value);
  const { buffer } = value as { readonly buffer?: unknown };
  return buffer instanceof Uint8Array ? Buffer.from(buffer) : undefined;
}
