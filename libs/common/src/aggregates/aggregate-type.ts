import type { EventDefinition } from '../events/define-event.js';
import type { Actor, Reader } from '../kernel/actor.js';
import type { Evolution } from './evolution.js';
import type { NoticeRules } from './notices.js';
import type { StatusMachine } from './transitions.js';
import type { Work } from './work.js';

/** The result of a decision of the domain. `data` of a published type leaves the service exactly as it is. */
export interface DomainEvent<T extends string = string, D extends object = object, X extends object = object> {
  readonly type: T;
  readonly data: D;
  /** Kept in the history next to `data`, never published. */
  readonly details?: X;
  /** Why, in the actor's words; kept, never published. */
  readonly reason?: string;
}

/** An event, as `evolve` gets it: with its actor and its business time. */
export type Recorded<E extends DomainEvent> = E & { readonly at: Date; readonly actor: Actor };

/** A key that is unique among the aggregates of a type while one of them claims it. */
export interface Claim {
  readonly key: string;
  /** Code of the refusal (409) when another aggregate holds the key. */
  readonly code: string;
  readonly detail: string;
}

/** Describes one kind of aggregate to the store. */
export interface AggregateType<S, E extends DomainEvent> {
  /** English name in messages: `application`. */
  readonly name: string;
  /** MongoDB collection; the archive of its events is `<collection>_history`. */
  readonly collection: string;
  readonly evolve: Evolution<S, E>;
  /**
   * Version of `evolve`, `claims` and `dueAt` together; 1 unless said otherwise. One more with every change by which an
   * old history makes another state, other claims or another deadline.
   */
  readonly foldVersion?: number;
  /** Which status follows which, for each kind of thing that has one. */
  readonly machines?: readonly StatusMachine<S>[];
  /** Definitions of the event types that leave the aggregate; all others stay in its history. */
  readonly publishes: readonly EventDefinition[];
  readonly claims?: (state: S) => readonly Claim[];
  /** The earliest instant at which a timer has something to do. */
  readonly dueAt?: (state: S) => Date | undefined;
  /** Where people read it: `/v1/applications/…`. Needed by `work` and `notices`. */
  readonly path?: (state: S, id: string) => string;
  /** What waits for people while it is in a state. */
  readonly work?: Work<S>;
  /** Which of its events are made known, to whom. */
  readonly notices?: NoticeRules<S, E>;
  /**
   * The version by which this reader knows the aggregate, for `ETag` and `If-Match`: it grows with every save whose
   * outcome the reader may see, and tells nothing of the others. Without it every reader knows the store's own.
   */
  readonly versionFor?: (state: S, version: number, reader: Reader) => number;
  /** How it stands, in a few words, for a caller whose `If-Match` is stale: they read what changed. */
  readonly standing?: (state: S) => string;
  /** Paths below `data` or `details` with personal data, per event type: hashed as salted digests, erasable. */
  readonly personal?: Readonly<Partial<Record<E['type'], readonly string[]>>>;
  /** Which of these leave in no export of the audit trail. */
  readonly neverExported?: Readonly<Partial<Record<E['type'], readonly string[]>>>;
  /** The files it stands on; absent when it has none. */
  readonly documents?: DocumentsOf<S, E>;
  /**
   * Paths in the document (mostly `state.…`) that lists filter and sort by; each gets an index with `_id` behind it.
   */
  readonly indexed?: readonly string[];
}

/** A file of the document store that a state names. */
export interface KeptDocument {
  /** Of the document in its aggregate: `SLA`. Several versions of one document may be kept. */
  readonly name: string;
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** The files of an aggregate: a file that no state names is removed. */
export interface DocumentsOf<S, E> {
  /** Where the ids are in the document, `state.…`: indexed, for the question which aggregate names a file. */
  readonly fileIdPath: string;
  readonly kept: (state: S) => readonly KeptDocument[];
  /**
   * The events that record the erasure of these documents, or of all; none when they are erased already.
   * @throws Refusal 422 when one of the names is unknown
   */
  readonly erase: (state: S, request: { readonly names?: readonly string[]; readonly reason: string }) => readonly E[];
}

/**
 * How repeats of a command are recognised where nothing of its request may be kept. Without it, a salted digest of the
 * request is kept and compared.
 */
export interface Repeats<S, E extends DomainEvent> {
  /**
   * Whether a repeat still gets the answer of the first time. If not, it is judged as a new command would be, whose
   * decision has to refuse it: then no caller can tell a repeat from a first try.
   */
  readonly isAnswered: (state: S) => boolean;
  /** Whether the request asks for what this event, the last of the first time, has recorded. */
  readonly isSame: (first: E) => boolean;
}

/** Why a write happens: its actor, its cause and the version it is based on. */
export interface Intent {
  /** The aggregate. */
  readonly id: string;
  readonly actor: Actor;
  /** Operation of the permission table; absent for the system's own acts, which no table restricts. */
  readonly operation?: string;
  /** Id of the command or of the consumed event: one cause changes an aggregate once. */
  readonly causationId: string;
  /** Hash of the request, when the caller sent an Idempotency-Key. Only a salted digest of it is ever kept. */
  readonly requestHash?: string;
  /** From `If-Match`; without it the write is retried on contention. */
  readonly expectedVersion?: number;
  /** Id of the process this is part of; a new aggregate without one starts its own. */
  readonly correlationId?: string;
  readonly traceparent?: string;
}

/** An intent with the caller's data. */
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
