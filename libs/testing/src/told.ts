import type { AggregateType, DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import { draftsOf, type NoticeDraft } from '#common/aggregates/notices.js';
import { dutiesOf } from '#common/aggregates/work.js';
import type { Moment } from '#common/kernel/clock.js';

interface Happened<S, E extends DomainEvent> {
  readonly state: S;
  readonly moment: Moment;
  readonly history: readonly Recorded<E>[];
}

/** What the last event of this type makes known, in a specification. */
export function toldBy<S, E extends DomainEvent>(
  type: AggregateType<S, E>,
  { state, moment, history }: Happened<S, E>,
  event: E['type'],
): readonly NoticeDraft[] {
  const at = history.findLastIndex((one) => one.type === event);
  const found = history[at];
  if (found === undefined || type.notices === undefined) return [];
  let before: S | undefined;
  for (const one of history.slice(0, at)) before = evolved(type.evolve, before, one);
  return draftsOf(type.notices, { event: found, state, moment, ...(before !== undefined && { before }) });
}

/** What waits in a specification: `TASK addressee`, with the day and hour due where there is one. */
export const waitsIn = <S, E extends DomainEvent>(
  type: AggregateType<S, E>,
  { state }: Pick<Happened<S, E>, 'state'>,
): readonly string[] =>
  type.work === undefined
    ? []
    : dutiesOf(type.work, state).flatMap(({ code, for: people, deadline, part }) =>
        people.map((one) => [code, ...(part === undefined ? [] : [part]), one, deadline?.dueAt ?? '–'].join(' ')),
      );
