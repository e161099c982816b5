import type { ObjectionDismissed } from '#common/events/definitions/objection-dismissed.js';
import type { Moment } from '#common/kernel/clock.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, notFound, wrongState } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import type { ApplicationEvent } from './application.events.js';
import { papersKeptUntil } from './application.rules.js';
import { nextProgressNotice } from './noticing-progress.js';
import { isLiveObjection, type ApplicationState, type Objection } from './application.state.js';

/** The last day to object to a refusal that the applicant learns of today: the day itself is not counted. */
export const objectionPeriodEnd = ({ today, policy, calendar }: Moment): Day =>
  calendar.addCalendarDays(today, policy['review.objectionDays']);

/** The objection to the refusal that stands now; one at most. */
const objectionToDecision = ({ objections = [], decision }: ApplicationState): Objection | undefined =>
  objections.find(({ sessionNo }) => sessionNo === decision?.sessionNo);

/**
 * The applicant objects to a refusal (이의신청, 행정기본법 Art. 36): once, within the period of A-06. That the service has
 * no other live application, the claim ensures.
 * @throws Refusal 409 APPLICATION_NOT_REFUSED, OBJECTION_FILED, OBJECTION_OVERDUE
 */
export function fileObjection(
  application: ApplicationState,
  { statement }: { readonly statement: string },
  { at, today, policy, calendar }: Moment,
): readonly ApplicationEvent[] {
  const { id: applicationId, status, decision, caseId, objectUntil, service } = application;
  if (status !== 'NOT_SELECTED' || decision === undefined || caseId === undefined || objectUntil === undefined) {
    throw wrongState('APPLICATION_NOT_REFUSED', `The application is ${status}: there is no refusal to object to.`);
  }
  const { sessionNo } = decision;
  const filed = objectionToDecision(application);
  ensure(filed === undefined, () =>
    wrongState('OBJECTION_FILED', `Objection ${filed?.n} to this refusal was filed on ${filed?.filedOn}.`),
  );
  ensure(at < endOfDay(objectUntil), () =>
    wrongState('OBJECTION_OVERDUE', `An objection was possible by the end of ${objectUntil} in Seoul (A-06).`),
  );
  return [
    {
      type: 'ObjectionFiled',
      data: {
        objectionId: derivedId('objection', applicationId, String(sessionNo)),
        applicationId,
        caseId,
        serviceName: service.name,
        sessionNo,
        filedOn: today,
        answerDueOn: calendar.addCalendarDays(today, policy['review.objectionAnswerDays']),
      },
      details: { statement },
    },
  ];
}

/**
 * The answer takes longer, once, and the applicant is told why (행정기본법 Art. 36(2)). Late is still possible: the answer
 * is a duty of office.
 * @throws Refusal 404, 409 OBJECTION_RESOLVED, OBJECTION_EXTENDED
 */
export function extendObjection(
  application: ApplicationState,
  { n, reason }: { readonly n: number; readonly reason: string },
  { policy, calendar }: Moment,
): readonly ApplicationEvent[] {
  const objection = application.objections?.find((one) => one.n === n);
  if (objection === undefined || application.caseId === undefined) throw notFound('objection', String(n));
  ensure(isLiveObjection(objection), () =>
    wrongState('OBJECTION_RESOLVED', `Objection ${n} was answered on ${objection.resolution?.on}.`),
  );
  ensure(objection.extension === undefined, () =>
    wrongState('OBJECTION_EXTENDED', `The period of objection ${n} was extended before, which is possible once.`),
  );
  const answerDueOn = calendar.addCalendarDays(objection.answerDueOn, policy['review.objectionExtensionDays']);
  const { objectionId } = objection;
  const data = { objectionId, applicationId: application.id, caseId: application.caseId, answerDueOn };
  return [{ type: 'ObjectionExtended', data, reason }];
}

/** What the committee decided on an objection; ids, number and day as review tells them. */
type Answer = Pick<ObjectionDismissed, 'objectionId' | 'sessionNo' | 'decidedOn'>;

/**
 * The committee answered an objection (인용·기각). Upheld, the application is under review again, and its papers are no
 * longer those of an ended one. An answer that comes twice changes nothing.
 */
export const objectionResolved =
  (resolution: 'UPHELD' | 'DISMISSED') =>
  (application: ApplicationState, answer: Answer, moment: Moment): readonly ApplicationEvent[] => {
    const { id: applicationId, caseId, objections = [] } = application;
    const objection = objections.find(({ objectionId }) => objectionId === answer.objectionId);
    if (objection === undefined || !isLiveObjection(objection) || caseId === undefined) return [];
    const { objectionId, sessionNo, decidedOn: resolvedOn } = answer;
    return [
      {
        type: 'ObjectionResolved',
        data: { objectionId, applicationId, caseId, resolution, sessionNo, resolvedOn },
        details: afterAnswer(application, resolution, moment),
      },
    ];
  };

/** A second vote may have selected the service since: then nothing is left to reopen, and its papers are in use. */
function afterAnswer({ status }: ApplicationState, resolution: 'UPHELD' | 'DISMISSED', moment: Moment) {
  if (status !== 'NOT_SELECTED') return {};
  if (resolution === 'UPHELD') return { progressNoticeAt: nextProgressNotice(moment) };
  return { papersKeptUntil: papersKeptUntil(moment) };
}

export const objectionUpheld = objectionResolved('UPHELD');
export const objectionDismissed = objectionResolved('DISMISSED');

/** There is a refusal to which no objection was filed, and the period for one has not ended. */
export const mayObject = (application: ApplicationState, at: Date): boolean =>
  application.status === 'NOT_SELECTED' &&
  objectionToDecision(application) === undefined &&
  application.objectUntil !== undefined &&
  at < endOfDay(application.objectUntil);

const due = (key: string, day: Day): Deadline => ({
  key,
  dueAt: endOfDay(day).toISOString(),
  basis: 'd',
  rule: 'A-06, 행정기본법 Art. 36',
});

/** Until when the committee answers an objection: a duty of office, which may be late. */
export const objectionAnswerDue = ({ answerDueOn }: Objection): Deadline => due('OBJECTION_ANSWER', answerDueOn);

/** What runs after a refusal: the period to object in, a right, then the one to answer in, a duty that may be late. */
export function objectionDeadlines(application: ApplicationState, at: Date): readonly Deadline[] {
  const { objectUntil } = application;
  const live = application.objections?.find(isLiveObjection);
  if (live !== undefined) return [objectionAnswerDue(live)];
  return mayObject(application, at) && objectUntil !== undefined ? [due('OBJECTION', objectUntil)] : [];
}
