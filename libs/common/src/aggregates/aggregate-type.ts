import type { EventDefinition } from '../events/define-event.js';
import type { Actor } from '../kernel/actor.js';
import type { Evolution } from './evolution.js';
import type { StatusMachine } from './transitions.js';

/** What a decision of the domain yields. `data` of a published type is what leaves the service, word for word. */
export interface DomainEvent<T extends string = string, D extends object = object, X extends object = object> {
  readonly type: T;
  readonly data: D;
  /** Kept in the history beside `data`, never published. */
  readonly details?: X;
  /** Why, in the actor's words; kept, never published. */
  readonly reason?: string;
}

/** An event as `evolve` sees it: with who caused it and when, by business time. */
export type Recorded<E extends DomainEvent> = E & { readonly at: Date; readonly actor: Actor };

/** Something that must be unique among the aggregates of a type while its holder claims it. */
export interface Claim {
  readonly key: string;
  /** The refusal (409) of whoever wants a key that is taken. */
  readonly code: string;
  readonly detail: string;
}

/** Everything the store must know of one kind of aggregate. */
export interface AggregateType<S, E extends DomainEvent> {
  /** English name in messages: `application`. */
  readonly name: string;
  /** MongoDB collection; the archive of its events is `<collection>_history`. */
  readonly collection: string;
  readonly evolve: Evolution<S, E>;
  /** Which status follows which, for each kind of thing that has one. */
  readonly machines?: readonly StatusMachine<S>[];
  /** Definitions of the event types that leave the aggregate; all others stay in its history. */
  readonly publishes: readonly EventDefinition[];
  readonly claims?: (state: S) => readonly Claim[];
  /** The earliest instant at which a timer has something to do. */
  readonly dueAt?: (state: S) => Date | undefined;
  /** Paths below `data` or `details` with personal data, per event type: hashed as salted digests, erasable. */
  readonly personal?: Readonly<Partial<Record<E['type'], readonly string[]>>>;
  /** Paths in the document (mostly `state.…`) that lists filter and sort by; each gets an index with `_id` behind it. */
  readonly indexed?: readonly string[];
}

/** Why a write happens: on whose behalf, caused by what, on which version. */
export interface Intent {
  /** The aggregate. */
  readonly id: string;
  readonly actor: Actor;
  /** Operation of the permission table; absent for the system's own acts, which no table restricts. */
  readonly operation?: string;
  /** Id of the command or of the consumed event: one cause changes an aggregate once. */
  readonly causationId: string;
  /** Hash of the request, when the caller sent an Idempotency-Key. */
  readonly requestHash?: string;
  /** From `If-Match`; without it the write is retried on contention. */
  readonly expectedVersion?: number;
  /** The journey; a new aggregate without one starts its own. */
  readonly correlationId?: string;
  readonly traceparent?: string;
}

/** An intent with what the caller said. */
export interface Command<D = unknown> extends Intent {
  readonly actor: Actor;
  readonly data: D;
}

/** An aggregate as of one version. */
export interface Snapshot<S> {
  readonly id: string;
  readonly version: number;
  readonly state: S;
}
