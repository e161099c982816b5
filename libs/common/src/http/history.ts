import { Type, type Static } from 'typebox';
import { PERSONAL_DATA_ERASED } from '../aggregates/history-chain/acts-of-the-store.js';
import type { StoredEvent } from '../events/stored-event.js';
import { reasonText } from '../kernel/system-reasons.js';
import { BilingualView } from './why.view.js';

/** The audit trail, as its readers see it: actor, time, act, reason, and the hash that chains it. Never the data. */
export const HistoryView = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        type: Type.String(),
        at: Type.String({ format: 'date-time' }),
        actor: Type.Object({ sub: Type.String(), org: Type.Optional(Type.String()) }),
        reason: Type.Optional(Type.String({ description: 'In the words of the actor, or a code of the system' })),
        reasonText: Type.Optional(BilingualView),
        version: Type.Integer(),
        hash: Type.String(),
      }),
    ),
  },
  { $id: 'History' },
);
export type HistoryView = Static<typeof HistoryView>;

const actorView = (actor: StoredEvent['actor']): HistoryView['items'][number]['actor'] => ({
  sub: actor.sub,
  ...(actor.kind === 'person' && actor.org !== undefined && { org: actor.org }),
});

/** What a reader may know of a history. */
export interface HistorySight {
  /** False for events the reader may not know of, such as another member's vote. */
  readonly shows?: (event: StoredEvent) => boolean;
  /** False for events whose reason is not for the reader. */
  readonly showsReason?: (event: StoredEvent) => boolean;
  /** Who is shown as the actor; the actor themselves unless said otherwise. */
  readonly actorOf?: (event: StoredEvent) => HistoryView['items'][number]['actor'];
}

/** The system may erase on behalf of a person, who is the actor then: its reason is a code all the same. */
function reasonView({ type, actor }: StoredEvent, reason: string) {
  const text = actor.kind === 'system' || type === PERSONAL_DATA_ERASED ? reasonText(reason) : undefined;
  return { reason, ...(text !== undefined && { reasonText: text }) };
}

export function historyView(
  history: readonly StoredEvent[],
  { shows = () => true, showsReason = () => true, actorOf = ({ actor }) => actorView(actor) }: HistorySight = {},
): HistoryView {
  const shown = history.filter(shows);
  const hides = shown.length < history.length;
  const versions = [...new Set(shown.map(({ version }) => version))];
  return {
    items: shown.map((event) => ({
      id: event.id,
      type: event.type,
      at: event.at.toISOString(),
      actor: actorOf(event),
      ...(event.reason !== undefined && showsReason(event) && reasonView(event, event.reason)),
      // Gaps in the numbers would tell how much is hidden.
      version: hides ? versions.indexOf(event.version) + 1 : event.version,
      hash: event.hash,
    })),
  };
}
