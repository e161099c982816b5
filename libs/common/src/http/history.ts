import { Type, type Static } from 'typebox';
import type { StoredEvent } from '../events/stored-event.js';

/** The audit trail, as its readers see it: actor, time, act, reason, and the hash that chains it. Never the data. */
export const HistoryView = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        type: Type.String(),
        at: Type.String({ format: 'date-time' }),
        actor: Type.Object({ sub: Type.String(), org: Type.Optional(Type.String()) }),
        reason: Type.Optional(Type.String()),
        version: Type.Integer(),
        hash: Type.String(),
      }),
    ),
  },
  { $id: 'History' },
);
export type HistoryView = Static<typeof HistoryView>;

/** @param shows false for events the reader may not know of, such as another member's vote */
export function historyView(
  history: readonly StoredEvent[],
  shows: (event: StoredEvent) => boolean = () => true,
): HistoryView {
  return {
    items: history.filter(shows).map(({ id, type, at, actor, reason, version, hash }) => ({
      id,
      type,
      at: at.toISOString(),
      actor: { sub: actor.sub, ...(actor.kind === 'person' && actor.org !== undefined && { org: actor.org }) },
      ...(reason !== undefined && { reason }),
      version,
      hash,
    })),
  };
}
