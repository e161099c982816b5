import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { DebarmentPeriod } from '#common/kernel/debarment.js';
import type { RegistryAnswer, RegistryCheck } from './registry-answer.js';

/** How the supplier is reached; personal data, never published. */
export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly mobile?: string;
}

/** The applicant block of the form (§2.4) beyond what every event carries. */
export interface SupplierDetails {
  readonly corporateNumber?: string;
  /** Null once erased. */
  readonly representative: string | null;
  readonly foundedYear?: number;
  /** Null once erased: that of a sole trader is a home. */
  readonly address: string | null;
  /** Null once erased. */
  readonly contact: Contact | null;
}

/** Why a supplier is debarred: the grounds of State Contract Act Art. 27(1), as codes. */
export const DEBARMENT_GROUNDS = [
  'POOR_PERFORMANCE',
  'COLLUSION',
  'UNLAWFUL_SUBCONTRACTING',
  'FRAUD',
  'BRIBERY',
  'FALSE_DOCUMENTS',
  'NON_PERFORMANCE',
  'REQUESTED_BY_AUTHORITY',
  'SAFETY_VIOLATION',
  'OTHER',
] as const;
export type DebarmentGround = (typeof DEBARMENT_GROUNDS)[number];

export const DEBARMENT_STATUSES = ['ORDERED', 'IN_FORCE', 'ENDED', 'LIFTED'] as const;
export type DebarmentStatus = (typeof DEBARMENT_STATUSES)[number];

/** A debarment (부정당업자 제재): no application, no acceptance, from one day to another. */
export interface Debarment extends DebarmentPeriod {
  /** From 1, in the order in which NIA recorded them. */
  readonly no: number;
  readonly ground: DebarmentGround;
  /** Empty once erased: that of a sole trader is about a person. */
  readonly reason: string;
  readonly status: DebarmentStatus;
  readonly debarredAt: string;
  readonly lifted?: { readonly at: string; readonly on: Day; readonly reason: string };
}

/**
 * What a person may do for the supplier (담당자 구분): keep the list and all else, write applications and attach papers, or
 * sign: submit, answer, withdraw, object.
 */
export const PERSON_FUNCTIONS = ['MANAGER', 'EDITOR', 'SIGNER'] as const;
export type PersonFunction = (typeof PERSON_FUNCTIONS)[number];

/** A person of the supplier (담당자). The list narrows what their token admits them to. */
export interface SupplierPerson {
  readonly sub: string;
  readonly function: PersonFunction;
  readonly since: string;
}

/** A manager names another person to take over (인계); it takes effect when they accept. */
export interface Handover {
  readonly from: string;
  readonly to: string;
  readonly offeredAt: string;
}

/** What changes after NIA's check (변경 신청, R-23). */
export const PROFILE_CHANGES = ['NAME', 'REPRESENTATIVE', 'TRANSFER'] as const;
export type ProfileChangeClass = (typeof PROFILE_CHANGES)[number];

/**
 * Papers by which a business passes to another supplier: contract of transfer (영업양도·양수 계약서), of merger (합병), plan of
 * division (분할), extract of the register (등기사항증명서).
 */
export const TRANSFER_PAPERS = ['TRANSFER_CONTRACT', 'MERGER_CONTRACT', 'DIVISION_PLAN', 'REGISTER_EXTRACT'] as const;

/** A paper as it names itself; NIA looks at it before it approves. */
export interface TransferPaper {
  readonly kind: (typeof TRANSFER_PAPERS)[number];
  /** Number of the paper (문서번호). */
  readonly referenceNo: string;
  readonly issuedOn: Day;
}

export interface ProposedProfile {
  readonly name?: string;
  /** Null once erased. */
  readonly representative?: string | null;
  /** Business number of the supplier that takes the business over (양수인). */
  readonly successor?: string;
  /** Of a transfer: at least one. */
  readonly papers?: readonly TransferPaper[];
}

export const PROFILE_CHANGE_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;

/** A change that the supplier asked for (변경 신청). */
export interface ProfileChange {
  /** From 1. */
  readonly no: number;
  readonly class: ProfileChangeClass;
  readonly proposed: ProposedProfile;
  /** Empty once erased. */
  readonly reason: string;
  readonly status: (typeof PROFILE_CHANGE_STATUSES)[number];
  readonly requestedAt: string;
  /** `sub` of the manager who asked; shown to no reader. */
  readonly requestedBy?: string;
  readonly decidedAt?: string;
  readonly rejection?: string;
}

/** What the supplier declares with its submissions (확약서), written once; a new text is a new version. */
export interface Declaration {
  /** From 1. */
  readonly no: number;
  /** Empty once erased. */
  readonly text: string;
  readonly storedAt: string;
}

/** What one register said of the supplier, and when. */
export interface RegistryFinding extends RegistryAnswer {
  readonly check: RegistryCheck;
  readonly checkedAt: string;
}

/** A supplier (제공기업): it registers itself, and NIA verifies its business number before it may apply. */
export interface SupplierState {
  readonly facts: SupplierFacts;
  readonly details: SupplierDetails;
  readonly registeredAt: string;
  readonly verifiedAt?: string;
  /** What the registers said when NIA verified it. */
  readonly findings?: readonly RegistryFinding[];
  /** At least one of them is a manager. Empty of a supplier from the records of before, until NIA appoints one. */
  readonly people: readonly SupplierPerson[];
  readonly handover?: Handover;
  readonly changes: readonly ProfileChange[];
  /** Who took its business over. */
  readonly successor?: string;
  /** In their order; a submission names one. */
  readonly declarations: readonly Declaration[];
  /** Those that have ended included. */
  readonly debarments: readonly Debarment[];
  /** The last day on which it may submit nothing, after a selection won by fraud; absent for none. */
  readonly barredUntil?: Day;
  /** A generated record, about nobody; absent of all others. */
  readonly synthetic?: true;
}
