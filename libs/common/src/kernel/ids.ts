import { v5, v7 } from 'uuid';

/** Root of every derived id of this system. If it changed, consumers would derive other ids. */
const NAMESPACE = '6f1d1c1e-7a3b-5d0e-9a51-0d16a1ce5e01';

/** A new id, ordered by time (UUID v7). */
export const newId = (): string => v7();

/**
 * Always the same id for the same parts (UUID v5): a consumer or a repeated request that creates twice must create one
 * document. Parts are length-prefixed, so ('ab','c') and ('a','bc') differ.
 */
export const derivedId = (...parts: readonly string[]): string =>
  v5(parts.map((part) => `${part.length}:${part}`).join('|'), NAMESPACE);
