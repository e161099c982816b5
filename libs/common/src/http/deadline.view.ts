import { Type, type Static } from 'typebox';
import { hasPassed, type Deadline } from '../kernel/deadline.js';

/** An open deadline, as readers see it; an official duty can still be done when it is overdue. */
export const DeadlineView = Type.Object({
  key: Type.String(),
  dueAt: Type.String({ format: 'date-time' }),
  basis: Type.Enum(['bd', 'd']),
  rule: Type.String({ description: 'Assumption or article it rests on' }),
  provisional: Type.Boolean({
    description: 'Counted through a year without an official list of holidays; counted again once the list is there',
  }),
  suspended: Type.Optional(
    Type.Object(
      { since: Type.String({ format: 'date-time' }), daysLeft: Type.Integer({ minimum: 0 }) },
      { description: 'The clock stands still with these business days left; `dueAt` is where it stood' },
    ),
  ),
  overdue: Type.Boolean(),
});
export type DeadlineView = Static<typeof DeadlineView>;

export const deadlineView = ({ provisional, ...deadline }: Deadline, now: Date): DeadlineView => ({
  ...deadline,
  provisional: provisional !== undefined,
  overdue: hasPassed(deadline, now),
});
