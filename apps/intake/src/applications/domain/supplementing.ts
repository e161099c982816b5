import type { Moment } from '#common/kernel/clock.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import { dueDayOf, dueInBusinessDays, dueInCalendarDays, hasPassed, type Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState, type FieldError } from '#common/kernel/errors.js';
import { resumed, suspended } from '#common/kernel/suspension.js';
import { fieldErrorOf, submissionFaults } from '../../question-sets/domain/answering.js';
import { QuestionSets, type Questionnaire } from '../../question-sets/domain/question-sets.js';
import type { ApplicationEvent } from './application.events.js';
import { ensureStatus, openDeadline, papersKeptUntil, whatFormLacks } from './application.rules.js';
import { filesOf } from './document-places.js';
import {
  openSupplement,
  type ApplicationState,
  type Supplement,
  type SupplementAnswer,
  type SupplementItem,
} from './application.state.js';
import { differences, formOf, liesIn, type FormParts } from './form-parts.js';
import { formFaults } from './form.rules.js';
import { expiredParts, itemsOf, type AskedItem } from './supplement-items.js';

const SUPPLEMENT = { key: 'SUPPLEMENT', rule: 'A-04, S22 Art. 24' } as const;

export interface Asked {
  readonly items: readonly AskedItem[];
  /** Longer than the default, if the officer says so. */
  readonly businessDays?: number;
}

/** CHECKING → SUPPLEMENT_REQUESTED (보완 요구): what is missing, and why; the clock of the check stops. */
export function requestSupplement(
  application: ApplicationState,
  { items, businessDays }: Asked,
  moment: Moment,
): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_NOT_CHECKING', 'CHECKING');
  const due = dueInBusinessDays(moment, { ...SUPPLEMENT, days: periodOf(businessDays, moment) });
  return [
    {
      type: 'SupplementRequested',
      data: {
        applicationId: application.id,
        supplement: application.supplements.length + 1,
        dueOn: dueDayOf(due),
      },
      details: { items: itemsOf(application, items, moment), due, check: suspended(checkOf(application), moment) },
    },
  ];
}

/** the default, or a longer one up to twice it. */
function periodOf(businessDays: number | undefined, { policy }: Moment): number {
  const least = policy['intake.supplementBusinessDays'];
  const most = least * policy['intake.supplementPeriodTimesMax'];
  const days = businessDays ?? least;
  ensure(least <= days && days <= most, () =>
    invalid('SUPPLEMENT_PERIOD', `The period of a supplement has ${least} to ${most} business days.`, [
      { pointer: '/businessDays', code: 'SUPPLEMENT_PERIOD', detail: `${least} to ${most}` },
    ]),
  );
  return days;
}

/** The deadline of the check; it is there until the check is over. */
function checkOf(application: ApplicationState): Deadline {
  const check = openDeadline(application, 'CHECK');
  if (check === undefined) throw new Error(`Application ${application.id} is in check without its deadline.`);
  return check;
}

/**
 * At most two extensions of the period (S22 Art. 24(2)), asked for before it ends. The second demand has ten days at
 * most (S22 Art. 24(3)), so it has none.
 */
export function extendSupplement(
  application: ApplicationState,
  { n }: { readonly n: number },
  moment: Moment,
): readonly ApplicationEvent[] {
  const { policy } = moment;
  const supplement = ensureSupplementOpen(application, n, moment);
  ensure(supplement.secondDemandAt === undefined, () =>
    wrongState('SECOND_DEMAND_FINAL', 'The period of the second demand cannot be extended: answer within it.'),
  );
  ensure(supplement.extensions < policy['intake.supplementExtensionsMax'], () =>
    wrongState(
      'EXTENSIONS_EXHAUSTED',
      `The period was extended ${supplement.extensions} times, which is all that is allowed.`,
    ),
  );
  const days = policy['intake.supplementExtensionBusinessDays'];
  const due = dueInBusinessDays(moment, { ...SUPPLEMENT, days, from: dueDayOf(supplement.due) });
  return [
    {
      type: 'SupplementExtended',
      data: { applicationId: application.id, supplement: n, dueOn: dueDayOf(due) },
      details: { due },
    },
  ];
}

export interface Answer {
  readonly n: number;
  readonly answers: readonly SupplementAnswer[];
  /** Parts of the form as they are to be: no more may differ than was asked for. */
  readonly form?: FormParts;
  /** Those that come with the service unless given. */
  readonly questionSets?: QuestionSets;
}

/**
 * SUPPLEMENT_REQUESTED → CHECKING: every item has an explanation, a new document or a changed part of the form; the
 * clock of the check goes on.
 */
export function answerSupplement(
  application: ApplicationState,
  { n, answers, form = {}, questionSets = new QuestionSets() }: Answer,
  moment: Moment,
): readonly ApplicationEvent[] {
  const supplement = ensureSupplementOpen(application, n, moment);
  ensureItems(supplement, answers);
  const before = formOf(application);
  const after = { ...before, ...form };
  const changed = differences(before, after);
  ensureAskedFor(application, supplement, changed, moment);
  const questionnaire = questionSets.pinned(application.questionSet);
  ensureFormHolds({ before: application, after: { ...application, ...form }, changed, questionnaire }, moment);
  const unanswered = supplement.items.filter(
    (item) => !isAnswered(application, { supplement, item, answers, changed }),
  );
  ensure(unanswered.length === 0, () =>
    invalid(
      'SUPPLEMENT_INCOMPLETE',
      'Every item that was asked for has to be answered.',
      unanswered.map(({ item, subject = 'the question' }) => ({
        pointer: '/answers',
        code: 'ITEM_UNANSWERED',
        detail: `item ${item}, ${subject}: explain it, attach the document anew or change the part of the form`,
      })),
    ),
  );
  return [
    {
      type: 'ApplicationSupplemented',
      data: { applicationId: application.id, supplement: n, answeredAt: moment.at.toISOString() },
      details: {
        answers,
        check: resumed(checkOf(application), moment),
        ...(changed.length > 0 && { form }),
      },
    },
  ];
}

function ensureItems({ items }: Supplement, answers: readonly SupplementAnswer[]): void {
  const unknown = answers.flatMap(({ item }, i) =>
    items.some((asked) => asked.item === item)
      ? []
      : [{ pointer: `/answers/${i}/item`, code: 'ITEM_UNKNOWN', detail: `1 to ${items.length}` }],
  );
  ensure(unknown.length === 0, () =>
    invalid('ITEM_UNKNOWN', `The supplement has the items 1 to ${items.length}.`, unknown),
  );
}

/** exactly the parts that were asked for. What expired since the request may be put right with them. */
function ensureAskedFor(
  application: ApplicationState,
  { items }: Supplement,
  changed: readonly string[],
  moment: Moment,
): void {
  const asked = [...items, ...expiredParts(application, moment)].flatMap(({ subject }) => subject ?? []);
  const others = changed.filter((pointer) => !asked.some((part) => liesIn(pointer, part)));
  ensure(others.length === 0, () =>
    invalid(
      'FORM_PART_NOT_ASKED',
      'The supplement changes parts of the form that it was not asked for.',
      others.map((pointer) => ({
        pointer: `/form${pointer}`,
        code: 'FORM_PART_NOT_ASKED',
        detail: 'leave it as it was',
      })),
    ),
  );
}

interface ChangeOfForm {
  readonly before: ApplicationState;
  readonly after: ApplicationState;
  readonly changed: readonly string[];
  /** That of the application, whatever has been published since its submission. */
  readonly questionnaire: Questionnaire;
}

/** A change may not bring in a new fault, nor leave one in the parts it changes. */
function ensureFormHolds({ before, after, changed, questionnaire }: ChangeOfForm, moment: Moment): void {
  if (changed.length === 0) return;
  const faultsOf = (form: ApplicationState): readonly FieldError[] => [
    ...formFaults(form, moment),
    ...whatFormLacks(form, moment),
    ...submissionFaults(questionnaire, form.service.specification).map(fieldErrorOf),
  ];
  const known = new Set(faultsOf(before).map(({ pointer, code }) => `${code} ${pointer}`));
  const isTouched = (fault: string): boolean =>
    changed.some((pointer) => liesIn(pointer, fault) || liesIn(fault, pointer));
  const faults = faultsOf(after).filter(({ pointer, code }) => isTouched(pointer) || !known.has(`${code} ${pointer}`));
  ensure(faults.length === 0, () =>
    invalid(
      'FORM_INVALID',
      `${faults.length} points of the changed form do not hold: see errors.`,
      faults.map((fault) => ({ ...fault, pointer: `/form${fault.pointer}` })),
    ),
  );
}

interface Answered {
  readonly supplement: Supplement;
  readonly item: SupplementItem;
  readonly answers: readonly SupplementAnswer[];
  readonly changed: readonly string[];
}

function isAnswered(application: ApplicationState, { supplement, item, answers, changed }: Answered): boolean {
  if (answers.some((answer) => answer.item === item.item)) return true;
  const { kind, subject } = item;
  if (subject === undefined) return false;
  if (kind === 'FORM') return changed.some((pointer) => liesIn(pointer, subject));
  return filesOf(application, subject).some(({ attachedAt }) => attachedAt >= supplement.requestedAt);
}

/**
 * A period that ran out: the one automatic second demand (S22 Art. 24(3)), and after that the papers go back
 * (S22 Art. 25(1)). The ten days count from the day of the demand, so a late timer takes none of them. An answer
 * in the same second loses: the period ended at 24:00.
 */
export function supplementRanOut(
  application: ApplicationState,
  supplement: Supplement,
  moment: Moment,
): readonly ApplicationEvent[] {
  const { at, policy } = moment;
  if (supplement.secondDemandAt === undefined) {
    const days = policy['intake.secondDemandDays'];
    const due = dueInCalendarDays(moment, { key: SUPPLEMENT.key, days, rule: 'S22 Art. 24(3)' });
    return [
      {
        type: 'SupplementRedemanded',
        data: { applicationId: application.id, supplement: supplement.n, dueOn: dueDayOf(due) },
        details: { due },
      },
    ];
  }
  return [
    {
      type: 'ApplicationReturned',
      data: { applicationId: application.id, ground: 'SUPPLEMENT_OVERDUE', returnedAt: at.toISOString() },
      details: { papersKeptUntil: papersKeptUntil(moment) },
      reason: 'SUPPLEMENT_OVERDUE' satisfies SystemReason,
    },
  ];
}

/** It is the open one, and its period has not ended. @throws Refusal 409 SUPPLEMENT_NOT_OPEN, SUPPLEMENT_OVERDUE */
export function ensureSupplementOpen(application: ApplicationState, n: number, { at }: Moment): Supplement {
  ensureStatus(application, 'APPLICATION_NOT_SUPPLEMENT_REQUESTED', 'SUPPLEMENT_REQUESTED');
  const supplement = openSupplement(application);
  ensure(supplement?.n === n, () => wrongState('SUPPLEMENT_NOT_OPEN', `Supplement request ${n} is not the open one.`));
  ensure(!hasPassed(supplement.due, at), () =>
    wrongState('SUPPLEMENT_OVERDUE', `The supplement was due by the end of ${dueDayOf(supplement.due)} in Seoul.`),
  );
  return supplement;
}
