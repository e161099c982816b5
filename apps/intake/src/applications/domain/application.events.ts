import type { DomainEvent } from '#common/aggregates/aggregate-type.js';
import type { PublishedEvent } from '#common/events/define-event.js';
import type { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import type { ApplicationCheckStarted } from '#common/events/definitions/application-check-started.js';
import type { ApplicationDecided } from '#common/events/definitions/application-decided.js';
import type { ApplicationReturned } from '#common/events/definitions/application-returned.js';
import type { ApplicationSubmitted } from '#common/events/definitions/application-submitted.js';
import type { ApplicationSupplemented } from '#common/events/definitions/application-supplemented.js';
import type { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { SupplementExtended } from '#common/events/definitions/supplement-extended.js';
import type { SupplementRedemanded } from '#common/events/definitions/supplement-redemanded.js';
import type { SupplementRequested } from '#common/events/definitions/supplement-requested.js';
import type { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type {
  ApplicationForm,
  AttachedDocument,
  DocumentCheck,
  Officer,
  SupplementAnswer,
  SupplementItem,
} from './application.state.js';

/** What can happen to an application. Published ones carry their contract's data; what stays here is in `details`. */
export type ApplicationEvent =
  | DomainEvent<
      'ApplicationDrafted',
      {
        readonly applicationId: string;
        readonly supplier: SupplierFacts;
        readonly keptUntil: Day;
        readonly form: ApplicationForm;
      }
    >
  | DomainEvent<'ApplicationRevised', { readonly form: ApplicationForm }>
  | DomainEvent<
      'DocumentAttached',
      { readonly documentType: string; readonly document: Omit<AttachedDocument, 'attachedAt' | 'check'> }
    >
  | PublishedEvent<'ApplicationSubmitted', typeof ApplicationSubmitted, { readonly checkDueOn: Day }>
  | PublishedEvent<'ApplicationCheckStarted', typeof ApplicationCheckStarted, { readonly officer: Officer }>
  | DomainEvent<'DocumentChecked', { readonly documentType: string; readonly check: DocumentCheck }>
  | PublishedEvent<
      'SupplementRequested',
      typeof SupplementRequested,
      { readonly items: readonly SupplementItem[]; readonly checkDaysLeft: number }
    >
  | PublishedEvent<'SupplementExtended', typeof SupplementExtended>
  | PublishedEvent<'SupplementRedemanded', typeof SupplementRedemanded>
  | PublishedEvent<
      'ApplicationSupplemented',
      typeof ApplicationSupplemented,
      { readonly answers: readonly SupplementAnswer[]; readonly checkDueOn: Day }
    >
  | PublishedEvent<'ApplicationAccepted', typeof ApplicationAccepted>
  | PublishedEvent<'ApplicationReturned', typeof ApplicationReturned>
  | PublishedEvent<'WithdrawalRequested', typeof WithdrawalRequested>
  | DomainEvent<'WithdrawalRefused', { readonly refusedAt: string }>
  | PublishedEvent<'ApplicationWithdrawn', typeof ApplicationWithdrawn>
  /** A draft that was given up, or kept too long; nobody outside ever knew of it. */
  | DomainEvent<'DraftAbandoned', { readonly by: 'SUPPLIER' | 'TIME' }>
  | DomainEvent<'ReviewStarted', { readonly caseId: string }>
  | DomainEvent<'ReviewPostponed', { readonly sessionNo: number }>
  | DomainEvent<'ReviewWentOn', { readonly sessionNo: number }>
  | PublishedEvent<'ApplicationDecided', typeof ApplicationDecided>
  | DomainEvent<'ResultReceived', { readonly result: ReviewResultNotified }>
  | DomainEvent<'ReaderAdmitted', { readonly person: string }>
  | DomainEvent<'ReaderRemoved', { readonly person: string }>;
