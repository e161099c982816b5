import type { Moment } from '#common/kernel/clock.js';
import { ensure, forbidden, invalid } from '#common/kernel/errors.js';
import type { CaseEvent } from './case.events.js';
import {
  assignmentDue,
  ensureNotLinked,
  ensureStatus,
  examinationDue,
  grant,
  groundOf,
  isLinked,
  revoke,
  type Reviewer,
} from './case.rules.js';
import {
  CRITERIA,
  type CaseState,
  type ConflictGround,
  type CriterionFinding,
  type Recommendation,
} from './case.state.js';

/** The secretary asks examiners to declare: only those who were asked may know of the case. */
export function inviteExaminers(
  state: CaseState,
  { examinerIds }: { readonly examinerIds: readonly string[] },
): readonly CaseEvent[] {
  ensureStatus(state, 'INVITATIONS_CLOSED', 'OPENED', 'EXPERT_ASSIGNED');
  const news = [...new Set(examinerIds)].filter((examinerId) => !state.invited.includes(examinerId));
  return news.length === 0 ? [] : [{ type: 'ExaminersInvited', data: { examinerIds: news } }];
}

/** The token of a person who acts on the case names the applicant: the secretary is warned. */
export const noteLink = (state: CaseState, { person }: { readonly person: string }): readonly CaseEvent[] =>
  (state.links ?? []).some((link) => link.person === person) ? [] : [{ type: 'LinkFound', data: { person } }];

export interface ConflictDeclaration {
  readonly examinerId: string;
  readonly by: Reviewer;
  readonly ground: ConflictGround;
  readonly note?: string;
}

/** An examiner says whether a ground of decree Art. 15-4 applies; one that is found late takes the case away again. */
export function declareExaminerConflict(
  state: CaseState,
  declaration: ConflictDeclaration,
  moment: Moment,
): readonly CaseEvent[] {
  const { examinerId, by, ground, note } = declaration;
  ensure(by.sub === examinerId, () => forbidden('An examiner declares conflicts of their own only.'));
  ensureStatus(state, 'DECLARATIONS_CLOSED', 'OPENED', 'EXPERT_ASSIGNED', 'EXPERT_DONE', 'ON_AGENDA');
  ensureNotLinked(ground === 'NONE' && isLinked(state, by));
  const declared: CaseEvent = {
    type: 'ExaminerDeclared',
    data: { examinerId, ground, ...(note !== undefined && { note }) },
  };
  if (ground === 'NONE' || !state.examiners.includes(examinerId)) return [declared];
  const revoked = revoke(state, (access) => access.person === examinerId);
  // An examination that is complete stands; the secretary sees the declaration next to it.
  const examining = state.status === 'OPENED' || state.status === 'EXPERT_ASSIGNED';
  if (!examining) return [declared, ...revoked];
  return [declared, { type: 'ExaminerReleased', data: { examinerId, deadlines: [assignmentDue(moment)] } }, ...revoked];
}

/** The secretary assigns examiners who have declared no conflict; the papers open to them. */
export function assignExaminers(
  state: CaseState,
  { examinerIds }: { readonly examinerIds: readonly string[] },
  moment: Moment,
): readonly CaseEvent[] {
  ensureStatus(state, 'EXAMINERS_ASSIGNED', 'OPENED');
  const added = [...new Set(examinerIds)].filter((examinerId) => !state.examiners.includes(examinerId));
  const notCleared = added.filter((examinerId) => groundOf(state, examinerId) !== 'NONE');
  ensure(notCleared.length === 0, () =>
    invalid('EXAMINER_NOT_CLEARED', `Without a declaration of no conflict: ${notCleared.join(', ')}.`),
  );
  const wanted = moment.policy['review.examiners'];
  ensure(state.examiners.length + added.length >= wanted, () =>
    invalid('EXAMINERS_TOO_FEW', `A case is examined by ${wanted} examiners or more (A-09).`),
  );
  return [
    { type: 'ExaminersAssigned', data: { examinerIds: added, deadlines: [examinationDue(moment)] } },
    ...grant(state, added, 'EXAMINER'),
  ];
}

export interface ExaminationText {
  readonly examinerId: string;
  readonly by: Reviewer;
  readonly findings: readonly CriterionFinding[];
  readonly recommendation: Recommendation;
  readonly comment: string;
}

/** An examiner answers every criterion; the last one completes the examination of the case. */
export function submitExamination(state: CaseState, text: ExaminationText, moment: Moment): readonly CaseEvent[] {
  const { examinerId, by, findings, recommendation, comment } = text;
  ensure(by.sub === examinerId, () => forbidden('An examiner submits their own examination only.'));
  ensureNotLinked(isLinked(state, by));
  ensureStatus(state, 'EXAMINATION_CLOSED', 'EXPERT_ASSIGNED');
  ensure(state.examiners.includes(examinerId), () => forbidden('You are not assigned to this case.'));
  ensureEveryCriterion(findings);
  const submitted: CaseEvent = {
    type: 'ExaminationSubmitted',
    data: {
      examinerId,
      findings: findings.map(({ criterion, finding }) => ({ criterion, finding })),
      recommendation,
    },
    details: {
      comment,
      comments: findings.flatMap((one) =>
        one.comment === undefined ? [] : [{ criterion: one.criterion, comment: one.comment }],
      ),
    },
  };
  const done = new Set([...state.examinations.map((examination) => examination.examinerId), examinerId]);
  if (!state.examiners.every((examiner) => done.has(examiner))) return [submitted];
  const { caseId, applicationId } = state;
  return [
    submitted,
    { type: 'ExpertExaminationCompleted', data: { caseId, applicationId, completedOn: moment.today } },
  ];
}

function ensureEveryCriterion(findings: readonly CriterionFinding[]): void {
  const answered = findings.map((finding) => finding.criterion);
  const missing = CRITERIA.filter((criterion) => !answered.includes(criterion));
  ensure(missing.length === 0, () =>
    invalid('CRITERION_MISSING', `Every criterion is answered; missing: ${missing.join(', ')}.`),
  );
  ensure(answered.length === CRITERIA.length, () => invalid('CRITERION_TWICE', 'Each criterion is answered once.'));
  const bare = findings.filter((finding) => finding.finding !== 'MET' && (finding.comment ?? '').trim() === '');
  ensure(bare.length === 0, () =>
    invalid('COMMENT_MISSING', `What is not met is explained: ${bare.map((finding) => finding.criterion).join(', ')}.`),
  );
}
