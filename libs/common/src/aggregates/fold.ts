import { evolved } from './evolution.js';
import type { AggregateType, DomainEvent, Recorded } from './aggregate-type.js';
import type { Unhashed } from './history-chain/hash-chain.js';
import { readable } from './erasure/erasure.js';
import { DEADLINES_RECOUNTED, isActOfTheStore } from './history-chain/acts-of-the-store.js';
import { withRecounts, type Recounts } from './recounting.js';

/** The state after one more event, of the domain or of the store itself. */
function after<S, E extends DomainEvent>(
  { evolve }: Pick<AggregateType<S, E>, 'evolve'>,
  state: S | undefined,
  event: Unhashed,
): S | undefined {
  if (event.type === DEADLINES_RECOUNTED)
    return state === undefined ? undefined : withRecounts(state, event.data as Recounts);
  if (isActOfTheStore(event)) return state;
  return evolved(evolve, state, readable(event) as unknown as Recorded<E>);
}

/** The state after these events; undefined before the first. */
export const foldFrom = <S, E extends DomainEvent>(
  type: Pick<AggregateType<S, E>, 'evolve'>,
  from: S | undefined,
  events: readonly Unhashed[],
): S | undefined => events.reduce<S | undefined>((state, event) => after(type, state, event), from);

/** The state after these events. @throws Error when none of them makes one */
export function stateAfter<S, E extends DomainEvent>(
  type: AggregateType<S, E>,
  from: S | undefined,
  events: readonly Unhashed[],
): S {
  const folded = foldFrom(type, from, events);
  if (folded === undefined) throw new Error(`No state after the events of ${type.name}.`);
  return folded;
}
