import { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { PolicyTable } from '#common/kernel/policy.js';
import { specification } from '#testing/specification.js';
import { applicationType } from '../applications/application.type.js';
import { documentTypes } from '../applications/domain/application.rules.js';
import { acceptApplication } from '../applications/domain/checking.js';
import { decided, resultReceived, reviewPostponed, reviewStarted } from '../applications/domain/following-review.js';
import { allOk, attach, draft, form, start, submit, type Act, type Story } from './application-story.js';

/** What the specs of the remedies begin with: a convergence service before the committee, accepted on 12 August. */

/** A draft that lacks nothing. */
export function complete(policy?: PolicyTable): Story {
  const empty = specification(applicationType, '2025-08-05', policy);
  const { required } = documentTypes(empty.moment.policy, form.service.kind);
  return empty.given(draft(), ...required.map((type) => attach(type)));
}

export const accept: Act = (state, moment) => acceptApplication(state, { version: 9 }, moment);

/** The case is open at review. */
export const underReview = (policy?: PolicyTable): Story =>
  complete(policy)
    .given(submit, start())
    .on('2025-08-12')
    .given(allOk, accept, (state) => reviewStarted(state, { caseId: 'case-1' }));

/** Review published a decision. */
export const hears =
  (decision: 'SELECTED' | 'NOT_SELECTED', sessionNo = 62): Act =>
  (state, moment) =>
    decided(state, { decision, sessionNo, decidedOn: moment.today }, moment);

/** The reasons of a decision have come. */
export const reads =
  (result: Partial<ReviewResultNotified>): Act =>
  (state, moment) =>
    resultReceived(state, { ...ReviewResultNotified.sample, ...result }, moment);

/** Refused by session 62, which was published on 23 September 2025. */
export const refused = (policy?: PolicyTable): Story =>
  underReview(policy)
    .on('2025-09-23')
    .given(hears('NOT_SELECTED'), reads({ decision: 'NOT_SELECTED' }));

/** Deferred by session 62 with two requests, published on 23 September 2025. */
export const deferred = (): Story =>
  underReview()
    .on('2025-09-23')
    .given((state) => reviewPostponed(state, { sessionNo: 62 }))
    .given(reads({ decision: 'DEFERRED', requests: ['재무제표', '장애 대응 계획'], answerDueOn: '2025-10-14' }));
