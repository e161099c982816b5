import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import type { ApplicationCheckStarted } from '#common/events/definitions/application-check-started.js';
import type { ApplicationDecided } from '#common/events/definitions/application-decided.js';
import type { ApplicationReturned } from '#common/events/definitions/application-returned.js';
import type { ApplicationSubmitted } from '#common/events/definitions/application-submitted.js';
import type { ApplicationSupplemented } from '#common/events/definitions/application-supplemented.js';
import type { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import type { CheckExtended } from '#common/events/definitions/check-extended.js';
import type { CheckExtensionAsked } from '#common/events/definitions/check-extension-asked.js';
import type { ProgressNoticed } from '#common/events/definitions/progress-noticed.js';
import type { DeferralAnswered } from '#common/events/definitions/deferral-answered.js';
import type { ObjectionExtended } from '#common/events/definitions/objection-extended.js';
import type { ObjectionFiled } from '#common/events/definitions/objection-filed.js';
import type { ObjectionResolved } from '#common/events/definitions/objection-resolved.js';
import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { SupplementExtended } from '#common/events/definitions/supplement-extended.js';
import type { SupplementRedemanded } from '#common/events/definitions/supplement-redemanded.js';
import type { SupplementRequested } from '#common/events/definitions/supplement-requested.js';
import type { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Officer, OfficerChanged, OfficerTieDeclared } from '#common/kernel/responsible-officer.js';
import type { QuestionSetRef } from '../../question-sets/domain/question-set.state.js';
import type {
  AccessChange,
  AnnouncedHearing,
  ApplicationForm,
  AttachedDocument,
  AwaitedRevote,
  CopySource,
  DocumentCheck,
  DocumentDescription,
  ErasureGround,
  Reapplication,
  RequestAnswer,
  SelectionEnd,
  SupplementAnswer,
  SupplementItem,
} from './application.state.js';

/** What a document is when it comes; its place is the document type, with a number behind it from the second on. */
export type AttachedFile = Pick<AttachedDocument, 'fileId' | 'sha256' | 'contentType' | 'bytes' | 'name' | 'reference'>;

/** Until when the papers of an ended application are kept. */
interface PapersKept {
  readonly papersKeptUntil: Day;
}

/** The last day on which the applicant may object to the refusal. */
interface ToObject {
  readonly objectUntil: Day;
}

/** What can happen to an application. Published ones carry their contract's data; what stays here is in `details`. */
export type ApplicationEvent =
  | Fact<
      'ApplicationDrafted',
      {
        readonly applicationId: string;
        readonly supplier: SupplierFacts;
        readonly keptUntil: Day;
        readonly draftNo: number;
        readonly copyOf?: CopySource;
        readonly questionSet: QuestionSetRef;
        readonly form: ApplicationForm;
        /** Of one that was decided before this system. `synthetic`: generated, about nobody. */
        readonly before?: { readonly submittedOn: Day; readonly caseId: string; readonly synthetic?: true };
      }
    >
  /** With the version of the questions that the draft moves to; the draft keeps its version without one. */
  | Fact<'ApplicationRevised', { readonly form: ApplicationForm; readonly questionSet?: QuestionSetRef }>
  | Fact<'DocumentAttached', { readonly documentType: string; readonly document: AttachedFile }>
  /** Off a draft; the files of its type behind it move up by one. */
  | Fact<'DocumentRemoved', { readonly documentType: string }>
  | Fact<'DocumentDescribed', { readonly documentType: string; readonly description: DocumentDescription }>
  | FactWith<
      'ApplicationSubmitted',
      ApplicationSubmitted,
      {
        readonly deadlines: readonly Deadline[];
        readonly progressNoticeAt: string;
        /** The version in force on the day of submission. */
        readonly questionSet: QuestionSetRef;
        readonly declarationNo?: number;
        readonly reapplication?: Reapplication;
      }
    >
  | FactWith<'ApplicationCheckStarted', ApplicationCheckStarted, { readonly officer: Officer }>
  /** The reason is about people: it is not for the supplier. */
  | OfficerChanged
  | OfficerTieDeclared
  | Fact<'DocumentChecked', { readonly documentType: string; readonly check: DocumentCheck }>
  | FactWith<
      'SupplementRequested',
      SupplementRequested,
      { readonly items: readonly SupplementItem[]; readonly due: Deadline; readonly check: Deadline }
    >
  | FactWith<'SupplementExtended', SupplementExtended, { readonly due: Deadline }>
  | FactWith<'SupplementRedemanded', SupplementRedemanded, { readonly due: Deadline }>
  | FactWith<
      'ApplicationSupplemented',
      ApplicationSupplemented,
      {
        /** Null once erased. */
        readonly answers: readonly SupplementAnswer[] | null;
        readonly check: Deadline;
        /** The parts of the form that were asked for and changed. */
        readonly form?: Partial<ApplicationForm>;
      }
    >
  | CheckExtendedEvent
  | Reasoned<Fact<'CheckExtensionAsked', CheckExtensionAsked>>
  | Fact<'CheckExtensionDeclined', { readonly declinedAt: string }>
  | FactWith<'ProgressNoticed', ProgressNoticed, { readonly progressNoticeAt: string }>
  | Fact<'ApplicationAccepted', ApplicationAccepted>
  | ReasonedReturn
  | Fact<'WithdrawalRequested', WithdrawalRequested>
  | Fact<'WithdrawalRefused', { readonly refusedAt: string }>
  | FactWith<'ApplicationWithdrawn', ApplicationWithdrawn, PapersKept>
  /** A draft that was given up, or kept too long; no other service ever heard of it. */
  | Fact<'DraftAbandoned', { readonly by: 'SUPPLIER' | 'TIME' }>
  | Fact<'ReviewStarted', { readonly caseId: string }>
  | Fact<'ReviewPostponed', { readonly sessionNo: number }>
  | Fact<'ReviewWentOn', { readonly sessionNo: number }>
  /** With the period of keeping, and the one to object in, unless it was selected. */
  | FactWith<'ApplicationDecided', ApplicationDecided, Partial<PapersKept & ToObject>>
  /** No result once erased: it has the texts of the experts. With the period to object in when it is a refusal. */
  | Fact<'ResultReceived', Partial<ToObject> & { readonly result: ReviewResultNotified | null }>
  /** No answers once erased. */
  | FactWith<'DeferralAnswered', DeferralAnswered, { readonly answers: readonly RequestAnswer[] | null }>
  /** No statement once erased. */
  | FactWith<'ObjectionFiled', ObjectionFiled, { readonly statement: string | null }>
  | Reasoned<Fact<'ObjectionExtended', ObjectionExtended>>
  /** With a new period of keeping when the refusal stands; with notices of progress when the review goes on. */
  | FactWith<'ObjectionResolved', ObjectionResolved, Partial<PapersKept & { readonly progressNoticeAt: string }>>
  | Fact<'SelectionEnded', SelectionEnd>
  | Fact<'HearingAnnounced', AnnouncedHearing>
  /** The ministry keeps the selection. */
  | Fact<'SelectionUpheld', { readonly on: Day }>
  | Fact<'RevoteAwaited', AwaitedRevote>
  /** With the same result: `sessionNo` is the one that voted again. */
  | Fact<'RevoteEnded', { readonly sessionNo: number }>
  | Fact<'ReadersAdmitted', AccessChange>
  | Fact<'ReadersRemoved', AccessChange>
  /** The bytes of these documents are no longer kept, those of earlier versions included. */
  | Fact<'DocumentsErased', { readonly documentTypes: readonly string[]; readonly ground: ErasureGround }>;

/** With the reason of the officer, where it was theirs to decide. */
export type CheckExtendedEvent = FactWith<'CheckExtended', CheckExtended, { readonly check: Deadline }>;

/** No papers go back without the reason. */
interface ReasonedReturn extends FactWith<'ApplicationReturned', ApplicationReturned, PapersKept> {
  readonly reason: string;
}
