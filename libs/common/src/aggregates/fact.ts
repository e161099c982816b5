import type { DomainEvent } from './aggregate-type.js';

/** An event type of an aggregate: what happened. `data` of a published type leaves the service exactly as it is. */
export interface Fact<N extends string, D extends object> {
  readonly type: N;
  readonly data: D;
  /** Why, in the actor's words; kept, never published. */
  readonly reason?: string;
}

/** A fact of which a part, `details`, stays in the history and is never published. */
export interface FactWith<N extends string, D extends object, X extends object> extends Fact<N, D> {
  readonly details: X;
}

/** A fact that always says why: the rule behind it asks for a reason. */
export type Reasoned<F extends Fact<string, object>> = F & { readonly reason: string };

/** One event type out of the union of an aggregate. */
export type FactOf<E extends DomainEvent, N extends E['type']> = Extract<E, { readonly type: N }>;
