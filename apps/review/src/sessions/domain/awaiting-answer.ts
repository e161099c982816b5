import type { Moment } from '#common/kernel/clock.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { agendaFreeze } from './session.rules.js';
import type { AgendaItem, SessionState } from './session.state.js';

/**
 * A deferred case goes on an agenda whose freeze lies after the applicant's answer, or after the day by which it was
 * due.
 * @param until the last day to answer; undefined when no answer is waited for
 * @throws Refusal 409 DEFERRAL_UNANSWERED
 */
export function ensureAnswered(session: SessionState, until: Day | undefined, moment: Moment): void {
  const { dueAt } = agendaFreeze(session.on, moment);
  ensure(until === undefined || isOverBy(until, dueAt), () =>
    wrongState(
      'DEFERRAL_UNANSWERED',
      `The applicant may answer the committee until the end of ${until}; the agenda of session ${session.no} freezes ` +
        `at ${dueAt} (R-11): wait for the answer, or take a later session.`,
    ),
  );
}

/** Whether the last day to answer ends before the agenda freezes. */
const isOverBy = (until: Day, freezesAt: string): boolean => endOfDay(until).getTime() <= Date.parse(freezesAt);

/** By case: the last day on which its applicant may answer the committee. Others are not in it. */
export type AwaitedAnswers = ReadonlyMap<string, Day>;

/**
 * Why a deferred item does not fit a session of this day: its applicant may still answer when the agenda freezes (R-09,
 *
 * @param usualFreeze that of any session of the day: an urgent reason takes nothing of the applicant's time
 */
export function whyTooEarly(
  { item, caseId, serviceName }: AgendaItem,
  awaited: AwaitedAnswers,
  usualFreeze: Deadline,
): readonly string[] {
  const until = awaited.get(caseId);
  const { dueAt } = usualFreeze;
  if (until === undefined || isOverBy(until, dueAt)) return [];
  return [
    `item ${item} (${serviceName}) waits for its applicant until the end of ${until}, past the freeze ${dueAt} (R-11)`,
  ];
}
