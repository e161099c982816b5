import { evolved } from './evolution.js';
import type { AggregateType, DomainEvent, Recorded } from './aggregate-type.js';
import type { Unhashed } from './history-chain/hash-chain.js';
import { readable } from './erasure/erasure.js';
import { isActOfTheStore } from './history-chain/acts-of-the-store.js';

/** The state after these events; undefined before the first. */
export const foldFrom = <S, E extends DomainEvent>(
  type: Pick<AggregateType<S, E>, 'evolve'>,
  from: S | undefined,
  events: readonly Unhashed[],
): S | undefined =>
  events
    .filter((event) => !isActOfTheStore(event))
    .map(readable)
    .reduce<S | undefined>((state, event) => evolved(type.evolve, state, event as unknown as Recorded<E>), from);

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
