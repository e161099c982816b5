import type { Moment } from '#common/kernel/clock.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { CaseEvent } from './case.events.js';
import { upheld } from './case.evolve.js';
import { revoke } from './case.rules.js';
import type { CaseState, PendingObjection } from './case.state.js';
import { answered, conclude, type Conclusion, type ObjectionAnswer } from './concluding.js';
import { calledFor, concludeRevote, type RevoteResult } from './voting-again.js';

export interface FiledObjection extends PendingObjection {
  readonly answerDueOn: Day;
}

/** The applicant objects to the refusal (이의신청): the case waits for an agenda again. */
export function followObjection(state: CaseState, objection: FiledObjection): readonly CaseEvent[] {
  const { objectionId, sessionNo, filedOn, answerDueOn } = objection;
  const { status, decision, revote } = state;
  const isRefused = decision?.outcome === 'NOT_SELECTED' && decision.sessionNo === sessionNo;
  const isOpen = status === 'DECIDED' || (revote !== undefined && state.objection === undefined);
  if (!isRefused || !isOpen) return [];
  return [{ type: 'ObjectionOpened', data: { objectionId, sessionNo, filedOn, deadlines: [answerDue(answerDueOn)] } }];
}

/** The period of the answer is extended, once, by intake. */
export function followExtension(
  state: CaseState,
  { objectionId, answerDueOn }: Pick<FiledObjection, 'objectionId' | 'answerDueOn'>,
): readonly CaseEvent[] {
  if (state.objection?.objectionId !== objectionId) return [];
  return [{ type: 'ObjectionPeriodExtended', data: { objectionId, deadlines: [answerDue(answerDueOn)] } }];
}

const answerDue = (day: Day): Deadline => ({
  key: 'OBJECTION_ANSWER',
  dueAt: endOfDay(day).toISOString(),
  basis: 'd',
  rule: 'A-06',
});

/** A published session, for one case: an objection, the service, first the one and then the other, or a re-vote. */
export interface SessionOutcome {
  readonly objection?: ObjectionAnswer;
  readonly service?: Conclusion;
  readonly revote?: RevoteResult;
}

/**
 * The session is published. An objection that was upheld opens the case again, and the same session may have decided on
 * the service as well. Hearing of it twice changes nothing.
 */
export function concludeSession(state: CaseState, outcome: SessionOutcome, moment: Moment): readonly CaseEvent[] {
  const { revote } = outcome;
  const concluded =
    revote === undefined ? concludeItems(state, outcome, moment) : concludeRevote(state, revote, moment);
  return [...concluded, ...calledFor(state, concluded)];
}

function concludeItems(state: CaseState, { objection, service }: SessionOutcome, moment: Moment): readonly CaseEvent[] {
  const answer = objection === undefined ? undefined : answered(state, objection);
  const open = answer?.type === 'ObjectionUpheld' ? upheld(state) : state;
  const concluded =
    service === undefined || answer?.type === 'ObjectionDismissed' ? [] : conclude(open, service, moment);
  if (answer === undefined) return concluded;
  const left = concluded.length > 0 ? [] : revoke(state, (access) => access.as === 'MEMBER');
  return [answer, ...concluded, ...left];
}
