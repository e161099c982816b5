import type { StoredEvent } from '../../events/stored-event.js';
import { valueAt, withValueAt } from '../history-chain/hash-chain.js';

/** Which personal data is to go; all of the aggregate unless said otherwise. */
export interface Erasure {
  /** On whose request, under which duty. It is kept in the history, so it must not hold the data. */
  readonly reason: string;
  /** Only these paths: `details.contact`. */
  readonly paths?: readonly string[];
  /**
   * Only in events with these values: `{ 'data.memberId': 'kim' }`, where one aggregate holds data of several persons.
   */
  readonly where?: Readonly<Record<string, string>>;
}

/** Paths in one event whose values are to become null. */
export type Erased = (event: StoredEvent) => readonly string[];

/**
 * Only a value with a digest can be erased without breaking the chain. A declared path without a digest is data from
 * before the path was declared.
 */
export const erasedBy =
  ({ paths, where = {} }: Erasure): Erased =>
  (event) => {
    if (!Object.entries(where).every(([path, value]) => valueAt(event, path.split('.')) === value)) return [];
    return Object.keys(event.digests ?? {})
      .map((path) => path.replaceAll('/', '.'))
      .filter((path) => paths === undefined || paths.includes(path))
      .filter((path) => (valueAt(event, path.split('.')) ?? null) !== null);
  };

/**
 * What replaces the values of an event, by path. The salt goes too: with it, a vote out of three could be found by
 * trying. The hash covers only the digest.
 */
export const erasedValues = (
  event: StoredEvent,
  erased: Erased,
): readonly (readonly [path: string, value: null | ''])[] =>
  erased(event).flatMap((path) => [
    [path, null],
    [`digests.${path.replaceAll('.', '/')}.salt`, ''],
  ]);

export const withoutPersonalData = (event: StoredEvent, erased: Erased): StoredEvent =>
  erasedValues(event, erased).reduce(
    (rest, [path, value]) => withValueAt(rest, path.split('.'), value) as StoredEvent,
    event,
  );

/** All paths that can be erased. A mistyped path would silently erase nothing, so callers check theirs. */
export const personalPaths = (type: {
  readonly personal?: Readonly<Record<string, readonly string[] | undefined>>;
}): readonly string[] => [...new Set(Object.values(type.personal ?? {}).flatMap((paths) => paths ?? []))];
