import type { DomainEvent } from '#common/aggregates/aggregate-type.js';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { ContractSigned as ContractSignedDefinition } from '#common/events/definitions/contract-signed.js';
import type { ContractStarted as ContractStartedDefinition } from '#common/events/definitions/contract-started.js';
import type { UsageRegistered as UsageRegisteredDefinition } from '#common/events/definitions/usage-registered.js';
import type { Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Deposit, Evaluation, Invitation, Need, Offer, Party, SignatureAct, Terms } from './contract.state.js';

/** Private: a contract before its conclusion is nobody's business but the parties'. */
export type ContractPlanned = DomainEvent<
  'ContractPlanned',
  {
    readonly contractId: string;
    readonly institution: InstitutionFacts;
    readonly need: Need;
    readonly neededOn: Day;
    readonly idleCancelDays: number;
  }
>;

interface Request {
  readonly legalBasis: string;
  readonly invitations: readonly Invitation[];
  readonly step: Deadline;
}
export type QuotesRequested = DomainEvent<'QuotesRequested', Request>;
export type ProposalsRequested = DomainEvent<'ProposalsRequested', Request>;

interface Answer {
  readonly n: number;
  readonly offer: Offer;
}
export type QuoteSubmitted = DomainEvent<'QuoteSubmitted', Answer>;
export type ProposalSubmitted = DomainEvent<'ProposalSubmitted', Answer>;
export type RequestDeclined = DomainEvent<'RequestDeclined', { readonly n: number }>;

export type SupplierChosen = DomainEvent<
  'SupplierChosen',
  { readonly n: number; readonly comparisonId?: string; readonly step: Deadline }
>;
export type ProposalsEvaluated = DomainEvent<
  'ProposalsEvaluated',
  { readonly n: number; readonly evaluations: readonly Evaluation[]; readonly step: Deadline }
>;

export type TermsStated = DomainEvent<
  'TermsStated',
  { readonly party: Party; readonly terms: Terms; readonly noBroker: true }
>;
export type TermsAgreed = DomainEvent<'TermsAgreed', { readonly step: Deadline }>;
export type ContractDrafted = DomainEvent<
  'ContractDrafted',
  { readonly deposit: Deposit; readonly routeWarningAcknowledged: boolean; readonly step: Deadline }
>;

export type SignatureGiven = DomainEvent<
  'SignatureGiven',
  { readonly party: Party; readonly act: SignatureAct; readonly step?: Deadline }
>;
/** A try at concluding took too long: its reservation is about to be released, so it must never conclude. */
export type SigningLapsed = DomainEvent<'SigningLapsed', { readonly attempt: number }>;
export type ContractCancelled = DomainEvent<'ContractCancelled', { readonly idle: boolean }>;
export type RegistrationFellOverdue = DomainEvent<'RegistrationFellOverdue', { readonly due: Deadline }>;

export type ContractSigned = DomainEvent<
  'ContractSigned',
  ContractSignedDefinition,
  /** No attempt: a migrated contract, for which nothing was reserved. */
  { readonly attempt?: number; readonly registration: Deadline }
>;
export type ContractStarted = DomainEvent<'ContractStarted', ContractStartedDefinition>;
export type UsageRegistered = DomainEvent<
  'UsageRegistered',
  UsageRegisteredDefinition,
  { readonly supportProgramme: boolean }
>;

export type ContractEvent =
  | ContractPlanned
  | QuotesRequested
  | ProposalsRequested
  | QuoteSubmitted
  | ProposalSubmitted
  | RequestDeclined
  | SupplierChosen
  | ProposalsEvaluated
  | TermsStated
  | TermsAgreed
  | ContractDrafted
  | SignatureGiven
  | SigningLapsed
  | ContractCancelled
  | ContractSigned
  | ContractStarted
  | RegistrationFellOverdue
  | UsageRegistered;
