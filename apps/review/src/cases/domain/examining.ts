import type { Moment } from '#common/kernel/clock.js';
import { dayOf } from '#common/kernel/day.js';
import { ensure, forbidden, invalid, Refusal, wrongState } from '#common/kernel/errors.js';
import { reasonCodesOf } from '#common/kernel/finding-reasons.js';
import type { CaseEvent } from './case.events.js';
import {
  agendasOf,
  assignmentDue,
  ensureNotLinked,
  ensurePhase,
  examinationChanged,
  examinationDue,
  grant,
  groundOf,
  isLinked,
  phaseOf,
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
  ensurePhase(state, 'INVITATIONS_CLOSED', 'OPENED', 'EXPERT_ASSIGNED');
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
  ensurePhase(state, 'DECLARATIONS_CLOSED', 'OPENED', 'EXPERT_ASSIGNED', 'EXPERT_DONE');
  ensureNotLinked(ground === 'NONE' && isLinked(state, by));
  const declared: CaseEvent = {
    type: 'ExaminerDeclared',
    data: { examinerId, ground, ...(note !== undefined && { note }) },
  };
  if (ground === 'NONE' || !state.examiners.includes(examinerId)) return [declared];
  return [declared, ...release(state, examinerId, moment), ...revoke(state, ({ person }) => person === examinerId)];
}

/**
 * An examiner in conflict leaves, and their text with them, whenever it is found. With too few left the case
 * needs another one: the sessions whose agenda it is on are told.
 */
function release(state: CaseState, examinerId: string, moment: Moment): readonly CaseEvent[] {
  const before = phaseOf(state) ?? 'OPENED';
  const left = state.examiners.filter((examiner) => examiner !== examinerId);
  const phase = left.length >= moment.policy['review.examiners'] ? before : 'OPENED';
  const deadlines = phase === 'OPENED' ? [assignmentDue(moment)] : state.deadlines;
  const released: CaseEvent = { type: 'ExaminerReleased', data: { examinerId, phase, deadlines } };
  if (phase === 'EXPERT_ASSIGNED') return [released, ...completion(state, left, moment)];
  const reopens = phase === 'OPENED' && before === 'EXPERT_DONE';
  return [released, ...(reopens ? agendasOf(state).map((agenda) => examinationChanged(state, agenda)) : [])];
}

/** The examination is complete when each of these examiners has submitted. */
function completion(
  state: CaseState,
  examiners: readonly string[],
  moment: Moment,
  submitting?: string,
): readonly CaseEvent[] {
  const done = [...state.examinations.map(({ examinerId }) => examinerId), submitting];
  if (!examiners.every((examiner) => done.includes(examiner))) return [];
  const { caseId, applicationId } = state;
  return [
    { type: 'ExpertExaminationCompleted', data: { caseId, applicationId, completedOn: moment.today } },
    ...agendasOf(state).map((agenda) => examinationChanged(state, agenda)),
  ];
}

/** The secretary assigns examiners who have declared no conflict; the papers open to them. */
export function assignExaminers(
  state: CaseState,
  { examinerIds }: { readonly examinerIds: readonly string[] },
  moment: Moment,
): readonly CaseEvent[] {
  ensurePhase(state, 'EXAMINERS_ASSIGNED', 'OPENED');
  const added = [...new Set(examinerIds)].filter((examinerId) => !state.examiners.includes(examinerId));
  ensureCleared(state, added);
  const wanted = moment.policy['review.examiners'];
  ensure(state.examiners.length + added.length >= wanted, () =>
    invalid('EXAMINERS_TOO_FEW', `A case is examined by ${wanted} examiners or more (A-09).`),
  );
  return [
    { type: 'ExaminersAssigned', data: { examinerIds: added, deadlines: [examinationDue(moment)] } },
    ...grant(state, added, 'EXAMINER'),
  ];
}

export interface Replacement {
  readonly examinerId: string;
  /** Who examines in their place. */
  readonly replacementId: string;
  readonly reason: string;
}

/**
 * The secretary replaces an examiner while the examination is not complete, one who is silent for months too.
 * The papers go from one to the other, who has the whole period of an examination.
 */
export function replaceExaminer(state: CaseState, replacement: Replacement, moment: Moment): readonly CaseEvent[] {
  const { examinerId, replacementId, reason } = replacement;
  ensurePhase(state, 'EXAMINATION_CLOSED', 'OPENED', 'EXPERT_ASSIGNED');
  ensure(state.examiners.includes(examinerId), () =>
    wrongState(
      'EXAMINER_NOT_ASSIGNED',
      `${examinerId} does not examine case ${state.caseId}: read the case again to see who does.`,
    ),
  );
  ensure(!state.examiners.includes(replacementId), () =>
    wrongState('EXAMINERS_ASSIGNED', `${replacementId} examines case ${state.caseId} already: name another person.`),
  );
  ensureCleared(state, [replacementId]);
  return [
    {
      type: 'ExaminerReplaced',
      data: { examinerId, replacementId, deadlines: replacementDeadlines(state, moment) },
      reason,
    },
    ...revoke(state, ({ person }) => person === examinerId),
    ...grant(state, [replacementId], 'EXAMINER'),
  ];
}

/** While examiners are still wanted, the duty to assign them stays as it is. */
const replacementDeadlines = (state: CaseState, moment: Moment) =>
  phaseOf(state) === 'OPENED' ? state.deadlines : [examinationDue(moment)];

function ensureCleared(state: CaseState, examinerIds: readonly string[]): void {
  const notCleared = examinerIds.filter((examinerId) => groundOf(state, examinerId) !== 'NONE');
  ensure(notCleared.length === 0, () =>
    invalid('EXAMINER_NOT_CLEARED', `Without a declaration of no conflict: ${notCleared.join(', ')}.`),
  );
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
  ensureNotReplaced(state, examinerId);
  ensurePhase(state, 'EXAMINATION_CLOSED', 'EXPERT_ASSIGNED');
  ensure(state.examiners.includes(examinerId), () => forbidden('You are not assigned to this case.'));
  ensureEveryCriterion(findings);
  const submitted: CaseEvent = {
    type: 'ExaminationSubmitted',
    data: {
      examinerId,
      findings: findings.map(({ criterion, finding, reasons = [] }) => ({
        criterion,
        finding,
        ...(reasons.length > 0 && { reasons: [...new Set(reasons)] }),
      })),
      recommendation,
    },
    details: {
      comment,
      comments: findings.flatMap((one) =>
        one.comment === undefined ? [] : [{ criterion: one.criterion, comment: one.comment }],
      ),
    },
  };
  return [submitted, ...completion(state, state.examiners, moment, examinerId)];
}

/** @throws Refusal 403 EXAMINER_REPLACED, which says when */
function ensureNotReplaced(state: CaseState, examinerId: string): void {
  if (state.examiners.includes(examinerId)) return;
  const replaced = state.replaced?.findLast((one) => one.examinerId === examinerId);
  if (replaced === undefined) return;
  const detail = `The secretary replaced you as an examiner of case ${state.caseId} on ${dayOf(new Date(replaced.at))}: the case needs no text of yours.`;
  throw new Refusal('forbidden', 'EXAMINER_REPLACED', detail);
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
  ensureReasonCodes(findings);
}

/** What is not met has a code of its criterion, so that reasons can be read and counted; what is met has none. */
function ensureReasonCodes(findings: readonly CriterionFinding[]): void {
  const strange = findings.flatMap(({ criterion, finding, reasons = [] }) =>
    reasons
      .filter((code) => finding === 'MET' || !reasonCodesOf(criterion).includes(code))
      .map((code) => `${criterion} ${code}`),
  );
  ensure(strange.length === 0, () =>
    invalid(
      'REASON_CODE_UNKNOWN',
      `${strange.join(', ')}: name reasons of the criterion itself, and none for what is met.`,
    ),
  );
  const without = findings.filter(({ finding, reasons = [] }) => finding === 'NOT_MET' && reasons.length === 0);
  ensure(without.length === 0, () =>
    invalid(
      'REASON_CODE_MISSING',
      `What is not met has a reason, OTHER where none fits: ${without.map(({ criterion }) => criterion).join(', ')}.`,
    ),
  );
}
