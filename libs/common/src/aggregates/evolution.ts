import type { DomainEvent, Recorded } from './aggregate-type.js';
import type { FactOf } from './fact.js';
import { own } from '../kernel/own.js';

/** How events make the state of an aggregate. Build one with `evolution`. */
export interface Evolution<S, E extends DomainEvent> {
  /** Event types that may come first; only these may meet no state. */
  readonly first: Readonly<Record<string, (event: Recorded<E>, state: S | undefined) => S>>;
  readonly next: (state: S, event: Recorded<E>) => S;
}

/**
 * `evolution<State, Event>()({ Drafted: (event) => … }, (state, event) => …)`: the types named in `first` may open a
 * history and are handled there, also when they come again; all others meet a state, so `next` never invents one.
 */
export const evolution =
  <S, E extends DomainEvent>() =>
  <N extends E['type']>(
    first: { readonly [K in N]: (event: Recorded<FactOf<E, K>>, state: S | undefined) => S },
    // Left out only where every type may come first: a type without a case would otherwise pass in silence.
    ...[next]: [Exclude<E['type'], N>] extends [never]
      ? []
      : [next: (state: S, event: Recorded<Exclude<E, { readonly type: N }>>) => S]
  ): Evolution<S, E> =>
    ({ first, next }) as unknown as Evolution<S, E>;

/**
 * The state after one more event. All folds of the system go through here.
 * @throws Error when a history starts with an event that cannot come first
 */
export function evolved<S, E extends DomainEvent>(
  { first, next }: Evolution<S, E>,
  state: S | undefined,
  event: Recorded<E>,
): S {
  const begin = own(first, event.type);
  if (begin !== undefined) return begin(event, state);
  if (state !== undefined) return next(state, event);
  throw new Error(`A history starts with ${Object.keys(first).join(' or ')}, not with ${event.type}.`);
}
