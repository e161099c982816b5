import { Type, type Static } from 'typebox';
import type { StoredEvent } from '#common/aggregates/aggregate.js';

/** The audit trail: who, when, what, why, and the hash that chains it. */
export const HistoryView = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        type: Type.String(),
        at: Type.String({ format: 'date-time' }),
        actor: Type.String(),
        org: Type.Optional(Type.String()),
        reason: Type.Optional(Type.String()),
        version: Type.Integer(),
        hash: Type.String(),
      }),
    ),
  },
  { $id: 'History' },
);
export type HistoryView = Static<typeof HistoryView>;

export const historyView = (events: readonly StoredEvent[]): HistoryView => ({
  items: events.map(({ id, type, at, actor, reason, version, hash }) => ({
    id,
    type,
    at: at.toISOString(),
    actor: actor.sub,
    ...(actor.kind === 'person' && actor.org !== undefined && { org: actor.org }),
    ...(reason !== undefined && { reason }),
    version,
    hash,
  })),
});
