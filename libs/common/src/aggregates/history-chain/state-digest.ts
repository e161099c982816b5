import { hash, randomBytes } from 'node:crypto';
import { storedText } from '../../kernel/canonical-json.js';
import type { TopicSequence } from '../documents.js';

/** All of a document that the system acts on, next to its history and what is derived from that alone. */
export interface Acted {
  readonly collection: string;
  readonly id: string;
  readonly version: number;
  readonly state: object;
  readonly claims: readonly string[];
  readonly sequences: readonly TopicSequence[];
  readonly dueAt: Date | undefined;
}

/** What a save left, in the last event of the save: chained, but for its salt. */
export interface StateDigest {
  /** Version of the fold that made the whole state; 0 when more than one did. */
  readonly fold: number;
  /** Random; empty once personal data was erased: with it, erased values could be found by trying. */
  readonly salt: string;
  readonly digest: string;
}

const FIRST_FOLD = 1;
/** Version of a type's fold; the first where the type names none. */
export const foldOf = ({ foldVersion = FIRST_FOLD }: { readonly foldVersion?: number }): number => foldVersion;
/** More than one version of the fold made the state. */
export const MIXED_FOLDS = 0;

const SALT_BYTES = 16;

/** Salt of one member. It tells nothing of the salt it is made from, nor of those of other members. */
export const memberSalt = (salt: string, member: string): string => hash('sha256', `${salt}:${member}`);

export const memberDigest = (salt: string, member: string, value: unknown): string =>
  hash('sha256', `${memberSalt(salt, member)}:${storedText(value)}`);

/** Each member of the state has a digest of its own, so that one can be shown without the others. */
export const memberDigests = (salt: string, state: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(state).map(([member, value]) => [member, memberDigest(salt, member, value)]));

export function digestOf(salt: string, { state, ...rest }: Acted): string {
  return hash('sha256', storedText({ ...rest, state: memberDigests(salt, state) }));
}

export function digestState(fold: number, acted: Acted): StateDigest {
  const salt = randomBytes(SALT_BYTES).toString('hex');
  return { fold, salt, digest: digestOf(salt, acted) };
}
