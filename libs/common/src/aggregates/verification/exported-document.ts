import { storedText } from '../../kernel/canonical-json.js';
import { withoutPersonalData } from '../erasure/erasure.js';
import { foldFrom } from '../fold.js';
import { valueAt } from '../history-chain/hash-chain.js';
import { memberDigest, memberSalt } from '../history-chain/state-digest.js';
import { own } from '../../kernel/own.js';
import type { StoredEvent } from '../../events/stored-event.js';
import type { AnyType } from './check-document.js';
import type { History } from './verify-histories.js';

/** What a store held for one aggregate, in a form that its digest can be computed from. */
export interface ExportedDocument {
  readonly version: number;
  readonly claims: readonly string[];
  readonly sequences: readonly object[];
  readonly dueAt: string | null;
  /** Each member with a salt of its own. */
  readonly state: Readonly<Record<string, { readonly salt: string; readonly value: unknown }>>;
  /** Digests alone. */
  readonly withheld: Readonly<Record<string, string>>;
}

/** Event type → paths, as digests name them, whose values stay in the store. */
export type Withheld = Readonly<Record<string, readonly string[]>>;

/** Members that hold what is withheld, or are made from it, are withheld as well: what its erasure would change. */
export function exportedDocument(type: AnyType, { events, document }: History, values: Withheld): ExportedDocument {
  const { version, state, claims, sequences, dueAt } = document;
  const salt = events.at(-1)?.stateDigest?.salt ?? '';
  const bare = without(values, type, events);
  const isShown = ([member, value]: readonly [string, unknown]): boolean =>
    bare !== undefined && storedText(own(bare, member)) === storedText(value);
  const members = Object.entries(state);
  const shown = members.filter(isShown);
  const withheld = members.filter((one) => !isShown(one));
  return {
    version,
    claims,
    sequences,
    dueAt: dueAt?.toISOString() ?? null,
    state: Object.fromEntries(
      shown.map(([member, value]) => [member, { salt: memberSalt(salt, member), value }] as const),
    ),
    withheld: Object.fromEntries(
      withheld.map(([member, value]) => [member, memberDigest(salt, member, value)] as const),
    ),
  };
}

/** The state as it would be if these values were erased; undefined when the fold does without none of them. */
function without(values: Withheld, type: AnyType, events: readonly StoredEvent[]): Record<string, unknown> | undefined {
  const personal = (event: StoredEvent): readonly string[] =>
    (own(values, event.type) ?? [])
      .map((path) => path.replaceAll('/', '.'))
      .filter((path) => (valueAt(event, path.split('.')) ?? null) !== null);
  try {
    return foldFrom(
      type,
      undefined,
      events.map((event) => withoutPersonalData(event, personal)),
    ) as Record<string, unknown> | undefined;
  } catch {
    return undefined;
  }
}
