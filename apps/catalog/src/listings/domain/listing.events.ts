import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { CertificateExpiring } from '#common/events/definitions/certificate-expiring.js';
import type { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import type { ListingChanged } from '#common/events/definitions/listing-changed.js';
import type { ListingCreated } from '#common/events/definitions/listing-created.js';
import type { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import type { ListingExpired } from '#common/events/definitions/listing-expired.js';
import type { ListingExpiring } from '#common/events/definitions/listing-expiring.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { ListingPriceChanged } from '#common/events/definitions/listing-price-changed.js';
import type { ListingPublished } from '#common/events/definitions/listing-published.js';
import type { ListingRenewed } from '#common/events/definitions/listing-renewed.js';
import type { ListingResumed } from '#common/events/definitions/listing-resumed.js';
import type { ListingReturned } from '#common/events/definitions/listing-returned.js';
import type { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import type { Certificate, NisVerification, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Officer, OfficerChanged, OfficerTieDeclared } from '#common/kernel/responsible-officer.js';
import type { Cover } from './certificates.rules.js';
import type {
  ChangeClass,
  ChangedContent,
  ChangedField,
  ContactPerson,
  Draft,
  NotedDebarment,
  Presentation,
  Reminder,
  RenewalRequest,
  ReportedIncident,
  SuspensionCause,
} from './listing.state.js';

/** What follows from new content: how long certificates cover it, and of what to remind. */
export interface ValidityPlan extends Cover {
  readonly reminders: readonly Reminder[];
}

export interface ChangeReference {
  readonly no: number;
  readonly class: ChangeClass;
}

/** A change that is applied, with what it changed. */
export interface AppliedChange extends ChangeReference {
  readonly changed: readonly ChangedField[];
  readonly expertOpinion?: string;
}

/** A change of the certificates or of what is told of the service, applied. Without a plan, the one before it stays. */
export type ContentChanged = Reasoned<
  FactWith<'ListingChanged', ListingChanged, { readonly change: AppliedChange; readonly plan?: ValidityPlan }>
>;

/** The supplier has another name or size, or is another one. */
export type SupplierFollowed = FactWith<
  'ListingChanged',
  ListingChanged,
  { readonly supplier: ListingFacts['supplier'] }
>;

/** Other catalog agreements are in force. A listing changes for several things, under one event type. */
export type AgreementsChanged = FactWith<
  'ListingChanged',
  ListingChanged,
  { readonly agreements: readonly NonNullable<ListingFacts['agreement']>[] }
>;

/** What the intelligence service found is recorded, or corrected; the content stays as it is. */
export type NisVerificationChanged = FactWith<
  'ListingChanged',
  ListingChanged,
  { readonly nisVerification: NisVerification }
>;

/** The listing that replaces this one is named, before its end or after it. */
export type SuccessorNamed = Reasoned<
  FactWith<'ListingChanged', ListingChanged, WithUsers & { readonly successor: NonNullable<ListingFacts['successor']> }>
>;

/** Institutions (수요기관) whose contracts on the listing run, by their codes: they are told (decree Art. 19(2)). */
interface WithUsers {
  readonly users: readonly string[];
}

export type ListingEvent =
  | FactWith<
      'ListingCreated',
      ListingCreated,
      /** What was selected stays at home until the listing is published. */
      {
        readonly applicationVersion: number;
        readonly content: Pick<ListingFacts, 'supplier' | 'service' | 'prices' | 'certificates' | 'grade'>;
        /** Absent of a service that was selected before this system. */
        readonly deadline?: Deadline;
        readonly reminders: readonly Reminder[];
      }
    >
  | FactWith<
      'ListingCompleted',
      {
        readonly service: ServiceProfile;
        readonly prices: readonly PriceLine[];
        readonly certificates: readonly Certificate[];
        readonly presentation: Presentation;
      },
      /** Null once erased. */
      { readonly contact?: ContactPerson | null }
    >
  | Fact<'ListingCompletionReminded', { readonly dueOn: Day }>
  | Fact<'ListingSubmitted', { readonly deadline: Deadline }>
  | FactWith<'ListingCheckStarted', { readonly startedOn: Day }, { readonly officer: Officer }>
  /** The reason is about people: it is not for the supplier. */
  | OfficerChanged
  | OfficerTieDeclared
  | Reasoned<
      FactWith<
        'ListingReturned',
        ListingReturned,
        { readonly deadline: Deadline; readonly reminders: readonly Reminder[] }
      >
    >
  | FactWith<
      'ListingPublished',
      ListingPublished,
      /** `publishedOn`: of a listing that was published before this system. */
      ValidityPlan & { readonly draft?: Draft; readonly publishedOn?: Day }
    >
  | Reasoned<
      Fact<
        'ListingChangeRequested',
        ChangeReference & ChangedContent & { readonly changed: readonly ChangedField[]; readonly deadline: Deadline }
      >
    >
  | Reasoned<Fact<'ListingChangeWithdrawn', ChangeReference>>
  | Reasoned<Fact<'ListingChangeRejected', ChangeReference>>
  | Reasoned<FactWith<'ListingPriceChanged', ListingPriceChanged, AppliedChange>>
  | ContentChanged
  | SupplierFollowed
  | AgreementsChanged
  | NisVerificationChanged
  | SuccessorNamed
  /** Before the publication nothing of it leaves. */
  | Fact<'SupplierProfileFollowed', { readonly supplier: ListingFacts['supplier'] }>
  | Reasoned<FactWith<'ListingContactChanged', object, { readonly contact: ContactPerson | null }>>
  | Reasoned<Fact<'ListingPresentationChanged', { readonly before: Presentation; readonly presentation: Presentation }>>
  | Reasoned<Fact<'ListingSuspended', ListingSuspended & { readonly cause: SuspensionCause }>>
  /** The cause is gone, as far as the days tell: NIA answers within the deadline. */
  | Fact<'ListingResumptionDue', { readonly deadline: Deadline }>
  | Reasoned<FactWith<'ListingResumed', ListingResumed, Cover>>
  /** Of the supplier (부정당업자 제재): the days decide, and may be to come. */
  | Fact<'SupplierDebarmentNoted', { readonly debarment: NotedDebarment }>
  | Fact<'SupplierDebarmentPassed', { readonly no: number }>
  | Fact<'SuspensionReviewOpened', { readonly incident: ReportedIncident; readonly deadline: Deadline }>
  | Reasoned<Fact<'SuspensionReviewClosed', { readonly incidents: number }>>
  | Reasoned<Fact<'ListingRenewalRequested', RenewalRequest & { readonly deadline: Deadline }>>
  | Reasoned<FactWith<'ListingRenewed', ListingRenewed, ValidityPlan & { readonly validityFrom: Day }>>
  | Reasoned<Fact<'ListingRenewalRefused', object>>
  | Fact<'ListingExpiring', ListingExpiring>
  | Fact<'CertificateExpiring', CertificateExpiring>
  | Fact<'ListingExpired', ListingExpired>
  | Reasoned<
      Fact<
        'ListingDelistingRequested',
        { readonly requestedOn: Day; readonly lastDay: Day; readonly deadline: Deadline }
      >
    >
  | Reasoned<FactWith<'ListingDelistingAnnounced', { readonly announcedOn: Day; readonly lastDay: Day }, WithUsers>>
  | Fact<'ListingDelisted', ListingDelisted>
  | FactWith<'ListingCancelled', ListingCancelled, WithUsers>;

/** An event whose data is the whole of the public facts. */
export type FactsEvent = Extract<ListingEvent, { readonly data: ListingFacts }>;
