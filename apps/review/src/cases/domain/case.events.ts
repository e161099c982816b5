import type { DomainEvent } from '#common/aggregates/aggregate-type.js';
import type * as RemovalRequested from '#common/events/definitions/agenda-removal-requested.js';
import type * as Granted from '#common/events/definitions/case-access-granted.js';
import type * as Revoked from '#common/events/definitions/case-access-revoked.js';
import type * as ExaminationCompleted from '#common/events/definitions/expert-examination-completed.js';
import type * as Opened from '#common/events/definitions/review-case-opened.js';
import type * as Deferred from '#common/events/definitions/review-deferred.js';
import type * as Notified from '#common/events/definitions/review-result-notified.js';
import type * as Resumed from '#common/events/definitions/review-resumed.js';
import type * as NotSelected from '#common/events/definitions/service-not-selected.js';
import type * as Selected from '#common/events/definitions/service-selected.js';
import type * as WithdrawalIsGranted from '#common/events/definitions/withdrawal-granted.js';
import type * as WithdrawalIsRefused from '#common/events/definitions/withdrawal-refused.js';
import type { PublishedEvent } from '#common/events/define-event.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { ConflictGround, CriterionFinding, OnAgenda, Recommendation, Submission } from './case.state.js';

interface WithDeadlines {
  readonly deadlines: readonly Deadline[];
}

// Published on review.cases, review.access and review.results.
export type ReviewCaseOpened = PublishedEvent<
  'ReviewCaseOpened',
  typeof Opened.ReviewCaseOpened,
  WithDeadlines & { readonly submission: Submission }
>;
export type ExpertExaminationCompleted = PublishedEvent<
  'ExpertExaminationCompleted',
  typeof ExaminationCompleted.ExpertExaminationCompleted
>;
export type CaseAccessGranted = PublishedEvent<'CaseAccessGranted', typeof Granted.CaseAccessGranted>;
export type CaseAccessRevoked = PublishedEvent<'CaseAccessRevoked', typeof Revoked.CaseAccessRevoked>;
export type ReviewDeferred = PublishedEvent<'ReviewDeferred', typeof Deferred.ReviewDeferred>;
export type ReviewResumed = PublishedEvent<'ReviewResumed', typeof Resumed.ReviewResumed>;
export type ServiceSelected = PublishedEvent<'ServiceSelected', typeof Selected.ServiceSelected>;
export type ServiceNotSelected = PublishedEvent<'ServiceNotSelected', typeof NotSelected.ServiceNotSelected>;
export type ReviewResultNotified = PublishedEvent<'ReviewResultNotified', typeof Notified.ReviewResultNotified>;
export type WithdrawalGranted = PublishedEvent<'WithdrawalGranted', typeof WithdrawalIsGranted.WithdrawalGranted>;
export type WithdrawalRefused = PublishedEvent<'WithdrawalRefused', typeof WithdrawalIsRefused.WithdrawalRefused>;

// On review.internal: what the session follows.
export type AgendaRemovalRequested = PublishedEvent<
  'AgendaRemovalRequested',
  typeof RemovalRequested.AgendaRemovalRequested
>;

// Never published.
export type ExaminerDeclared = DomainEvent<
  'ExaminerDeclared',
  { readonly examinerId: string; readonly ground: ConflictGround; readonly note?: string }
>;
export type ExaminersAssigned = DomainEvent<
  'ExaminersAssigned',
  WithDeadlines & { readonly examinerIds: readonly string[] }
>;
export type ExaminerReleased = DomainEvent<
  'ExaminerReleased',
  { readonly examinerId: string; readonly deadlines: readonly Deadline[] }
>;
export type ExaminationSubmitted = DomainEvent<
  'ExaminationSubmitted',
  {
    readonly examinerId: string;
    readonly findings: readonly CriterionFinding[];
    readonly recommendation: Recommendation;
    readonly comment: string;
  }
>;
export type PutOnAgenda = DomainEvent<'PutOnAgenda', OnAgenda>;
/** It heard of this session before it heard that the one before let it go. */
export type NextAgendaNoted = DomainEvent<'NextAgendaNoted', OnAgenda>;
export type TakenOffAgenda = DomainEvent<'TakenOffAgenda', { readonly sessionNo: number }>;
export type MemberStoodAside = DomainEvent<'MemberStoodAside', { readonly memberId: string }>;
export type MemberReturned = DomainEvent<'MemberReturned', { readonly memberId: string }>;
export type CaseClosed = DomainEvent<'CaseClosed', { readonly why: 'APPLICATION_WITHDRAWN' }>;

export type CaseEvent =
  | ReviewCaseOpened
  | ExpertExaminationCompleted
  | CaseAccessGranted
  | CaseAccessRevoked
  | ReviewDeferred
  | ReviewResumed
  | ServiceSelected
  | ServiceNotSelected
  | ReviewResultNotified
  | WithdrawalGranted
  | WithdrawalRefused
  | AgendaRemovalRequested
  | ExaminerDeclared
  | ExaminersAssigned
  | ExaminerReleased
  | ExaminationSubmitted
  | PutOnAgenda
  | NextAgendaNoted
  | TakenOffAgenda
  | MemberStoodAside
  | MemberReturned
  | CaseClosed;
