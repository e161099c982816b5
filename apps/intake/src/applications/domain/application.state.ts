import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import type { Certificate, PriceLine, ServiceProfile, SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Officers } from '#common/kernel/responsible-officer.js';
import type { Why } from '#common/kernel/system-reasons.js';
import type { QuestionSetRef } from '../../question-sets/domain/question-set.state.js';
import type { Contact } from '../../suppliers/domain/supplier.state.js';

/** Statuses of an application (§11.1). */
export const APPLICATION_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'CHECKING',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'UNDER_REVIEW',
  'DEFERRED',
  'SELECTED',
  'NOT_SELECTED',
  'RETURNED',
  'WITHDRAWN',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** What must be filled in by the submission; a draft may lack any of it but name and kind. */
export type DraftService = Pick<ServiceProfile, 'name' | 'kind'> & Partial<Omit<ServiceProfile, 'name' | 'kind'>>;

/** Credit rating confirmation (신용평가등급); must be valid on submission and on acceptance. */
export interface CreditRating {
  readonly agency: string;
  readonly grade: string;
  readonly validFrom?: Day;
  readonly validTo: Day;
}

/** The form a supplier fills in (심사 신청서, §2.4). */
export interface ApplicationForm {
  /** Null once erased. */
  readonly contact: Contact | null;
  readonly service: DraftService;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
  readonly creditRating?: CreditRating;
}

/** A document that was attached; its bytes lie in the document store under `fileId`. */
export interface AttachedDocument {
  readonly fileId: string;
  /** Of the file, as its supplier calls it; null once erased. */
  readonly name?: string | null;
  /** 1 at the submission, one more with each that a supplement brings. */
  readonly version: number;
  readonly sha256: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly attachedAt: string;
  /** The document of the vault that it comes from; its bytes count there. */
  readonly reference?: Reference;
  /** What its supplier says of it. */
  readonly validFrom?: Day;
  readonly validTo?: Day;
  readonly confidential?: Confidential;
  readonly check?: DocumentCheck;
  /** Its bytes are gone; what is known of it stays. */
  readonly erased?: { readonly at: string; readonly ground: ErasureGround };
}

/** A version of a document of the supplier's vault, pinned. */
export interface Reference {
  readonly documentId: string;
  readonly n: number;
}

/** A trade secret (영업비밀), and why it is one: for those who read it, not to pass it on. */
export interface Confidential {
  readonly reason: string;
}

/** What a supplier says of a document beyond its content. */
export interface DocumentDescription extends Pick<AttachedDocument, 'validFrom' | 'validTo' | 'confidential'> {}

/** A file of the document store that the application stands on: nothing else keeps it from being removed. */
export interface KeptFile extends Pick<
  AttachedDocument,
  'fileId' | 'sha256' | 'bytes' | 'contentType' | 'version' | 'attachedAt' | 'name' | 'reference'
> {
  /** Its place: the document type, with a number behind it from the second file on. */
  readonly documentType: string;
}

/** The period of keeping ended, or a person asked. */
export type ErasureGround = 'PERIOD_ENDED' | 'REQUEST';

export interface DocumentCheck {
  readonly result: 'OK' | 'DEFICIENT';
  readonly reason?: string;
}

/** What an item of a supplement is about: a document, a part of the form, or a question. */
export const ITEM_KINDS = ['DOCUMENT', 'FORM', 'QUESTION'] as const;

/** Reasons that come from the clock: what has expired, or does not hold yet. */
export const EXPIRY_CODES = ['CREDIT_RATING_EXPIRED', 'CERTIFICATE_EXPIRED'] as const;
export type ExpiryCode = (typeof EXPIRY_CODES)[number];

/** One thing to supplement. */
export interface SupplementItem {
  /** Its number in the request, from 1. */
  readonly item: number;
  readonly kind: (typeof ITEM_KINDS)[number];
  /** A document type (`SLA`), or a pointer into the form (`/service/sla`); a question has none. */
  readonly subject?: string;
  /** In the officer's words; none where nobody typed it. */
  readonly reason?: string;
  readonly code?: ExpiryCode;
}

export interface SupplementAnswer {
  /** The number of the item. */
  readonly item: number;
  readonly explanation: string;
}

/** A supplement request (보완 요구). */
export interface Supplement {
  readonly n: number;
  readonly items: readonly SupplementItem[];
  readonly requestedAt: string;
  readonly due: Deadline;
  readonly extensions: number;
  readonly secondDemandAt?: string;
  readonly answeredAt?: string;
  readonly answers: readonly SupplementAnswer[];
}

export interface Decision {
  readonly decision: 'SELECTED' | 'NOT_SELECTED';
  readonly sessionNo: number;
  readonly decidedOn: Day;
}

/** An objection to a refusal (이의신청, 행정기본법 Art. 36); one to each. */
export interface Objection {
  /** From 1. */
  readonly n: number;
  readonly objectionId: string;
  /** The session whose refusal it is about. */
  readonly sessionNo: number;
  readonly filedOn: Day;
  readonly answerDueOn: Day;
  /** Null once erased. */
  readonly statement: string | null;
  readonly extension?: { readonly on: Day; readonly reason: string };
  /** The answer of the committee, absent while it is waited for. */
  readonly resolution?: { readonly outcome: 'UPHELD' | 'DISMISSED'; readonly sessionNo: number; readonly on: Day };
}

/** An answer to one request of the committee, by its number from 1. */
export interface RequestAnswer {
  readonly request: number;
  readonly text: string;
}

/** The answer to a deferral (보류), whole. */
export interface DeferralAnswer {
  readonly sessionNo: number;
  readonly answeredAt: string;
  /** Empty once erased. */
  readonly answers: readonly RequestAnswer[];
}

/** Why a selection no longer stands. */
export const SELECTION_ENDS = ['LISTING_EXPIRED', 'LISTING_DELISTED', 'SELECTION_CANCELLED', 'REVOTE'] as const;

export interface SelectionEnd {
  readonly on: Day;
  readonly why: (typeof SELECTION_ENDS)[number];
  /** Grounds of a cancellation, as review tells them. */
  readonly causes?: readonly string[];
  /** It was won by fraud: its contracts do not simply go on. */
  readonly fraud?: boolean;
}

/** The committee votes again on its decision (재의결, R-45); the decision stands until then. */
export interface AwaitedRevote {
  /** The session whose decision it is. */
  readonly sessionNo: number;
  /** A later application had the service already: it keeps it, whatever the committee decides on this one. */
  readonly yields?: true;
}

/** The supplier is invited to a hearing (청문) before its selection is cancelled. */
export interface AnnouncedHearing {
  readonly on: Day;
  readonly time: string;
  readonly place: string;
  readonly noticedOn: Day;
  /** Codes of A-14; the reasons stay in review. */
  readonly grounds: readonly string[];
}

/** The application that a draft was copied from, as it was then. */
export interface CopySource {
  readonly applicationId: string;
  readonly status: ApplicationStatus;
}

/** What changed since the service was refused. */
export interface Reapplication {
  /** The application that was refused. */
  readonly applicationId: string;
  readonly whatChanged: string;
}

/** An application for review (심사 신청): one per service. */
export interface ApplicationState extends ApplicationForm, Officers {
  readonly id: string;
  readonly status: ApplicationStatus;
  readonly supplier: SupplierFacts;
  /** The version of the questions that its answers are held to: that of the draft, then that of the submission. */
  readonly questionSet: QuestionSetRef;
  /** By place: the document type, with a number behind it from the second file on. */
  readonly documents: Readonly<Record<string, AttachedDocument>>;
  /** Those of `documents`, and those that a supplement replaced. What a draft replaces is not kept. */
  readonly files: readonly KeptFile[];
  readonly draftKeptUntil: Day;
  /** Which of its supplier's drafts it is, from 0; each number is taken by one draft. */
  readonly draftNo: number;
  /** Absent for one that was begun with an empty form. */
  readonly copyOf?: CopySource;
  /** Absent for a service that was never refused. */
  readonly reapplication?: Reapplication;
  /** Set when it ends without selection: until then its papers are kept. */
  readonly papersKeptUntil?: Day;
  /** Its papers are gone: nothing of it falls due again. */
  readonly papersErased?: true;
  readonly submittedOn?: Day;
  /** The declaration of the supplier that it was submitted with. */
  readonly declarationNo?: number;
  /** The open ones. The check is a duty of office: late, but still possible. */
  readonly deadlines: readonly Deadline[];
  /** When the next notice of progress is due; absent before the submission and after the end (S22 Art. 23). */
  readonly progressNoticeAt?: string;
  readonly progressNotices: number;
  /** How often the period of the check was extended (S22 Art. 21). */
  readonly checkExtensions: number;
  /** NIA asks the applicant to consent to one more extension. */
  readonly extensionAsked?: true;
  /** By `sub`: the officer who asked last. They do not consent. */
  readonly extensionAskedBy?: string;
  /** By `sub`: who wrote, submitted or answered for the supplier. None of them decides on it as an officer. */
  readonly authors?: readonly string[];
  readonly supplements: readonly Supplement[];
  readonly acceptedOn?: Day;
  readonly returned?: Why & { readonly ground: ReturnGround };
  readonly withdrawal?: 'REQUESTED' | 'REFUSED' | 'GRANTED';
  readonly decision?: Decision;
  /** The selection no longer stands for its service; absent while it does. */
  readonly selectionEnd?: SelectionEnd;
  /** A generated record, about nobody; absent of all others. */
  readonly synthetic?: true;
  readonly revote?: AwaitedRevote;
  /** The newest one; absent once the ministry has decided. */
  readonly hearing?: AnnouncedHearing;
  /** It was selected by a re-vote while a later application had the service, and does not claim it. */
  readonly yields?: true;
  /** What the committee found, as told to the applicant. */
  readonly result?: ReviewResultNotified;
  /** Its case at review; absent before the review began. */
  readonly caseId?: string;
  /** The last day to object to the refusal; absent while there was none. */
  readonly objectUntil?: Day;
  /** Absent for none. */
  readonly objections?: readonly Objection[];
  /** Absent for none. */
  readonly deferralAnswers?: readonly DeferralAnswer[];
  /** Persons of the review who may read the papers, each after a clear declaration. */
  readonly readers: readonly string[];
  /** How often readers were admitted or removed; absent for never. */
  readonly readerChanges?: number;
  /** The newest word of review on each person; absent before the first. */
  readonly lastAccess?: readonly LastAccess[];
}

interface LastAccess {
  readonly person: string;
  /** Number of review's event among those of the case: of two about one person the greater holds. */
  readonly sequence: number;
}

/** Review let people in, or took their access back. */
export interface AccessChange extends Pick<LastAccess, 'sequence'> {
  readonly people: readonly string[];
}

export type ReturnGround = 'SUPPLEMENT_OVERDUE' | 'NOT_ELIGIBLE_KIND' | 'UNDER_SANCTION';

export const openSupplement = (application: ApplicationState): Supplement | undefined =>
  application.supplements.findLast((supplement) => supplement.answeredAt === undefined);

export const isLiveObjection = ({ resolution }: Objection): boolean => resolution === undefined;
