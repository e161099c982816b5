import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { ApplicationEvent } from './application.events.js';
import type { Application, Decision } from './application.state.js';

/** What review does to an application. A withdrawn one stays withdrawn, whatever is still on its way. */
const isWithReview = ({ status }: Application): boolean => ['ACCEPTED', 'UNDER_REVIEW', 'DEFERRED'].includes(status);

export const reviewStarted = (application: Application, caseId: string): ApplicationEvent[] =>
  application.status === 'ACCEPTED' ? [{ type: 'ReviewStarted', data: { caseId } }] : [];

export const reviewPostponed = (application: Application, sessionNo: number): ApplicationEvent[] =>
  isWithReview(application) ? [{ type: 'ReviewPostponed', data: { sessionNo } }] : [];

export const reviewWentOn = (application: Application, sessionNo: number): ApplicationEvent[] =>
  application.status === 'DEFERRED' ? [{ type: 'ReviewWentOn', data: { sessionNo } }] : [];

export const decided = (application: Application, decision: Decision): ApplicationEvent[] =>
  isWithReview(application)
    ? [{ type: 'ApplicationDecided', data: { applicationId: application.id, ...decision } }]
    : [];

export const resultReceived = (_: Application, result: ReviewResultNotified): ApplicationEvent[] => [
  { type: 'ResultReceived', data: { result } },
];

export const readerAdmitted = (_: Application, person: string): ApplicationEvent[] => [
  { type: 'ReaderAdmitted', data: { person } },
];

export const readerRemoved = (application: Application, person: string): ApplicationEvent[] =>
  application.readers.includes(person) ? [{ type: 'ReaderRemoved', data: { person } }] : [];
