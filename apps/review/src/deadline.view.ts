import { Type, type Static } from 'typebox';
import { hasPassed, type Deadline } from '#common/kernel/deadline.js';

/** An open deadline; an official duty that is late is overdue and stays possible. */
export const DeadlineView = Type.Object({
  key: Type.String(),
  dueAt: Type.String({ format: 'date-time' }),
  basis: Type.Enum(['bd', 'd']),
  rule: Type.String(),
  overdue: Type.Boolean(),
});
export type DeadlineView = Static<typeof DeadlineView>;

export const deadlineViews = (deadlines: readonly Deadline[], now: Date): DeadlineView[] =>
  deadlines.map((deadline) => ({ ...deadline, overdue: hasPassed(deadline, now) }));
