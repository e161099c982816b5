import type { Type } from '@nestjs/common';
import type { AggregateType, DomainEvent } from '../aggregates/aggregate-type.js';
import type { AnyType } from '../aggregates/verification/check-document.js';
import { consumedBy } from '../inbox/delivery/consumes.js';
import { auditAnchorType } from '../audit/anchor.js';
import { AuditAnchors } from '../audit/audit-anchors.js';
import type { ResourcePermissions } from '../auth/permissions.js';
import type { CallerStanding } from '../http/standing.js';
import type { EventDefinition, ServiceName } from '../events/define-event.js';
import type { Environment } from '../kernel/setting.js';
import type { Projection } from '../projections/projection.js';
import type { DueHandler } from '../timers/timers.js';
import type { Chore } from './housekeeping.js';
import type { KeyFile } from './key-file.js';
import { addressType } from '../address-book/address.js';
import { AddressBook } from '../address-book/address-book.repository.js';
import { noticeType } from '../notices/notice.js';
import { Notices } from '../notices/notices.repository.js';
import { operatorActType } from './operations/operator-acts/operator-act.js';
import { OperatorActs } from './operations/operator-acts/operator-acts.repository.js';

/** A port to a system outside the installation, and what stands behind it as the environment says. */
export interface Adapter {
  readonly port: abstract new (...given: never[]) => object;
  /** @throws SettingWrong */
  readonly from: (env: Environment) => object;
}

/** A whole service in one list: its aggregates, operations, consumers, read models, timers and chores. */
export interface ServiceMap {
  readonly service: ServiceName;
  /** For people, in the API document. */
  readonly title: string;
  readonly description: string;
  readonly defaultPort: number;
  /** Each aggregate type with its repository. */
  readonly aggregates: readonly (readonly [type: AggregateType<never, never>, repository: Type])[];
  /** operationId → its route and its use case. */
  readonly operations: Readonly<Record<string, readonly [http: Type, ...useCase: Type[]]>>;
  readonly consumers: readonly (readonly [event: EventDefinition, handler: Type])[];
  readonly projections: readonly Projection[];
  /** Services whose watermarks it reads, to know how fresh its copies of their data are (`Freshness`). */
  readonly freshnessOf?: readonly ServiceName[];
  /** Deadlines that act by themselves. */
  readonly timers: readonly Type<DueHandler>[];
  /** Background work without a deadline. */
  readonly chores?: readonly Type<Chore>[];
  readonly permissions: readonly ResourcePermissions<never>[];
  /** Completes the caller of a command with what the service knows of them. */
  readonly standing?: Type<CallerStanding>;
  /** Providers that use cases share, other than repositories. */
  readonly providers?: readonly Type[];
  /** Secrets in files of their own. */
  readonly keyFiles?: readonly KeyFile[];
  readonly adapters?: readonly Adapter[];
}

/** operationId → its route, and the use case where there is something to load. */
export type Operations = ServiceMap['operations'];

/** One part of a service: an aggregate or a read model, with all that can be asked of it. */
export interface ServicePart {
  readonly aggregates?: ServiceMap['aggregates'];
  readonly operations: Operations;
  readonly permissions?: ServiceMap['permissions'];
  readonly projections?: readonly Projection[];
  readonly freshnessOf?: readonly ServiceName[];
  readonly timers?: readonly Type<DueHandler>[];
  readonly chores?: readonly Type<Chore>[];
  readonly standing?: Type<CallerStanding>;
  readonly providers?: readonly Type[];
  readonly keyFiles?: readonly KeyFile[];
  readonly adapters?: readonly Adapter[];
}

/** The map of one aggregate, in its `<aggregate>.map.ts`. */
export function aggregateMap<S, E extends DomainEvent>(
  part: Omit<ServicePart, 'aggregates' | 'permissions' | 'projections'> & {
    readonly type: AggregateType<S, E>;
    readonly repository: Type;
    readonly permissions: ResourcePermissions<S>;
  },
): ServicePart {
  const { type, repository, permissions, ...rest } = part;
  return { ...rest, aggregates: [kept(type, repository)], permissions: [permissions as ResourcePermissions<never>] };
}

/** The map of one read model, in its `<name>.map.ts`. */
export const readModelMap = (part: Omit<ServicePart, 'aggregates'> & { readonly projections: readonly Projection[] }) =>
  part as ServicePart;

/**
 * Puts a service together from its parts and the handlers of the events it follows.
 * @throws Error when two parts name the same operation, or a handler consumes nothing
 */
export function serviceMap({
  parts,
  consumers,
  ...service
}: Pick<ServiceMap, 'service' | 'title' | 'description' | 'defaultPort'> & {
  readonly parts: readonly ServicePart[];
  readonly consumers: readonly Type[];
}): ServiceMap {
  const ids = parts.flatMap(({ operations }) => Object.keys(operations));
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Error(`Operation ${twice} is in two parts of ${service.service}.`);
  const standings = parts.flatMap(({ standing = [] }) => standing);
  if (standings.length > 1) throw new Error(`Two parts of ${service.service} complete the caller.`);
  return {
    ...service,
    ...(standings[0] && { standing: standings[0] }),
    aggregates: parts.flatMap(({ aggregates = [] }) => aggregates),
    operations: Object.assign({}, ...parts.map(({ operations }) => operations)) as Operations,
    consumers: consumers.map((handler) => [consumedBy(handler), handler]),
    projections: parts.flatMap(({ projections = [] }) => projections),
    freshnessOf: [...new Set(parts.flatMap(({ freshnessOf = [] }) => freshnessOf))],
    timers: parts.flatMap(({ timers = [] }) => timers),
    chores: parts.flatMap(({ chores = [] }) => chores),
    permissions: parts.flatMap(({ permissions = [] }) => permissions),
    providers: parts.flatMap(({ providers = [] }) => providers),
    adapters: parts.flatMap(({ adapters = [] }) => adapters),
    keyFiles: parts.flatMap(({ keyFiles = [] }) => keyFiles),
  };
}

/** Types an aggregate for the map, which needs neither its state nor its events. */
export const kept = <S, E extends DomainEvent>(type: AggregateType<S, E>, repository: Type) =>
  [type as unknown as AggregateType<never, never>, repository] as const;

/** All aggregates of a service: its own, then those that every service has. */
export const aggregatesOf = (map: Pick<ServiceMap, 'service' | 'aggregates'>): ServiceMap['aggregates'] => [
  ...map.aggregates,
  kept(operatorActType, OperatorActs),
  kept(noticeType, Notices),
  kept(addressType, AddressBook),
  kept(auditAnchorType(map.service), AuditAnchors),
];

/** Their types, for what looks at all of them alike. */
export const typesOf = (map: Pick<ServiceMap, 'service' | 'aggregates'>): readonly AnyType[] =>
  aggregatesOf(map).map(([type]) => type as unknown as AnyType);

/** Topics a service writes: those of its aggregates, its internal one included. */
export const producedTopics = (map: Pick<ServiceMap, 'service' | 'aggregates'>): readonly string[] => [
  ...new Set(aggregatesOf(map).flatMap(([type]) => type.publishes.map((event) => event.topic))),
];

/** Those of them that keep their records for a time only. */
export const confidentialTopics = (map: Pick<ServiceMap, 'service' | 'aggregates'>): ReadonlySet<string> =>
  new Set(
    aggregatesOf(map).flatMap(([type]) =>
      type.publishes.filter(({ confidential }) => confidential).map(({ topic }) => topic),
    ),
  );

/** Topics a service reads, for consumers and read models; it has a dead-letter topic for each. */
export const consumedTopics = (map: Pick<ServiceMap, 'consumers' | 'projections'>): readonly string[] => [
  ...new Set([
    ...map.consumers.map(([event]) => event.topic),
    ...map.projections.flatMap(({ consumes }) => consumes.map((event) => event.topic)),
  ]),
];
