import type { Moment } from '#common/kernel/clock.js';
import { addDays, atTime, clearDaysBetween, type Day } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import type { CaseEvent } from './case.events.js';
import { ensureNotLinked, idsOf, isLinked, type Reviewer } from './case.rules.js';
import type { Cancellation, CancellationGround, CaseState } from './case.state.js';
import { ensureNotCured } from './following-suspensions.js';

export interface HearingNotice {
  readonly by: Reviewer;
  readonly grounds: readonly CancellationGround[];
  readonly on: Day;
  readonly time: string;
  readonly place: string;
  readonly reason: string;
}

/**
 * The secretary asks for the cancellation of a selection, and announces the hearing of its supplier (청문) ten clear days
 * ahead. Until the decision a hearing can be announced anew: the newest one counts.
 */
export function noticeHearing(state: CaseState, notice: HearingNotice, moment: Moment): readonly CaseEvent[] {
  const { by, grounds, on, time, place, reason } = notice;
  ensureNotLinked(isLinked(state, by));
  ensureSelected(state);
  ensureNotCured(state, grounds, moment);
  const days = moment.policy['review.hearingNoticeDays'];
  ensure(clearDaysBetween(moment.today, on) >= days, () =>
    invalid(
      'HEARING_TOO_EARLY',
      `The supplier gets ${days} clear days before its hearing: ${addDays(moment.today, days + 1)} at the earliest.`,
    ),
  );
  const due = { key: 'HEARING', dueAt: atTime(on, time).toISOString(), basis: 'd', rule: 'A-14' } as const;
  return [
    {
      type: 'HearingNoticed',
      data: { ...idsOf(state), grounds: [...grounds], on, time, place, noticedOn: moment.today },
      details: { deadlines: [due] },
      reason,
    },
  ];
}

export interface HearingRecord {
  readonly by: Reviewer;
  /** Whether the supplier came: one that stays away was heard as well. */
  readonly attended: boolean;
  readonly record: string;
}

/** The secretary records the hearing (청문 조서), once its hour has come. */
export function recordHearing(state: CaseState, hearing: HearingRecord, moment: Moment): readonly CaseEvent[] {
  const { by, attended, record } = hearing;
  ensureNotLinked(isLinked(state, by));
  const { hearing: announced } = pendingCancellation(state);
  const begins = atTime(announced.on, announced.time);
  ensure(moment.at >= begins, () =>
    wrongState('HEARING_TO_COME', `The hearing of case ${state.caseId} begins at ${begins.toISOString()}.`),
  );
  return [{ type: 'HearingHeld', data: { on: announced.on, attended }, details: { record } }];
}

export interface CancellationDecision {
  readonly by: Reviewer;
  readonly decision: 'CANCELLED' | 'KEPT';
  /** Those of the announced grounds that the hearing proved. */
  readonly grounds: readonly CancellationGround[];
  /** Of the ministry's act. */
  readonly number: string;
  readonly reason: string;
}

/**
 * The ministry decides after the hearing: it cancels the selection (선정 취소), or keeps it. One obtained by fraud must be
 * cancelled. Who asked for the cancellation or recorded the hearing does not decide.
 */
export function cancelSelection(state: CaseState, act: CancellationDecision, moment: Moment): readonly CaseEvent[] {
  const { by, decision, number, reason } = act;
  const grounds = [...act.grounds];
  ensureNotLinked(isLinked(state, by));
  const { held, authors, grounds: announced } = pendingCancellation(state);
  ensure(held !== undefined, () =>
    wrongState('HEARING_NOT_HELD', `The supplier of case ${state.caseId} is heard first: record its hearing.`),
  );
  ensureWorkOfOthers(by.sub, authors, 'The request and the hearing');
  const unheard = grounds.filter((ground) => !announced.includes(ground));
  ensure(unheard.length === 0, () =>
    invalid('GROUND_NOT_HEARD', `The supplier was not heard on ${unheard.join(', ')}: announce a hearing on it.`),
  );
  ensureNotCured(state, grounds, moment);
  const fraud = grounds.includes('FRAUD');
  if (decision === 'KEPT') {
    ensure(!fraud, () =>
      invalid('CANCELLATION_MANDATORY', 'A selection obtained by fraud is cancelled: it cannot be kept (A-14).'),
    );
    const data = { ...idsOf(state), keptOn: moment.today };
    return [{ type: 'SelectionKept', data, details: { grounds, number }, reason }];
  }
  ensure(grounds.length > 0, () =>
    invalid('GROUNDS_MISSING', 'A selection is cancelled on a ground that the hearing proved: name it.'),
  );
  const sessionNo = ensureSelected(state);
  return [
    {
      type: 'SelectionCancelled',
      data: { ...idsOf(state), sessionNo, cancelledOn: moment.today, causes: grounds, fraud },
      details: { number },
      reason,
    },
  ];
}

/**
 * A selection that is to be voted on again stands until then. On an agenda it is the committee's.
 * @returns the session that selected it
 * @throws Refusal 409 SELECTION_NOT_IN_FORCE
 */
function ensureSelected({ caseId, status, decision, agenda }: CaseState): number {
  ensure(agenda === undefined, () =>
    wrongState(
      'SELECTION_NOT_IN_FORCE',
      `The committee votes again on case ${caseId} in session ${agenda?.sessionNo}: wait for its publication.`,
    ),
  );
  ensure((status === 'DECIDED' || status === 'REVOTE') && decision?.outcome === 'SELECTED', () =>
    wrongState('SELECTION_NOT_IN_FORCE', `Case ${caseId} has no selection in force to cancel.`),
  );
  return decision.sessionNo;
}

function pendingCancellation({ caseId, cancellation }: CaseState): Cancellation {
  ensure(cancellation !== undefined && cancellation.decided === undefined, () =>
    wrongState('CANCELLATION_NOT_ASKED', `No cancellation is pending on case ${caseId}: announce a hearing first.`),
  );
  return cancellation;
}
