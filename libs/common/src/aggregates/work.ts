import type { Addressee } from '../kernel/addressee.js';
import type { Bilingual } from '../kernel/bilingual.js';
import type { Deadline } from '../kernel/deadline.js';

/** Something that waits for people: who may do it, until when. */
export interface Duty {
  readonly for: readonly Addressee[];
  /** Absent where no day is set. */
  readonly deadline?: Deadline;
  /** Who else is told when it is overdue. */
  readonly alsoTell?: readonly Addressee[];
  /** Which part of the aggregate, where several wait: the item of an agenda. */
  readonly part?: string;
}

/** One kind of duty of an aggregate (할 일). */
export interface Task<S> {
  /** What is to be done, in a few words. */
  readonly title: Bilingual;
  /** The operation that does it. Its row of permissions decides who sees the duty. */
  readonly operation: string;
  /** What waits in this state; empty for nothing. */
  readonly waits: (state: S) => readonly Duty[];
  /** Those for whom it is get a notice when its deadline has passed. */
  readonly tellsOverdue?: true;
}

/** What may wait in an aggregate, by the code of the task in `UPPER_CASE`. */
export interface Work<S> {
  /** The read operation that decides who may know of the aggregate: no other caller sees a duty on it. */
  readonly seenThrough: string;
  /** What the aggregate is called in lists, such as the name of a service; shown to those who have a duty on it. */
  readonly about: (state: S) => string;
  readonly tasks: Readonly<Record<string, Task<S>>>;
}

/** The duties of a state, with their tasks. */
export interface DutyOf<S> extends Duty {
  readonly code: string;
  readonly task: Task<S>;
}

/** What the store keeps of the duties of a state, to find them by. */
export interface Waiting {
  readonly for: readonly string[];
  /** Of the earliest deadline; `NO_DAY` where there is none. Text, as deadlines are. */
  readonly dueAt: string;
  /** When the next overdue notice is due; absent for none. */
  readonly tellAt?: string;
}

/** Behind every deadline: what has no day comes last. */
export const NO_DAY = '9999-12-31T15:00:00.000Z';

export const dutiesOf = <S>({ tasks }: Work<S>, state: S): readonly DutyOf<S>[] =>
  Object.entries(tasks).flatMap(([code, task]) => task.waits(state).map((duty) => ({ ...duty, code, task })));

const earliest = (instants: readonly string[]): string | undefined => instants.toSorted()[0];

/** The duties of which people are to be told once their deadline has passed. */
export const toTell = <S>(duties: readonly DutyOf<S>[]): readonly (DutyOf<S> & { readonly deadline: Deadline })[] =>
  duties.filter(
    (duty): duty is DutyOf<S> & { readonly deadline: Deadline } =>
      duty.task.tellsOverdue === true && duty.deadline !== undefined,
  );

/** The next instant after `after` at which a duty becomes overdue. */
export const nextTelling = <S>(duties: readonly DutyOf<S>[], after = ''): string | undefined =>
  earliest(toTell(duties).flatMap(({ deadline: { dueAt } }) => (dueAt > after ? [dueAt] : [])));

/** What the store keeps for this state; undefined when nothing waits. */
export function waitingOf<S>(work: Work<S> | undefined, state: S): Waiting | undefined {
  const duties = work === undefined ? [] : dutiesOf(work, state).filter((duty) => duty.for.length > 0);
  if (duties.length === 0) return undefined;
  const dueAt = earliest(duties.flatMap(({ deadline }) => (deadline === undefined ? [] : [deadline.dueAt])));
  const tellAt = nextTelling(duties);
  return {
    for: [...new Set(duties.flatMap((duty) => duty.for))].sort(),
    dueAt: dueAt ?? NO_DAY,
    ...(tellAt !== undefined && { tellAt }),
  };
}
