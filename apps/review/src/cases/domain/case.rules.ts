import type { Moment } from '#common/kernel/clock.js';
import { endOfDay } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { CaseEvent } from './case.events.js';
import type { CaseAccess, CaseState, CaseStatus } from './case.state.js';

const within = (key: string, businessDays: number, rule: string, { today, calendar }: Moment): Deadline => ({
  key,
  dueAt: endOfDay(calendar.add(today, businessDays)).toISOString(),
  basis: 'bd',
  rule,
});

export const assignmentDue = (moment: Moment): Deadline =>
  within('EXAMINER_ASSIGNMENT', moment.policy['review.examinerAssignmentBusinessDays'], '§11.2', moment);

export const examinationDue = (moment: Moment): Deadline =>
  within('EXAMINATION', moment.policy['review.examinationBusinessDays'], 'A-09', moment);

export function requireStatus(state: CaseState, code: string, ...allowed: readonly CaseStatus[]): void {
  ensure(allowed.includes(state.status), () =>
    wrongState(code, `Case ${state.caseId} is ${state.status}; this is possible while it is ${allowed.join(' or ')}.`),
  );
}

/** Ready for an agenda: examined, and on none. */
export const isReady = (state: CaseState): boolean => state.status === 'EXPERT_DONE' && !state.withdrawalPending;

export const hasAccess = (state: CaseState, person: string): boolean =>
  state.access.some((access) => access.person === person);

/** What the newest declaration of a person says. */
export const groundOf = (state: CaseState, examinerId: string) =>
  state.declarations.find((declaration) => declaration.examinerId === examinerId)?.ground;

const ids = ({ caseId, applicationId }: CaseState) => ({ caseId, applicationId });

export const grant = (state: CaseState, person: string, as: CaseAccess['as']): CaseEvent => ({
  type: 'CaseAccessGranted',
  data: { ...ids(state), person, as },
});

export const revoke = (state: CaseState, which: (access: CaseAccess) => boolean = () => true): readonly CaseEvent[] =>
  state.access.filter(which).map(({ person }) => ({ type: 'CaseAccessRevoked', data: { ...ids(state), person } }));
