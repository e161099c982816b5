import type { CertificateExpiring } from '#common/events/definitions/certificate-expiring.js';
import type { ListingChanged } from '#common/events/definitions/listing-changed.js';
import type { ListingCreated } from '#common/events/definitions/listing-created.js';
import type { ListingExpired } from '#common/events/definitions/listing-expired.js';
import type { ListingExpiring } from '#common/events/definitions/listing-expiring.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { ListingPriceChanged } from '#common/events/definitions/listing-price-changed.js';
import type { ListingPublished } from '#common/events/definitions/listing-published.js';
import type { ListingRenewed } from '#common/events/definitions/listing-renewed.js';
import type { ListingResumed } from '#common/events/definitions/listing-resumed.js';
import type { ListingReturned } from '#common/events/definitions/listing-returned.js';
import type { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import type { Certificate, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { ChangeClass, ContactPerson, Presentation, Reminder, RenewalRequest } from './listing.state.js';

interface Fact<N extends string, D extends object> {
  readonly type: N;
  readonly data: D;
  readonly reason?: string;
}

/** A fact of which a part stays in the history. */
interface FactWith<N extends string, D extends object, X extends object> extends Fact<N, D> {
  readonly details: X;
}

/** What follows from new content: how long certificates cover it, and of what to remind. */
export interface ValidityPlan {
  readonly coveredUntil?: Day;
  readonly reminders: readonly Reminder[];
}

export interface ChangeReference {
  readonly no: number;
  readonly class: ChangeClass;
}

/** The changed agreements, or the applied change: a listing changes for one or the other. */
export type ChangeDetails =
  | { readonly agreements: readonly NonNullable<ListingFacts['agreement']>[] }
  | { readonly change: ChangeReference; readonly plan: ValidityPlan };

export type ListingEvent =
  | FactWith<
      'ListingCreated',
      ListingCreated,
      { readonly applicationVersion: number; readonly deadline: Deadline; readonly reminders: readonly Reminder[] }
    >
  | FactWith<
      'ListingCompleted',
      {
        readonly service: ServiceProfile;
        readonly prices: readonly PriceLine[];
        readonly certificates: readonly Certificate[];
        readonly presentation: Presentation;
      },
      { readonly contact?: ContactPerson }
    >
  | Fact<'ListingCompletionReminded', { readonly dueOn: Day }>
  | Fact<'ListingSubmitted', { readonly deadline: Deadline }>
  | FactWith<
      'ListingReturned',
      ListingReturned,
      { readonly deadline: Deadline; readonly reminders: readonly Reminder[] }
    >
  | FactWith<'ListingPublished', ListingPublished, ValidityPlan>
  | Fact<
      'ListingChangeRequested',
      ChangeReference & {
        readonly prices?: readonly PriceLine[];
        readonly certificates?: readonly Certificate[];
        readonly deadline: Deadline;
      }
    >
  | Fact<'ListingChangeRejected', ChangeReference>
  | FactWith<'ListingPriceChanged', ListingPriceChanged, ChangeReference>
  | FactWith<'ListingChanged', ListingChanged, ChangeDetails>
  | Fact<'ListingSuspended', ListingSuspended>
  | Fact<'ListingResumed', ListingResumed>
  | Fact<'ListingRenewalRequested', RenewalRequest & { readonly deadline: Deadline }>
  | FactWith<'ListingRenewed', ListingRenewed, ValidityPlan & { readonly validityFrom: Day }>
  | Fact<'ListingExpiring', ListingExpiring>
  | Fact<'CertificateExpiring', CertificateExpiring>
  | Fact<'ListingExpired', ListingExpired>;

/** An event whose data is the whole of the public facts. */
export type FactsEvent = Extract<ListingEvent, { readonly data: ListingFacts }>;
