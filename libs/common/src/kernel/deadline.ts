/**
 * Something that has to happen by a certain instant (§11). Stored in the state of its aggregate, so `dueAt` is
 * text. `basis`: counted in business days or calendar days; `rule`: the assumption or article it rests on.
 */
export interface Deadline {
  readonly key: string;
  readonly dueAt: string;
  readonly basis: 'bd' | 'd';
  readonly rule: string;
}

/** A deadline day ends at 24:00 KST; from that instant on it has passed. */
export const hasPassed = (deadline: Deadline, at: Date): boolean => at.getTime() >= Date.parse(deadline.dueAt);
