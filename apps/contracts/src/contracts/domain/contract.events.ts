import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { ContractPassed } from '#common/events/definitions/contract-passed.js';
import type { ContractSigned } from '#common/events/definitions/contract-signed.js';
import type { ContractYearOpened } from '#common/events/definitions/contract-year-opened.js';
import type { ContractStarted } from '#common/events/definitions/contract-started.js';
import type { UsageCorrected } from '#common/events/definitions/usage-corrected.js';
import type { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import type { NisVerification } from '#common/events/definitions/shapes.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { AmendmentEvent } from './amendment.events.js';
import type { BreachEvent } from './breach.events.js';
import type { UsageCertificate } from './certificate.state.js';
import type { EndingEvent } from './ending.events.js';
import type {
  Acknowledged,
  Deposit,
  Evaluation,
  Invitation,
  Need,
  Offer,
  Party,
  PreConsultation,
  SignatureAct,
  Signer,
  Terms,
} from './contract.state.js';
import type { PerformanceEvent } from './performance.events.js';

interface Request {
  readonly legalBasis: string;
  readonly invitations: readonly Invitation[];
  readonly step: Deadline;
}

interface Answer {
  readonly n: number;
  readonly offer: Offer;
}

/** Until its conclusion a contract is known to its parties only: these facts are never published. */
type BeforeConclusion =
  | Fact<
      'ContractPlanned',
      {
        readonly contractId: string;
        readonly institution: InstitutionFacts;
        readonly need: Need;
        readonly neededOn: Day;
        readonly idleCancelDays: number;
        /** Absent of a contract that was concluded before this system. */
        readonly leadTimeAlarm?: Deadline;
        /** A generated record, about nobody; absent of all others. */
        readonly synthetic?: true;
      }
    >
  | Fact<'QuotesRequested', Request>
  | Fact<'ProposalsRequested', Request>
  | Fact<'QuoteSubmitted', Answer>
  | Fact<'ProposalSubmitted', Answer>
  | Reasoned<Fact<'RequestDeclined', { readonly n: number }>>
  | Reasoned<
      Fact<'SupplierChosen', { readonly n: number; readonly comparisonIds: readonly string[]; readonly step: Deadline }>
    >
  | Reasoned<
      Fact<
        'ProposalsEvaluated',
        { readonly n: number; readonly evaluations: readonly Evaluation[]; readonly step: Deadline }
      >
    >
  // Once more puts an earlier result right.
  | Fact<'PreConsultationRecorded', PreConsultation>
  | Fact<'TermsStated', { readonly party: Party; readonly terms: Terms; readonly noBroker: true }>
  | Fact<'TermsAgreed', { readonly step: Deadline }>
  // The agreed period had begun before both had signed: draft and signatures fall with the terms.
  | Fact<'TermsReopened', { readonly step: Deadline }>
  | Fact<
      'ContractDrafted',
      Acknowledged & {
        readonly deposit: Deposit;
        readonly document: KeptPaper;
        readonly securityReview?: readonly NisVerification[];
        readonly step: Deadline;
      }
    >
  | Fact<
      'SignatureGiven',
      Signer & {
        readonly act: SignatureAct;
        readonly step?: Deadline;
        readonly cms?: CmsSignature | null;
      }
    >
  // With a draft that the former institution was to sign, or has signed: it falls, and the next one draws up its own.
  | Fact<'NeedPassed', ContractPassed & { readonly legalBasis?: string; readonly step?: Deadline }>
  // A try at concluding took too long: its reservation is about to be released, so it must never conclude.
  | Fact<'SigningLapsed', { readonly attempt: number }>
  | Reasoned<Fact<'ContractCancelled', { readonly idle: boolean }>>;

/** From the conclusion on, but for performance, amendments and the end. */
export type AfterConclusion =
  // Without `attempt`: a migrated contract, for which nothing was reserved.
  | FactWith<'ContractSigned', ContractSigned, { readonly attempt?: number; readonly registration: Deadline }>
  | Fact<'ContractPassed', ContractPassed>
  | FactWith<'ContractYearOpened', ContractYearOpened, { readonly attempt: number }>
  | FactWith<'ContractStarted', ContractStarted, { readonly endReminderDays?: number }>
  /** `enteredOn`: it was overdue when it was entered, from the records of before. */
  | Fact<'RegistrationFellOverdue', { readonly due: Deadline; readonly enteredOn?: Day }>
  | Fact<'RegistrationReminded', { readonly remindedOn: Day }>
  | Fact<'UsageRegistered', UsageRegistered>
  | Fact<'UsageCertificateIssued', UsageCertificate>
  | Reasoned<Fact<'UsageCorrected', UsageCorrected>>;

export type ContractEvent =
  BeforeConclusion | AfterConclusion | EndingEvent | AmendmentEvent | BreachEvent | PerformanceEvent;
