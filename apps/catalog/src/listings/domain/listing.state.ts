import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Certificate, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { DebarmentPeriod } from '#common/kernel/debarment.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Officers } from '#common/kernel/responsible-officer.js';
import type { Why } from '#common/kernel/system-reasons.js';

/**
 * The entry of a selected service in the catalog (이용지원시스템 등록, decree Art. 15-2(3)). `facts` is what the public
 * may know once it is published; every event from then on carries it whole and replaces it whole.
 */
export interface ListingState extends Officers {
  readonly facts: ListingFacts;
  /** What was voted on: publication is measured against it. */
  readonly selected: SelectedContent;
  readonly createdOn: Day;
  readonly presentation: Presentation;
  /** What the supplier had begun when NIA published the minimum; it does not count. */
  readonly draft?: Draft;
  /** Person to talk to (담당자): personal, never in a published event. */
  readonly contact?: ContactPerson;
  /** Set at the first publication; from then on the public may know the listing. */
  readonly publishedOn?: Day;
  /** The day the term of validity counts from: the selection, or the last renewal. */
  readonly validityFrom: Day;
  /** The day before the first one on which an infrastructure has no certificate, as of the newest content. */
  readonly coveredUntil?: Day;
  /** The day on which certificates cover the service again after that. */
  readonly coveredAgainFrom?: Day;
  /** The day of its end: expiry, delisting or cancellation. */
  readonly endedOn?: Day;
  /** 등록 종료 신청 of the supplier, until NIA announces the end. */
  readonly delistingRequest?: DelistingRequest;
  /** The end that was announced: listed for the last time on this day. */
  readonly delisting?: { readonly announcedOn: Day; readonly lastDay: Day };
  readonly suspension?: Suspension;
  /** Debarments of the supplier that hold or are to come. Absent for none. */
  readonly debarments?: readonly NotedDebarment[];
  /** Incidents that its supplier reported and of which NIA has still to say whether they suspend it. */
  readonly incidents?: readonly ReportedIncident[];
  /** 갱신 신청: validity may be outlived while NIA decides. */
  readonly renewal?: RenewalRequest;
  /** Why the last request for a renewal was refused, until there is another one. */
  readonly renewalRefused?: { readonly on: Day; readonly reason: string };
  readonly returned?: { readonly on: Day; readonly reason: string };
  readonly changes: readonly ChangeRequest[];
  /** Catalog agreements of the procurement service in force, by what catalog.agreements said of each. */
  readonly agreements: readonly NonNullable<ListingFacts['agreement']>[];
  readonly deadlines: readonly Deadline[];
  readonly reminders: readonly Reminder[];
  /** Reminders that went out: a new plan must not send them again. */
  readonly reminded: readonly Reminder[];
}

export type ListingStatus = ListingFacts['status'];

export interface SelectedContent {
  readonly applicationVersion: number;
  readonly service: ServiceProfile;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
}

/** Unfinished content of a supplier. */
export interface Draft {
  readonly service: ServiceProfile;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
  readonly presentation: Presentation;
}

export interface ContactPerson {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** What a buyer looks at besides the reviewed content. */
export interface Presentation {
  readonly imageUrls: readonly string[];
  readonly manualUrl?: string;
  readonly trialUrl?: string;
}

/** Why a listing is suspended. */
export const SUSPENSION_CAUSES = [
  'CERTIFICATE_ENDED',
  'SECURITY_INCIDENT',
  'SANCTION',
  'CORRECTION_ORDER',
  'OTHER',
] as const;
export type SuspensionCause = (typeof SUSPENSION_CAUSES)[number];

export interface Suspension extends Why {
  readonly cause: SuspensionCause;
  readonly since: Day;
}

/** A debarment of the supplier (부정당업자 제재), by its number there. */
export interface NotedDebarment extends DebarmentPeriod {
  readonly no: number;
}

/** What another service says of an incident: class and times (§5.7). */
export interface ReportedIncident {
  readonly contractId: string;
  readonly incidentNo: number;
  readonly class: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly reportedAt: string;
}

export interface RenewalRequest {
  readonly requestedOn: Day;
  /** Until the end of this day the listing outlives its validity undecided. */
  readonly graceUntil: Day;
}

export interface DelistingRequest {
  readonly requestedOn: Day;
  /** The last day on which the service is to be listed. */
  readonly lastDay: Day;
  readonly reason: string;
}

/** Classes of §4.6: a MINOR change applies at once, the others after NIA approved it. */
export const CHANGE_CLASSES = ['MINOR', 'PRICE', 'CERTIFICATE', 'MATERIAL'] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** What a change that is listed asks for: one of the three. */
export interface ChangedContent {
  readonly prices?: readonly PriceLine[];
  readonly certificates?: readonly Certificate[];
  readonly service?: Partial<ServiceProfile>;
}

/** A field before and after a change (변경 전후); null for none. */
export interface ChangedField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** 변경 신청. Approval applies it at once, so APPROVED is never seen. */
export interface ChangeRequest extends ChangedContent {
  readonly no: number;
  readonly class: ChangeClass;
  readonly status: 'REQUESTED' | 'APPLIED' | 'REJECTED' | 'WITHDRAWN';
  readonly requestedOn: Day;
  readonly reason: string;
  readonly changed: readonly ChangedField[];
  readonly decidedOn?: Day;
  readonly decisionReason?: string;
  /** What an expert found of a material change; for NIA and the supplier. */
  readonly expertOpinion?: string;
}

/** A reminder planned ahead; it goes out on its day, or at once when that day has passed. */
export interface Reminder {
  readonly about: 'COMPLETION' | 'VALIDITY' | 'CERTIFICATE';
  readonly on: Day;
  readonly endsOn: Day;
  readonly certificateNo?: string;
}
