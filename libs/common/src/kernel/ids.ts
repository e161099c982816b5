import { v5, v7 } from 'uuid';

/** Root of every deterministic id of this system; changing it would change the ids consumers derive. */
const NAMESPACE = '6f1d1c1e-7a3b-5d0e-9a51-0d16a1ce5e01';

/** A new id, ordered by time (UUID v7). */
export const newId = (): string => v7();

/**
 * The same id for the same parts, always (UUID v5): what a consumer or a repeated request creates twice must be one
 * document. Parts are length-prefixed, so that ('ab','c') and ('a','bc') differ.
 */
export const derivedId = (...parts: readonly string[]): string =>
  v5(parts.map((part) => `${part.length}:${part}`).join('|'), NAMESPACE);
