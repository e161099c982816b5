import type { ContractFacts, ContractLine, InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type {
  BillingModel,
  Grade,
  Network,
  NisVerification,
  PriceLine,
  SupplierFacts,
} from '#common/events/definitions/shapes.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Won } from '#common/kernel/money.js';
import type { Why } from '#common/kernel/system-reasons.js';
import type { Amendments } from './amendment.state.js';
import type { Breaches } from './breach.state.js';
import type { UsageCertificate } from './certificate.state.js';
import type { Consortium } from './consortium.state.js';
import type { ContractEnding } from './ending.state.js';
import type { BillingCycle, Performance } from './performance.state.js';

export const CONTRACT_STATUSES = [
  'PLANNED',
  'QUOTING',
  'NEGOTIATING',
  'DRAFTED',
  'SIGNING',
  'CONCLUDED',
  'ACTIVE',
  'COMPLETED',
  'CANCELLED',
  'TERMINATED',
  'RESCINDED',
] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

/** The two parties of a contract: demand institution (수요기관) and supplier (제공기업). */
export type Party = 'INSTITUTION' | 'SUPPLIER';

/** Who signs (서명자): a party. Of a consortium each member signs for itself, by its business number. */
export interface Signer {
  readonly party: Party;
  /** Absent for the institution, and for a supplier without a consortium. */
  readonly member?: string;
}

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** The need (수요 등록): what is to be bought, for how long, with what money. Never shown to suppliers as a whole. */
export interface Need {
  readonly projectName: string;
  /** Most the institution will pay, VAT included. */
  readonly budgetAmount: Won;
  readonly fundingSource: string;
  readonly fiscalYear: number;
  readonly sensitivity: Grade;
  readonly networks: readonly Network[];
  readonly period: Period;
  readonly method: ContractFacts['method'];
  readonly route: ContractFacts['route'];
  /** An information project (정보화사업): its terms wait for the pre-consultation, whatever the method (§5.2). */
  readonly informationProject?: boolean;
  /** The contract that this one follows (후속 계약), of the same institution and on the same service. */
  readonly successorOf?: string;
}

/** The project was consulted on, with or without conditions, or the paper says that it need not be. */
export const PRE_CONSULTATION_KINDS = ['CONSULTED', 'CONSULTED_WITH_CONDITIONS', 'EXEMPT'] as const;

/** Result of the pre-consultation (사전협의) on an information project, as its paper states it. */
export interface PreConsultation {
  readonly kind: (typeof PRE_CONSULTATION_KINDS)[number];
  /** Number of the paper (문서번호). */
  readonly referenceNo: string;
  readonly decidedOn: Day;
}

/** The listing as it was when the supplier was asked or answered: later changes do not reach it. */
export interface PinnedListing {
  readonly listingId: string;
  readonly listingNo: string;
  readonly version: number;
  readonly serviceName: string;
  readonly kind: ContractFacts['kind'];
  readonly subtype: string;
  readonly technologies: readonly string[];
  readonly prices: readonly PriceLine[];
  readonly agreementNo?: string;
}

/** Quote (견적서) or, by catalog, proposal (제안서). */
export interface Offer {
  readonly listing: PinnedListing;
  readonly lines: readonly ContractLine[];
  /** VAT included. */
  readonly amount: Won;
  readonly note?: string;
  /** The companies that perform it together (공동계약); absent where one supplier does. */
  readonly consortium?: Consortium;
  readonly submittedAt: string;
  /** Last day on which it can be accepted. */
  readonly validTo: Day;
}

/** Request for a quote or proposal (견적 요청, 제안 요청) to one supplier, and its answer. */
export interface Invitation {
  readonly n: number;
  readonly listing: PinnedListing;
  readonly supplier: SupplierFacts;
  readonly due: Deadline;
  readonly offer?: Offer;
  readonly declined?: { readonly at: string; readonly reason: string };
}

/** Versions by which those know the contract who may not count the acts of others. */
export interface KnownVersions {
  readonly public: number;
  readonly suppliers: readonly { readonly businessNumber: string; readonly version: number }[];
}

/** Evaluation of one proposal (제안서 평가). */
export interface Evaluation {
  readonly n: number;
  readonly score: number;
  readonly reason: string;
}

/**
 * What the price is fixed for: all that is bought (총액계약); one unit, with orders as need arises (단가계약); nothing yet,
 * with an estimate that is settled at the end (개산계약).
 */
export const PRICE_FORMS = ['TOTAL', 'UNIT_PRICE', 'ESTIMATED'] as const;
export type PriceForm = (typeof PRICE_FORMS)[number];

/** So much of a price line. */
export interface Quantity {
  readonly priceCode: string;
  readonly quantity: number;
}

/** What one fiscal year pays of a contract (연도별 금액, R-31), VAT included. */
export interface YearPart {
  readonly fiscalYear: number;
  readonly amount: Won;
  /** Its part of the cap; there is one in each year, or in none. */
  readonly cap?: Won;
}

/** Terms of a contract (계약 조건): agreed when both parties have stated the same. */
export interface Terms {
  readonly lines: readonly ContractLine[];
  /** VAT included. */
  readonly amount: Won;
  readonly period: Period;
  readonly sla: string;
  readonly billingModel: BillingModel;
  /** Monthly unless said otherwise. */
  readonly billingCycle?: BillingCycle;
  /** Most that may be paid in all, VAT included: of what is billed by use, or estimated (상한, §5.6). */
  readonly cap?: Won;
  /** TOTAL unless said otherwise. */
  readonly priceForm?: PriceForm;
  /** Of a unit-price contract: the most that one order takes (매회 최대 이행예정량). Its deposit looks at it (§5.2). */
  readonly largestOrder?: readonly Quantity[];
  /** In order; together they are the amount, and the cap. */
  readonly years: readonly YearPart[];
  /** Multi-year contract (장기계속계약, §5.6): each year after the first is opened by its budget; absent of others. */
  readonly multiYear?: true;
  /** Return and destruction of data at the end (Act decree Art. 19). */
  readonly endOfContractData: string;
}

/** Yearly contract (차수계약) of a multi-year contract: its part is the one that the terms state for its fiscal year. */
export interface YearContract {
  readonly fiscalYear: number;
  readonly openedOn: Day;
  /** The try on which its money was reserved. */
  readonly attempt: number;
}

/** Warnings that the institution has read: they bar nothing. */
export interface Acknowledged {
  /** PPS is asked to contract from an amount on. */
  readonly routeWarningAcknowledged: boolean;
  /** The period goes beyond the last day of the listing. */
  readonly validityWarningAcknowledged: boolean;
}

export type Deposit =
  | { readonly kind: 'DEPOSIT'; readonly amount: Won }
  | { readonly kind: 'WAIVER'; readonly ground: 'SMALL_AMOUNT' | 'LEGAL_EXEMPTION'; readonly note?: string };

/** The contract document (계약서), with the terms that it states: an amendment changes those of the contract. */
export interface ContractDocument extends KeptPaper {
  readonly terms: Terms;
}

/** By catalog the institution's signature is the delivery order (납품요구), the supplier's its confirmation. */
export type SignatureAct = 'SIGNATURE' | 'DELIVERY_ORDER' | 'CONFIRMATION';

export interface Signature extends Signer {
  readonly act: SignatureAct;
  readonly by: string;
  readonly at: string;
  /** Absent where the party attested its signature; null once it was erased. */
  readonly cms?: CmsSignature | null;
}

/** Registration of the use on the portal (이용 내역 등록, decree Art. 15-2(5)). */
export interface UsageRegistration {
  readonly status: 'DUE' | 'OVERDUE' | 'REGISTERED' | 'CORRECTED';
  readonly due: Deadline;
  /** It was overdue already when it was entered on this day: reminders count from here, and nobody is told before. */
  readonly enteredOn?: Day;
  /** Day of the last monthly reminder while it is overdue. */
  readonly remindedOn?: Day;
  readonly registeredOn?: Day;
  readonly corrections?: number;
  readonly correctedOn?: Day;
  readonly projectName?: string;
  readonly actualUser?: string;
  readonly userType?: InstitutionFacts['type'];
  readonly useTopic?: string;
  readonly supportProgramme?: boolean;
}

/** An institution that had the contract until it was merged into another one (기관 통합에 따른 승계). */
export interface FormerInstitution {
  readonly code: string;
  readonly name: string;
  /** The first day on which the next one has it. */
  readonly until: Day;
}

/** Use contract (이용계약) of a demand institution for a listed digital service, from the need to the end. */
export interface ContractState extends ContractEnding, Amendments, Breaches {
  readonly contractId: string;
  readonly status: ContractStatus;
  readonly institution: InstitutionFacts;
  /** Those that had it before, the first one first; absent until it is passed on. */
  readonly passedFrom?: readonly FormerInstitution[];
  readonly need: Need;
  readonly neededOn: Day;
  readonly legalBasis?: string;
  readonly preConsultation?: PreConsultation;
  readonly invitations: readonly Invitation[];
  /** Business numbers of everyone asked, for lists. */
  readonly invitedSuppliers: readonly string[];
  /** Its comparisons (비교) are evidence for it; there are none where one listing alone was asked, and by catalog. */
  readonly choice?: { readonly n: number; readonly reason: string; readonly comparisonIds: readonly string[] };
  readonly evaluations: readonly Evaluation[];
  /** How many saves each outsider has seen the outcome of. */
  readonly versions: KnownVersions;
  /** What each party has stated last. */
  readonly stated: Readonly<Partial<Record<Party, Terms>>>;
  readonly terms?: Terms;
  readonly deposit?: Deposit;
  /** Results of the security review (보안성 검토) that held for its networks when it was drawn up (§5.3). */
  readonly securityReview?: readonly NisVerification[];
  /** Absent of a contract that was concluded before this system. */
  readonly document?: ContractDocument;
  readonly routeWarningAcknowledged?: boolean;
  readonly validityWarningAcknowledged?: boolean;
  readonly signatures: readonly Signature[];
  /** Number of the try at concluding that may still succeed; raised when one lapses, so that it never can. */
  readonly attempt: number;
  /** Due for the next step of the plan: late is overdue, not too late. */
  readonly step?: Deadline;
  /** The end of the last day without alarm; absent once it is concluded or cancelled. */
  readonly leadTimeAlarm?: Deadline;
  readonly concluded?: ContractFacts;
  /** The try that succeeded: its reservation is spent. */
  readonly concludedAttempt?: number;
  /** The years of a multi-year contract that are open; absent of others. */
  readonly yearContracts?: readonly YearContract[];
  readonly startedOn?: Day;
  readonly registration?: UsageRegistration;
  readonly certificates?: readonly UsageCertificate[];
  readonly performance?: Performance;
  readonly cancelled?: Why & { readonly at: string };
  /** Days without any act after which it is cancelled; as in force when the need was registered. */
  readonly idleCancelDays: number;
  readonly idleSince: Day;
  /** A generated record, about nobody; absent of all others. */
  readonly synthetic?: true;
}
