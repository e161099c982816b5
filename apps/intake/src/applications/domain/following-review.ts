import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ApplicationEvent } from './application.events.js';
import { isWithReview, papersKeptUntil } from './application.rules.js';
import type { AccessChange, ApplicationState, Decision } from './application.state.js';
import { objectionPeriodEnd } from './objecting.js';

/** What review does to an application. A withdrawn one stays withdrawn, whatever is still on its way. */
export const reviewStarted = (
  { status }: ApplicationState,
  { caseId }: { readonly caseId: string },
): readonly ApplicationEvent[] => (status === 'ACCEPTED' ? [{ type: 'ReviewStarted', data: { caseId } }] : []);

export const reviewPostponed = (
  application: ApplicationState,
  { sessionNo }: { readonly sessionNo: number },
): readonly ApplicationEvent[] => (isWithReview(application) ? [{ type: 'ReviewPostponed', data: { sessionNo } }] : []);

export const reviewWentOn = (
  { status }: ApplicationState,
  { sessionNo }: { readonly sessionNo: number },
): readonly ApplicationEvent[] => (status === 'DEFERRED' ? [{ type: 'ReviewWentOn', data: { sessionNo } }] : []);

export const decided = (
  application: ApplicationState,
  decision: Decision,
  moment: Moment,
): readonly ApplicationEvent[] =>
  isWithReview(application) || isReversal(application, decision)
    ? [
        {
          type: 'ApplicationDecided',
          data: { applicationId: application.id, ...decision },
          details:
            decision.decision === 'SELECTED'
              ? {}
              : { papersKeptUntil: papersKeptUntil(moment), objectUntil: objectionPeriodEnd(moment) },
        },
      ]
    : [];

/** A re-vote turned a refusal into a selection. One that cancels a selection comes as its end. */
const isReversal = ({ status, revote }: ApplicationState, { decision }: Decision): boolean =>
  status === 'NOT_SELECTED' && revote !== undefined && decision === 'SELECTED';

/**
 * The applicant can read the result from now on, so the period to object to a refusal begins. A selection that a
 * re-vote ended is a cancellation, and no refusal to object to.
 */
export const resultReceived = (
  { status }: ApplicationState,
  result: ReviewResultNotified,
  moment: Moment,
): readonly ApplicationEvent[] => [
  {
    type: 'ResultReceived',
    data: {
      result,
      ...(result.decision === 'NOT_SELECTED' && status !== 'SELECTED' && { objectUntil: objectionPeriodEnd(moment) }),
    },
  },
];

/** A change of who may read; what is older than the last word on a person says nothing. */
export const followingAccess =
  (type: 'ReadersAdmitted' | 'ReadersRemoved') =>
  (application: ApplicationState, { people, sequence }: AccessChange): readonly ApplicationEvent[] => {
    const news = newsOf(application, { people, sequence });
    return news.length === 0 ? [] : [{ type, data: { people: news, sequence } }];
  };

export const readersAdmitted = followingAccess('ReadersAdmitted');
/** Recorded for people without access as well: an older admission may still come. */
export const readersRemoved = followingAccess('ReadersRemoved');

/** Review's topic of accesses forgets. When it is published again, older events come behind newer ones. */
const newsOf = ({ lastAccess = [] }: ApplicationState, { people, sequence }: AccessChange): readonly string[] =>
  people.filter((person) => lastAccess.every((last) => last.person !== person || last.sequence < sequence));
