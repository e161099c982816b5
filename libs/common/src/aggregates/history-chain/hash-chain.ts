import { randomBytes } from 'node:crypto';
import { canonicalJson, sha256 } from '../../kernel/canonical-json.js';
import type { StoredEvent } from '../../events/stored-event.js';
import { own } from '../../kernel/own.js';

/** Hash before the first event of a history. */
export const CHAIN_START = '0'.repeat(64);

export type Unhashed = Omit<StoredEvent, 'hash'>;

export const valueAt = (event: object, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (at !== null && typeof at === 'object' ? own(at as Record<string, unknown>, key) : undefined),
    event,
  );

export function withValueAt(event: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (event === null || typeof event !== 'object') return event;
  return { ...event, [key]: withValueAt(own(event as Record<string, unknown>, key), rest, value) };
}

/** Stands in the history for a value: without the salt the value cannot be found by trying. */
export interface SaltedDigest {
  /** Random; empty once the value is erased. */
  readonly salt: string;
  readonly digest: string;
}

const digestOf = (salt: string, value: unknown): string => sha256(`${salt}:${canonicalJson(value)}`);

export function saltedDigest(value: unknown): SaltedDigest {
  const salt = randomBytes(16).toString('hex');
  return { salt, digest: digestOf(salt, value) };
}

/** Whether a digest is of this value; undefined when its salt is erased. */
export const isDigestOf = ({ salt, digest }: SaltedDigest, value: unknown): boolean | undefined =>
  salt === '' ? undefined : digestOf(salt, value) === digest;

/**
 * Salted digests for the personal data an event holds; salts are random, so a digest reveals nothing about its value.
 */
export function digestPersonalData(event: object, paths: readonly string[]): StoredEvent['digests'] {
  const digests = paths.flatMap((path) => {
    const value = valueAt(event, path.split('.'));
    if (value === undefined || value === null) return [];
    // The store treats a dot in a field name as a path.
    return [[path.replaceAll('.', '/'), saltedDigest(value)] as const];
  });
  return digests.length === 0 ? undefined : Object.fromEntries(digests);
}

/**
 * SHA-256 over the previous hash and the event, with digests in place of personal data: erasing that breaks nothing.
 * The digest of the state is in it without its salt, which an erasure removes.
 */
export function hashEvent(previous: string, event: Unhashed): string {
  const { digests, stateDigest, ...rest } = event;
  const left = stateDigest && { fold: stateDigest.fold, digest: stateDigest.digest };
  let hashed: unknown = { ...rest, ...(left && { stateDigest: left }), hash: undefined };
  const paths = Object.entries(digests ?? {});
  for (const [path] of paths) hashed = withValueAt(hashed, path.split('/'), null);
  const entered = Object.fromEntries(paths.map(([path, { digest }]) => [path, digest]));
  return sha256(`${previous}\n${canonicalJson({ event: hashed, digests: entered })}`);
}

export interface BrokenLink {
  readonly index: number;
  readonly eventId: string;
  readonly why: string;
}

/**
 * Walks a history from its first event. @returns undefined when every link holds, and every digest of remaining data
 */
export function findBrokenLink(history: readonly StoredEvent[], start = CHAIN_START): BrokenLink | undefined {
  let previous = start;
  for (const [index, event] of history.entries()) {
    if (hashEvent(previous, event) !== event.hash) return { index, eventId: event.id, why: 'hash does not follow' };
    for (const [path, { salt, digest }] of Object.entries(event.digests ?? {})) {
      const value = valueAt(event, path.split('/'));
      if (value !== null && value !== undefined && digestOf(salt, value) !== digest) {
        return { index, eventId: event.id, why: `${path} was altered` };
      }
    }
    previous = event.hash;
  }
  return undefined;
}
