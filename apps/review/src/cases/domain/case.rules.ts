import type { RefusalCode } from '#common/kernel/refusal-codes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { dueInBusinessDays, type Deadline } from '#common/kernel/deadline.js';
import { ensure, Refusal, wrongState } from '#common/kernel/errors.js';
import type { CaseEvent } from './case.events.js';
import type { CaseAccess, CaseState, ExaminationPhase, OnAgenda } from './case.state.js';

export const assignmentDue = (moment: Moment): Deadline =>
  dueInBusinessDays(moment, {
    key: 'EXAMINER_ASSIGNMENT',
    days: moment.policy['review.examinerAssignmentBusinessDays'],
    rule: '§11.2',
  });

export const examinationDue = (moment: Moment): Deadline =>
  dueInBusinessDays(moment, {
    key: 'EXAMINATION',
    days: moment.policy['review.examinationBusinessDays'],
    rule: 'A-09',
  });

/** Decided or closed: no session takes it up. */
export const isOver = ({ status }: CaseState): boolean =>
  status === 'DECIDED' || status === 'CANCELLED' || status === 'CLOSED';

/** The committee has decided, whether or not an objection or a re-vote is still to come. */
export const isDecidedOn = (state: CaseState): boolean =>
  isOver(state) || state.objection !== undefined || state.revote !== undefined;

/** Where the examination stands, whatever agenda the case is on; undefined once the service was decided on. */
export function phaseOf({ status, reopened, objection, revote }: CaseState): ExaminationPhase | undefined {
  if (objection !== undefined || revote !== undefined) return undefined;
  switch (status) {
    case 'ON_AGENDA':
      return reopened ?? 'EXPERT_DONE';
    case 'OPENED':
    case 'EXPERT_ASSIGNED':
    case 'EXPERT_DONE':
      return status;
    default:
      return undefined;
  }
}

/** @throws Refusal 409 with this code unless the examination stands at one of these */
export function ensurePhase(state: CaseState, code: RefusalCode, ...allowed: readonly ExaminationPhase[]): void {
  const phase = phaseOf(state);
  ensure(phase !== undefined && allowed.includes(phase), () =>
    wrongState(
      code,
      `The examination of case ${state.caseId} is ${phase ?? state.status}; this is possible while it is ${allowed.join(' or ')}.`,
    ),
  );
}

/** Ready for an agenda: on none, and examined, objected to, or to be voted on again. */
export const isReady = ({ status, withdrawalPending }: CaseState): boolean =>
  status === 'OBJECTED' || status === 'REVOTE' || (status === 'EXPERT_DONE' && !withdrawalPending);

/** Until when an answer of the applicant is waited for; undefined when none is. */
export const answerAwaitedUntil = ({ deferral }: CaseState): Day | undefined =>
  deferral?.answeredAt === undefined ? deferral?.answerDueOn : undefined;

export const hasAccess = (state: CaseState, person: string): boolean =>
  state.access.some((access) => access.person === person);

/** Where a reader stands to a case and to the committee. */
export interface Standpoint {
  readonly sub: string;
  /** Of the applicant's own organisation. */
  readonly isLinked: boolean;
  /** SECRETARY or AUDITOR. */
  readonly ofOffice: boolean;
  /** The chair, or the acting chair. */
  readonly presides: boolean;
}

/**
 * Names and declarations are for secretary and auditor. Chair and acting chair see them after their own clear
 * declaration, like any member. They are never for who stands aside, or belongs to the applicant.
 */
export const readsNames = (state: CaseState, { sub, isLinked: linked, ofOffice, presides }: Standpoint): boolean =>
  !linked && !state.recused.includes(sub) && (ofOffice || (presides && hasAccess(state, sub)));

/** A person of the review, as their token says: `org` is the organisation they belong to. */
export interface Reviewer {
  readonly sub: string;
  readonly org?: string;
}

/** Ground a of decree Art. 15-4: the person is the applicant, or one of its people. */
export const isLinked = ({ submission }: CaseState, { org }: Pick<Reviewer, 'org'>): boolean =>
  org !== undefined && org === submission.supplier.businessNumber;

/** @throws Refusal 403 MEMBER_EXCLUDED */
export function ensureNotLinked(isLinkedTo: boolean): void {
  ensure(!isLinkedTo, () => new Refusal('forbidden', 'MEMBER_EXCLUDED', EXCLUDED));
}

const EXCLUDED =
  'Your token names the applicant as your organisation: you are excluded (decree Art. 15-4, ground a). Declare that ground.';

/** What the newest declaration of a person says. */
export const groundOf = (state: CaseState, examinerId: string) =>
  state.declarations.find((declaration) => declaration.examinerId === examinerId)?.ground;

/** Every agenda that the case has heard of. */
export const agendasOf = ({ agenda, nextAgendas = [] }: CaseState): readonly OnAgenda[] =>
  agenda === undefined ? nextAgendas : [agenda, ...nextAgendas];

/** Tells a session to ask whether its item is examined. */
export const examinationChanged = ({ caseId }: CaseState, { sessionNo }: OnAgenda): CaseEvent => ({
  type: 'AgendaExaminationChanged',
  data: { caseId, sessionNo },
});

export const idsOf = ({ caseId, applicationId }: CaseState) => ({ caseId, applicationId });

/** One event for all whom a decision lets in or shuts out: intake follows it in one save. */
export const grant = (state: CaseState, people: readonly string[], as: CaseAccess['as']): readonly CaseEvent[] =>
  people.length === 0 ? [] : [{ type: 'CaseAccessGranted', data: { ...idsOf(state), people: [...people], as } }];

export function revoke(state: CaseState, which: (access: CaseAccess) => boolean = () => true): readonly CaseEvent[] {
  const people = state.access.filter(which).map(({ person }) => person);
  return people.length === 0 ? [] : [{ type: 'CaseAccessRevoked', data: { ...idsOf(state), people } }];
}
