import type { Type } from '@nestjs/common';
import type { AggregateType } from '../aggregates/aggregate-type.js';
import { auditAnchorType } from '../audit/anchor.js';
import { AuditAnchors } from '../audit/audit-anchors.js';
import type { ResourcePermissions } from '../auth/permissions.js';
import type { EventDefinition, ServiceName } from '../events/define-event.js';
import type { Projection } from '../projections/projection.js';
import type { DueHandler } from '../timers/timers.js';
import type { Chore } from './housekeeping.js';
import { operatorActType } from './operations/operator-acts/operator-act.js';
import { OperatorActs } from './operations/operator-acts/operator-acts.repository.js';

/** A whole service in one list: what it keeps, what can be asked of it, what it listens to, what it does by itself. */
export interface ServiceMap {
  readonly service: ServiceName;
  /** For people, in the API document. */
  readonly title: string;
  readonly description: string;
  readonly defaultPort: number;
  /** What is kept, and the repository through which. */
  readonly aggregates: readonly (readonly [type: AggregateType<never, never>, repository: Type])[];
  /** operationId → its route and its use case. */
  readonly operations: Readonly<Record<string, readonly [http: Type, ...useCase: Type[]]>>;
  readonly consumers: readonly (readonly [event: EventDefinition, handler: Type])[];
  readonly projections: readonly Projection[];
  /** Deadlines that act by themselves. */
  readonly timers: readonly Type<DueHandler>[];
  /** Work beside the requests that no deadline asks for. */
  readonly chores?: readonly Type<Chore>[];
  readonly permissions: readonly ResourcePermissions<never>[];
  /** What use cases share besides repositories. */
  readonly providers?: readonly Type[];
}

/** Types an aggregate for the map; the map itself cares for neither state nor events. */
export const kept = <S, E extends { type: string; data: object }>(type: AggregateType<S, E>, repository: Type) =>
  [type as unknown as AggregateType<never, never>, repository] as const;

/** Everything a service keeps: its own aggregates, and behind them those that all services have. */
export const aggregatesOf = (map: Pick<ServiceMap, 'service' | 'aggregates'>): ServiceMap['aggregates'] => [
  ...map.aggregates,
  kept(operatorActType, OperatorActs),
  kept(auditAnchorType(map.service), AuditAnchors),
];

/** Topics a service writes: those of its aggregates, its internal one included. */
export const producedTopics = (map: Pick<ServiceMap, 'service' | 'aggregates'>): readonly string[] => [
  ...new Set(aggregatesOf(map).flatMap(([type]) => type.publishes.map((event) => event.topic))),
];

/** Topics on which a service buries what it cannot handle. */
export const consumedTopics = (map: Pick<ServiceMap, 'consumers' | 'projections'>): readonly string[] => [
  ...new Set([
    ...map.consumers.map(([event]) => event.topic),
    ...map.projections.flatMap(({ consumes }) => consumes.map((event) => event.topic)),
  ]),
];
