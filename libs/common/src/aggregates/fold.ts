import { evolved } from './evolution.js';
import type { AggregateType, DomainEvent, Recorded } from './aggregate-type.js';
import type { StoredEvent } from '../events/stored-event.js';

/** Written by the store itself when personal data is erased. It changes no state, and no domain handles it. */
export const PERSONAL_DATA_ERASED = 'PersonalDataErased';

/** The state after these events; undefined before the first. */
export const foldFrom = <S, E extends DomainEvent>(
  type: Pick<AggregateType<S, E>, 'evolve'>,
  from: S | undefined,
  events: readonly StoredEvent[],
): S | undefined =>
  events
    .filter((event) => event.type !== PERSONAL_DATA_ERASED)
    .reduce<S | undefined>((state, event) => evolved(type.evolve, state, event as unknown as Recorded<E>), from);

/** The state after these events. @throws Error when none of them makes one */
export function stateAfter<S, E extends DomainEvent>(
  type: AggregateType<S, E>,
  from: S | undefined,
  events: readonly StoredEvent[],
): S {
  const folded = foldFrom(type, from, events);
  if (folded === undefined) throw new Error(`No state after the events of ${type.name}.`);
  return folded;
}
