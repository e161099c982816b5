import type { StoredEvent } from '../../events/stored-event.js';
import { valueAt, withValueAt } from '../history-chain/hash-chain.js';

/** Which personal data is to go; all of the aggregate unless said otherwise. */
export interface Erasure {
  /** Why: on whose request, under which duty. Kept in the history, so without the data itself. */
  readonly reason: string;
  /** Only these paths: `details.contact`. */
  readonly paths?: readonly string[];
  /** Only in events with these values: `{ 'data.memberId': 'kim' }`, where one aggregate knows several persons. */
  readonly where?: Readonly<Record<string, string>>;
}

/** Paths in one event whose values are to become null. */
export type Erased = (event: StoredEvent) => readonly string[];

/**
 * What has a digest can go without breaking the chain, and nothing else can. A declared path without one is data from
 * before it was declared.
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
 * What an event gets for its values, by path. The salt goes with the value: with it, one of three votes would be found
 * out by trying. The hash holds the digest alone.
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

/** For a caller who mistypes a path: nothing would be erased, and nobody would know. */
export const personalPaths = (type: {
  readonly personal?: Readonly<Record<string, readonly string[] | undefined>>;
}): readonly string[] => [...new Set(Object.values(type.personal ?? {}).flatMap((paths) => paths ?? []))];
