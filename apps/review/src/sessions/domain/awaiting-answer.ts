import type { Moment } from '#common/kernel/clock.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { agendaFreeze } from './session.rules.js';
import type { SessionState } from './session.state.js';

/**
 * A deferred case goes on an agenda whose freeze lies after the applicant's answer, or after the day by which it was
 * due.
 * @param until the last day to answer; undefined when no answer is waited for
 * @throws Refusal 409 DEFERRAL_UNANSWERED
 */
export function ensureAnswered(session: SessionState, until: Day | undefined, moment: Moment): void {
  const { dueAt } = agendaFreeze(session.on, moment);
  ensure(until === undefined || endOfDay(until).getTime() <= Date.parse(dueAt), () =>
    wrongState(
      'DEFERRAL_UNANSWERED',
      `The applicant may answer the committee until the end of ${until}; the agenda of session ${session.no} freezes ` +
        `at ${dueAt} (R-11): wait for the answer, or take a later session.`,
    ),
  );
}
