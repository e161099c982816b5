import type { StoredEvent } from '../../events/stored-event.js';
import { PERSONAL_DATA_ERASED } from '../history-chain/acts-of-the-store.js';
import { valueAt, withValueAt, type Unhashed } from '../history-chain/hash-chain.js';
import { own } from '../../kernel/own.js';

/** Which personal data is to go; all that the type declares unless said otherwise. */
export interface Erasure {
  /** On whose request, under which duty. It is kept in the history, so it must not hold the data. */
  readonly reason: string;
  /** Only these paths: `details.contact`. `actor.sub` and `reason` of any event go only when they are named. */
  readonly paths?: readonly string[];
  /**
   * Only in events with these values: `{ 'data.memberId': 'kim' }`, where one aggregate holds data of several persons.
   */
  readonly where?: Readonly<Record<string, string>>;
}

interface WithPersonalData {
  readonly personal?: Readonly<Record<string, readonly string[] | undefined>>;
}

/**
 * What any event may say of a person: who acted, and why in their words. An erasure has to name it, because the trail
 * is there to say both.
 */
const OF_ANY_EVENT: readonly string[] = ['actor.sub', 'reason'];

/** Paths of an event whose values enter the hash as salted digests, so that they can be erased. */
export function erasablePaths(type: WithPersonalData, event: Pick<StoredEvent, 'type' | 'actor'>): readonly string[] {
  const declared = own(type.personal ?? {}, event.type) ?? [];
  return [...declared, ...OF_ANY_EVENT.filter((path) => isErasable(path, event) && !declared.includes(path))];
}

/** A service's own name is no personal data; why something was erased has to stay. */
const isErasable = (path: string, { type, actor }: Pick<StoredEvent, 'type' | 'actor'>): boolean =>
  path === 'reason' ? type !== PERSONAL_DATA_ERASED : actor.kind === 'person';

/** Paths in one event whose values are to become null. */
export type Erased = (event: StoredEvent) => readonly string[];

/**
 * Only a value with a digest can be erased without breaking the chain. A declared path without a digest is data from
 * before the path was declared.
 */
export const erasedBy =
  ({ paths, where = {} }: Erasure, type: WithPersonalData): Erased =>
  (event) => {
    if (!Object.entries(where).every(([path, value]) => valueAt(event, path.split('.')) === value)) return [];
    return Object.keys(event.digests ?? {})
      .map((path) => path.replaceAll('/', '.'))
      .filter((path) => (paths ?? own(type.personal ?? {}, event.type) ?? []).includes(path))
      .filter((path) => (valueAt(event, path.split('.')) ?? null) !== null);
  };

/** Name of the digest of a command's request. The request is not kept, so there is no value to it. */
export const REQUEST = 'requestHash';

/**
 * The same, and the requests of the commands that recorded these events: what is erased could be found by trying
 * requests.
 */
export function withRequests(erased: Erased, affected: readonly StoredEvent[]): Erased {
  const causes = new Set(affected.map(({ causationId }) => causationId));
  const isAsked = ({ digests, causationId }: StoredEvent): boolean =>
    (digests?.[REQUEST]?.salt ?? '') !== '' && causes.has(causationId);
  return (event) => (isAsked(event) ? [...erased(event), REQUEST] : erased(event));
}

/**
 * What replaces the values of an event, by path. The salt goes too: with it, an answer out of three could be found by
 * trying. The hash covers only the digest. The salt of every state before the erasure goes for the same reason.
 */
export const erasedValues = (
  event: StoredEvent,
  erased: Erased,
): readonly (readonly [path: string, value: null | ''])[] => [
  ...erased(event).flatMap((path): readonly (readonly [string, null | ''])[] => [
    ...(path === REQUEST ? [] : [[path, null] as const]),
    [`digests.${path.replaceAll('.', '/')}.salt`, ''],
  ]),
  ...(event.stateDigest === undefined ? [] : [['stateDigest.salt', ''] as const]),
];

export const withoutPersonalData = (event: StoredEvent, erased: Erased): StoredEvent =>
  erasedValues(event, erased).reduce(
    (rest, [path, value]) => withValueAt(rest, path.split('.'), value) as StoredEvent,
    event,
  );

/** All paths that can be erased. A mistyped path would silently erase nothing, so callers check theirs. */
export const personalPaths = (type: WithPersonalData): readonly string[] => [
  ...new Set([...Object.values(type.personal ?? {}).flatMap((paths) => paths ?? []), ...OF_ANY_EVENT]),
];

/** An event as its readers take it: an erased actor or reason is an empty text. */
export function readable<T extends Unhashed>(event: T): T {
  const { actor, reason } = event as {
    readonly actor: { readonly sub: string | null };
    readonly reason?: string | null;
  };
  if (reason !== null && actor.sub !== null) return event;
  return {
    ...event,
    ...(reason === null && { reason: '' }),
    ...(actor.sub === null && { actor: { ...event.actor, sub: '' } }),
  };
}
