import type { Moment } from '#common/kernel/clock.js';
import type { CaseEvent } from './case.events.js';
import { idsOf, isOver, revoke } from './case.rules.js';
import { REVOTE_CAUSE, type CaseState, type PendingRevote } from './case.state.js';
import { answered, notification, outcome, type Conclusion } from './concluding.js';

/**
 * A member had not declared a conflict, and the result could be another without them: the committee votes again on what
 * it decided (재의결, R-45). Before the session is published, its decision is not known yet: the re-vote is noted. A
 * decision that another one has replaced is not voted on.
 */
export function callForRevote(state: CaseState, call: PendingRevote): readonly CaseEvent[] {
  if (isOf(state, call.sessionNo)) return state.status === 'CANCELLED' ? [] : [called(state, call)];
  return isOver(state) ? [] : [{ type: 'RevoteNoted', data: call }];
}

/** The decision that stands, or a re-vote that confirmed it, is of this session. */
const isOf = ({ decision }: CaseState, sessionNo: number): boolean =>
  decision !== undefined &&
  decision.outcome !== 'DEFERRED' &&
  (decision.sessionNo === sessionNo || decision.confirmedIn === sessionNo);

const called = (state: CaseState, { sessionNo, excluded, barred }: PendingRevote): CaseEvent => ({
  type: 'RevoteCalled',
  data: { ...idsOf(state), sessionNo },
  details: { excluded, barred },
});

const CONCLUDES: readonly CaseEvent['type'][] = ['ServiceSelected', 'ServiceNotSelected', 'RevoteConfirmed'];

/** The re-vote that was noted before its session was published; nothing when these events do not conclude it. */
export function calledFor(state: CaseState, concluded: readonly CaseEvent[]): readonly CaseEvent[] {
  const { revoteNoted } = state;
  const isConcluded = concluded.some(
    ({ type, data }) => CONCLUDES.includes(type) && 'sessionNo' in data && data.sessionNo === revoteNoted?.sessionNo,
  );
  return revoteNoted !== undefined && isConcluded ? [called(state, revoteNoted)] : [];
}

/** What a published session decided when it voted again. */
export interface RevoteResult extends Conclusion {
  /** Of the ministry's act. */
  readonly number: string;
}

/**
 * The session that voted again is published. The same result is recorded, and nothing else changes. A selection that
 * became a refusal is cancelled without fraud, and running contracts go on. A refusal that became a
 * selection is one like any other; an objection to the refusal is upheld by it.
 */
export function concludeRevote(state: CaseState, result: RevoteResult, moment: Moment): readonly CaseEvent[] {
  const { decision, revote } = state;
  const { sessionNo, decidedOn, voters, reasons, number } = result;
  if (revote === undefined || decision === undefined || result.decision === 'DEFERRED') return [];
  if (result.decision === decision.outcome) {
    const data = { ...idsOf(state), sessionNo, decidedOn };
    return [{ type: 'RevoteConfirmed', data, details: { voters: [...voters] } }, ...revoke(state)];
  }
  const told = [notification(state, result, moment), ...revoke(state)];
  if (result.decision === 'SELECTED') {
    const upheld = answered(state, { sessionNo, outcome: 'UPHELD', decidedOn });
    return [...(upheld === undefined ? [] : [upheld]), outcome(state, result), ...told];
  }
  return [
    {
      type: 'SelectionCancelled',
      data: {
        ...idsOf(state),
        sessionNo: decision.sessionNo,
        cancelledOn: moment.today,
        causes: [REVOTE_CAUSE],
        fraud: false,
      },
      details: { number, revote: { sessionNo, decidedOn, voters: [...voters] } },
      reason: reasons.join('\n'),
    },
    ...told,
  ];
}
