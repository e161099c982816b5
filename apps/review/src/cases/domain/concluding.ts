import type { ServiceSelected } from '#common/events/definitions/service-selected.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import type { CaseEvent } from './case.events.js';
import { idsOf, isDecidedOn, revoke } from './case.rules.js';
import { CRITERIA, type CaseState, type Decision } from './case.state.js';

/** What the published session decided on a case. */
export interface Conclusion {
  readonly sessionNo: number;
  readonly decision: Decision;
  readonly decidedOn: Day;
  readonly tally?: { readonly eligible: number; readonly yes: number; readonly no: number; readonly abstain: number };
  readonly reasons: readonly string[];
  /** Why the system deferred it by itself. */
  readonly reasonCode?: SystemReason;
  /** Who counted in the vote. */
  readonly voters: readonly string[];
  readonly requests: readonly string[];
  /** By when the applicant is to answer them, as the session was published with. */
  readonly answerDueOn?: Day;
}

/** What a published session decided on the objection to a case. */
export interface ObjectionAnswer {
  readonly sessionNo: number;
  readonly outcome: 'UPHELD' | 'DISMISSED';
  readonly decidedOn: Day;
}

/**
 * The session is published: the case is decided (선정·미선정), or waits for the next session (보류), and the applicant
 * gets the result with the findings by criterion, without names. Hearing of a decision twice changes nothing.
 */
export function conclude(state: CaseState, conclusion: Conclusion, moment: Moment): readonly CaseEvent[] {
  // A session with a higher number may have sat, and deferred the case, before this one.
  const known = state.decision?.sessionNo === conclusion.sessionNo;
  if (known || isDecidedOn(state)) return [];
  const deferred = conclusion.decision === 'DEFERRED';
  return [
    outcome(state, conclusion),
    notification(state, conclusion, moment),
    ...revoke(state, (access) => !deferred || access.as === 'MEMBER'),
  ];
}

export function outcome(
  state: CaseState,
  { decision, sessionNo, decidedOn, voters, answerDueOn: due }: Conclusion,
): CaseEvent {
  const { caseId, applicationId } = state;
  switch (decision) {
    case 'DEFERRED':
      return {
        type: 'ReviewDeferred',
        data: {
          caseId,
          applicationId,
          sessionNo,
          deferredOn: decidedOn,
          ...(due !== undefined && { answerDueOn: due }),
        },
      };
    case 'NOT_SELECTED':
      return {
        type: 'ServiceNotSelected',
        data: { caseId, applicationId, sessionNo, decidedOn },
        details: { voters: [...voters] },
      };
    case 'SELECTED':
      return { type: 'ServiceSelected', data: selectionOf(state, { sessionNo, decidedOn }) };
  }
}

/** What a selection (선정) says to the other services: what was submitted, and when it was decided. */
export function selectionOf(
  { caseId, applicationId, submission }: Pick<CaseState, 'caseId' | 'applicationId' | 'submission'>,
  { sessionNo, decidedOn }: Pick<Conclusion, 'sessionNo' | 'decidedOn'>,
): ServiceSelected {
  const { applicationVersion, supplier, service, prices, certificates } = submission;
  return {
    caseId,
    applicationId,
    applicationVersion,
    sessionNo,
    decidedOn,
    supplier,
    service,
    prices: [...prices],
    certificates: [...certificates],
  };
}

/** The objection is answered; undefined for a case without one. */
export function answered(state: CaseState, answer: ObjectionAnswer): CaseEvent | undefined {
  const { objection } = state;
  if (objection === undefined) return undefined;
  const { objectionId } = objection;
  const { sessionNo, decidedOn } = answer;
  const type = answer.outcome === 'UPHELD' ? 'ObjectionUpheld' : 'ObjectionDismissed';
  return { type, data: { objectionId, ...idsOf(state), sessionNo, decidedOn } };
}

export function notification(state: CaseState, conclusion: Conclusion, moment: Moment): CaseEvent {
  const { decision, sessionNo, decidedOn, tally, reasons, reasonCode, requests, answerDueOn: due } = conclusion;
  const findingsOn = (criterion: string) =>
    state.examinations.flatMap(({ findings }) =>
      findings
        .filter((finding) => finding.criterion === criterion)
        .map(({ finding, reasons: codes, comment }) => ({
          finding,
          ...(codes !== undefined && { reasons: [...codes] }),
          ...(comment !== undefined && { comment }),
        })),
    );
  return {
    type: 'ReviewResultNotified',
    data: {
      caseId: state.caseId,
      applicationId: state.applicationId,
      decision,
      sessionNo,
      decidedOn,
      notifiedAt: moment.at.toISOString(),
      ...(tally !== undefined && { tally }),
      criteria: CRITERIA.map((criterion) => ({ criterion, findings: findingsOn(criterion) })),
      reasons: [...reasons],
      ...(reasonCode !== undefined && { reasonCode }),
      requests: [...requests],
      ...(due !== undefined && { answerDueOn: due }),
    },
  };
}
