import type { Moment } from '#common/kernel/clock.js';
import { endOfDay } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ApplicationEvent } from './application.events.js';
import { ensureStatus, papersKeptUntil } from './application.rules.js';
import { filesOf } from './document-places.js';
import {
  openSupplement,
  type ApplicationState,
  type Supplement,
  type SupplementAnswer,
  type SupplementItem,
} from './application.state.js';

/** CHECKING → SUPPLEMENT_REQUESTED (보완 요구): what is missing, and why; the clock of the check stops. */
export function requestSupplement(
  application: ApplicationState,
  { items }: { readonly items: readonly SupplementItem[] },
  moment: Moment,
): readonly ApplicationEvent[] {
  ensureStatus(application, 'APPLICATION_NOT_CHECKING', 'CHECKING');
  const { today, policy, calendar } = moment;
  return [
    {
      type: 'SupplementRequested',
      data: {
        applicationId: application.id,
        supplement: application.supplements.length + 1,
        dueOn: calendar.add(today, policy['intake.supplementBusinessDays']),
      },
      details: { items, checkDaysLeft: checkDaysLeft(application, moment) },
    },
  ];
}

/** Business days left of the check when its clock is stopped today; none when it is late already. */
const checkDaysLeft = ({ checkDueOn }: ApplicationState, { today, calendar }: Moment): number =>
  checkDueOn === undefined ? 0 : calendar.between(today, checkDueOn);

/** At most two extensions of the period (S22 Art. 24(2)), asked for before it ends. */
export function extendSupplement(
  application: ApplicationState,
  { n }: { readonly n: number },
  { at, policy, calendar }: Moment,
): readonly ApplicationEvent[] {
  const supplement = ensureOpen(application, n, at);
  ensure(supplement.extensions < policy['intake.supplementExtensionsMax'], () =>
    wrongState(
      'EXTENSIONS_EXHAUSTED',
      `The period was extended ${supplement.extensions} times, which is all that is allowed.`,
    ),
  );
  const dueOn = calendar.add(supplement.dueOn, policy['intake.supplementExtensionBusinessDays']);
  return [{ type: 'SupplementExtended', data: { applicationId: application.id, supplement: n, dueOn } }];
}

/** SUPPLEMENT_REQUESTED → CHECKING: every item has an explanation or a new document; the clock of the check goes on. */
export function answerSupplement(
  application: ApplicationState,
  { n, answers }: { readonly n: number; readonly answers: readonly SupplementAnswer[] },
  { at, today, calendar }: Moment,
): readonly ApplicationEvent[] {
  const supplement = ensureOpen(application, n, at);
  const unanswered = supplement.items.filter((item) => !isAnswered(application, supplement, item, answers));
  ensure(unanswered.length === 0, () =>
    invalid(
      'SUPPLEMENT_INCOMPLETE',
      'Every item that was asked for has to be answered.',
      unanswered.map((item) => ({
        pointer: `/answers`,
        code: 'ITEM_UNANSWERED',
        detail: `${item.subject}: explain it or attach the document anew`,
      })),
    ),
  );
  return [
    {
      type: 'ApplicationSupplemented',
      data: { applicationId: application.id, supplement: n, answeredAt: at.toISOString() },
      details: { answers, checkDueOn: calendar.add(today, application.checkDaysLeft ?? 0) },
    },
  ];
}

function isAnswered(
  application: ApplicationState,
  supplement: Supplement,
  item: SupplementItem,
  answers: readonly SupplementAnswer[],
): boolean {
  const files = filesOf(application, item.subject);
  const attachedAnew = files.some(({ attachedAt }) => attachedAt >= supplement.requestedAt);
  return attachedAnew || answers.some((answer) => answer.subject === item.subject);
}

/**
 * A period that ran out: the one automatic second demand (S22 Art. 24(3)), and after that the papers go back
 * (S22 Art. 25(1)). An answer in the same second loses: the period ended at 24:00.
 */
export function supplementRanOut(
  application: ApplicationState,
  supplement: Supplement,
  moment: Moment,
): readonly ApplicationEvent[] {
  const { at, policy, calendar } = moment;
  if (supplement.secondDemandAt === undefined) {
    const dueOn = calendar.addCalendarDays(supplement.dueOn, policy['intake.secondDemandDays']);
    return [{ type: 'SupplementRedemanded', data: { applicationId: application.id, supplement: supplement.n, dueOn } }];
  }
  return [
    {
      type: 'ApplicationReturned',
      data: { applicationId: application.id, ground: 'SUPPLEMENT_OVERDUE', returnedAt: at.toISOString() },
      details: { papersKeptUntil: papersKeptUntil(moment) },
      reason: '보완 요구에 두 번 답하지 않아 반려한다.',
    },
  ];
}

function ensureOpen(application: ApplicationState, n: number, at: Date): Supplement {
  ensureStatus(application, 'APPLICATION_NOT_SUPPLEMENT_REQUESTED', 'SUPPLEMENT_REQUESTED');
  const supplement = openSupplement(application);
  ensure(supplement?.n === n, () => wrongState('SUPPLEMENT_NOT_OPEN', `Supplement request ${n} is not the open one.`));
  ensure(at < endOfDay(supplement.dueOn), () =>
    wrongState('SUPPLEMENT_OVERDUE', `The supplement was due by the end of ${supplement.dueOn} in Seoul.`),
  );
  return supplement;
}
