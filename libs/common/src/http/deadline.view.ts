import { Type, type Static } from 'typebox';
import { hasPassed, type Deadline } from '../kernel/deadline.js';

/** An open deadline, as readers see it; an official duty can still be done when it is overdue. */
export const DeadlineView = Type.Object({
  key: Type.String(),
  dueAt: Type.String({ format: 'date-time' }),
  basis: Type.Enum(['bd', 'd']),
  rule: Type.String({ description: 'Assumption or article it rests on' }),
  overdue: Type.Boolean(),
});
export type DeadlineView = Static<typeof DeadlineView>;

export const deadlineView = (deadline: Deadline, now: Date): DeadlineView => ({
  ...deadline,
  overdue: hasPassed(deadline, now),
});
