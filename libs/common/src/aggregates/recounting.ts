import type { BusinessCalendar } from '../kernel/business-calendar.js';
import { recounted, type Deadline } from '../kernel/deadline.js';

/** A deadline that was counted again: the one that was, and the one that is. */
export interface Recount {
  readonly was: Deadline;
  readonly is: Deadline;
}

/** What `DeadlinesRecounted` records. */
export interface Recounts {
  readonly deadlines: readonly Recount[];
}

function isProvisional(value: object): value is Deadline {
  const { provisional } = value as Partial<Deadline>;
  return typeof provisional === 'object' && provisional !== null;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The same value with each provisional deadline in it replaced, wherever the state of its aggregate keeps it. */
function mapped(value: unknown, replace: (deadline: Deadline) => Deadline): unknown {
  if (Array.isArray(value)) return value.map((item) => mapped(item, replace));
  if (!isPlain(value)) return value;
  if (isProvisional(value)) return replace(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapped(member, replace)]));
}

const isSame = (a: Deadline, b: Deadline): boolean =>
  a.key === b.key &&
  a.dueAt === b.dueAt &&
  a.provisional?.from === b.provisional?.from &&
  a.provisional?.days === b.provisional?.days;

/** The deadlines of a state that this calendar counts otherwise, or no longer as provisional. */
export function recountsOf(state: object, calendar: BusinessCalendar): readonly Recount[] {
  const found: Recount[] = [];
  mapped(state, (was) => {
    const is = recounted(was, calendar);
    const isKnown = isSame(was, is) || found.some((recount) => isSame(recount.was, was));
    if (!isKnown) found.push({ was, is });
    return was;
  });
  return found;
}

/** The state with those deadlines counted again. */
export const withRecounts = <S>(state: S, { deadlines }: Recounts): S =>
  mapped(state, (deadline) => deadlines.find(({ was }) => isSame(was, deadline))?.is ?? deadline) as S;
