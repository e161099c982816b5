import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { Moment } from '#common/kernel/clock.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { ApplicationEvent } from './application.events.js';
import { isWithReview } from './application.rules.js';
import type { ApplicationState, RequestAnswer } from './application.state.js';

/** A deferral that asks for something and waits for the answer. */
interface OpenDeferral {
  readonly sessionNo: number;
  readonly answerDueOn: Day;
  readonly requests: ReviewResultNotified['requests'];
}

/** A deferral because too few members could vote asks for nothing, and has no due day. */
export function openDeferral(application: ApplicationState): OpenDeferral | undefined {
  const { result, deferralAnswers = [] } = application;
  if (result?.decision !== 'DEFERRED' || result.answerDueOn === undefined || !isWithReview(application))
    return undefined;
  const { sessionNo, answerDueOn, requests } = result;
  return deferralAnswers.some((answer) => answer.sessionNo === sessionNo)
    ? undefined
    : { sessionNo, answerDueOn, requests };
}

/**
 * The applicant answers what the committee asked for when it deferred (보류, R-11): each request, by the end of the due
 * day. It stays possible while the case is on an agenda whose freeze lies after that day.
 * @throws Refusal 409 DEFERRAL_NOT_OPEN, DEFERRAL_OVERDUE; 422 DEFERRAL_INCOMPLETE
 */
export function answerDeferral(
  application: ApplicationState,
  { answers }: { readonly answers: readonly RequestAnswer[] },
  { at }: Moment,
): readonly ApplicationEvent[] {
  const deferral = openDeferral(application);
  const { id: applicationId, status, caseId } = application;
  if (deferral === undefined || caseId === undefined) {
    throw wrongState(
      'DEFERRAL_NOT_OPEN',
      `The application is ${status}: no request of the committee waits for an answer.`,
    );
  }
  const { sessionNo, answerDueOn, requests } = deferral;
  ensure(at < endOfDay(answerDueOn), () =>
    wrongState('DEFERRAL_OVERDUE', `The answer was due by the end of ${answerDueOn} in Seoul (R-11).`),
  );
  const unanswered = requests.flatMap((_, i) => (answers.some(({ request }) => request === i + 1) ? [] : [i + 1]));
  const stray = answers.flatMap(({ request }, i) => (request > requests.length ? [i] : []));
  ensure(unanswered.length === 0 && stray.length === 0, () =>
    invalid('DEFERRAL_INCOMPLETE', `Every one of the ${requests.length} requests has to be answered, by its number.`, [
      ...unanswered.map((request) => ({
        pointer: '/answers',
        code: 'REQUEST_UNANSWERED',
        detail: `request ${request} has no answer`,
      })),
      ...stray.map((i) => ({
        pointer: `/answers/${i}/request`,
        code: 'REQUEST_UNKNOWN',
        detail: 'the number of no request of the committee',
      })),
    ]),
  );
  return [
    {
      type: 'DeferralAnswered',
      data: { applicationId, caseId, sessionNo, answeredAt: at.toISOString() },
      details: { answers },
    },
  ];
}

export function deferralDeadlines(application: ApplicationState): readonly Deadline[] {
  const deferral = openDeferral(application);
  if (deferral === undefined) return [];
  const dueAt = endOfDay(deferral.answerDueOn).toISOString();
  return [{ key: 'DEFERRAL_ANSWER', dueAt, basis: 'bd', rule: 'R-11' }];
}
