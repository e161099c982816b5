import { evolution } from '../aggregates/evolution.js';
import type { AggregateType, DomainEvent } from '../aggregates/aggregate-type.js';
import type { ServiceName } from '../events/define-event.js';
import { auditAnchoredOf, type AuditAnchored } from '../events/definitions/audit-anchored.js';
import { endOfDay, type Day } from '../kernel/day.js';

/** Anchors do not anchor this collection: each anchor would make the next one necessary. */
export const ANCHORS = 'audit_anchors';

/** One part of an anchor. Only a completed scan has a sealed part, its last one. */
export interface Anchor {
  readonly sealed?: {
    readonly day: Day;
    /** The instant that it closes. */
    readonly until: string;
    /** When its scan began, in seconds of the store: the next scan lists what has moved since. */
    readonly from: number;
  };
}

export type AnchorEvent = DomainEvent<'AuditAnchored', AuditAnchored, { readonly from: number }>;

export const auditAnchorType = (service: ServiceName): AggregateType<Anchor, AnchorEvent> => ({
  name: 'audit anchor',
  collection: ANCHORS,
  publishes: [auditAnchoredOf[service]],
  indexed: ['state.sealed.until'],
  evolve: evolution<Anchor, AnchorEvent>()({
    AuditAnchored: ({ data, details }) =>
      data.seal === undefined || details === undefined
        ? {}
        : { sealed: { day: data.day, until: untilOf(data), from: details.from } },
  }),
});

/** Anchors from before there were several a day close their day. */
const untilOf = ({ day, until }: AuditAnchored): string => until ?? endOfDay(day).toISOString();
