import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { sampleListing, type ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import { personas } from '#testing/personas.js';
import { specification, type Decide, type Specification } from '#testing/specification.js';
import { contractType } from '../contracts/contract.type.js';
import { submitProposal, submitQuote, type OfferInput } from '../contracts/domain/answering.js';
import type { CatalogEntry } from '../contracts/domain/catalog-entry.js';
import { chooseSupplier } from '../contracts/domain/choosing.js';
import type { ContractEvent } from '../contracts/domain/contract.events.js';
import type { LineInput } from '../contracts/domain/contract.rules.js';
import type { ContractState, Deposit, Need, Party } from '../contracts/domain/contract.state.js';
import { draftContract } from '../contracts/domain/drafting.js';
import type { ConsortiumInput } from '../contracts/domain/forming-consortia.js';
import { agreeTerms, type TermsInput } from '../contracts/domain/negotiating.js';
import { planContract } from '../contracts/domain/planning.js';
import { requestProposals, requestQuotes } from '../contracts/domain/requesting.js';
import { signContract } from '../contracts/domain/signing.js';

export type ContractSpecification = Specification<ContractState, ContractEvent>;
type Step = Decide<ContractState, ContractEvent>;

export const need: Need = {
  projectName: '문서 자동화 도입',
  budgetAmount: 30_000_000,
  fundingSource: 'GENERAL',
  fiscalYear: 2025,
  sensitivity: 'LOW',
  networks: ['INTERNAL'],
  period: { from: '2025-10-20', to: '2026-10-19' },
  method: 'NEGOTIATED',
  route: 'SELF',
};

/** The sample listing as the catalog has it, with an agreement in force or without one. */
export const entry = (changed: Partial<ListingFacts> = {}, agreement = false): CatalogEntry => ({
  listing: { ...sampleListing, ...changed },
  agreements: agreement ? [{ ...sampleAgreement, listingId: changed.listingId ?? sampleListing.listingId }] : [],
  debarments: [],
});

/** A listing of the competitor. */
export const secondListing: Partial<ListingFacts> = {
  listingId: '018f6f2a-0000-7000-8000-00000000000b',
  listingNo: 'DS-2025-000063',
  supplier: { businessNumber: '2222222222', name: '제공기업 3', size: 'MID_SIZED' },
};

export const line = (changed = {}) => ({
  priceCode: 'STD',
  quantity: 12,
  unitPrice: 1_000_000,
  vatIncluded: true,
  ...changed,
});

/** An offer of 12 M won by the supplier, on the first request. */
export const offer = (changed: Partial<OfferInput> = {}): OfferInput => ({
  supplier: personas.supplier,
  requestNo: 1,
  listingVersion: 1,
  lines: [line()],
  entry: entry(),
  ...changed,
});

/** Terms of 10.8 M won, as this party states them. */
export const terms = (party: Party, changed: Partial<TermsInput> = {}): TermsInput => ({
  party,
  lines: [line({ unitPrice: 900_000 })],
  period: need.period,
  sla: '월 가용률 99.9 %',
  billingModel: 'FLAT',
  endOfContractData: '30일 안에 돌려주고 지운다.',
  noBroker: true,
  ...changed,
});

/** The least deposit on 10.8 M won. */
export const deposit: Deposit = { kind: 'DEPOSIT', amount: 1_080_000 };

export const askingQuotes =
  (...entries: readonly CatalogEntry[]): Step =>
  (contract, moment) =>
    requestQuotes(contract, { entries: entries.length === 0 ? [entry()] : entries }, moment);

export const askingProposals =
  (...entries: readonly CatalogEntry[]): Step =>
  (contract, moment) =>
    requestProposals(contract, { entries: entries.length === 0 ? [entry({}, true)] : entries }, moment);

export const quoting =
  (changed: Partial<OfferInput> = {}): Step =>
  (contract, moment) =>
    submitQuote(contract, offer(changed), moment);

export const proposing =
  (changed: Partial<OfferInput> = {}): Step =>
  (contract, moment) =>
    submitProposal(contract, offer({ entry: entry({}, true), ...changed }), moment);

export const choosing =
  (changed: Partial<Parameters<typeof chooseSupplier>[1]> = {}): Step =>
  (contract, moment) =>
    chooseSupplier(contract, { requestNo: 1, reason: '적합', entry: entry(), ...changed }, moment);

export const stating =
  (party: Party, changed: Partial<TermsInput> = {}): Step =>
  (contract, moment) =>
    agreeTerms(contract, terms(party, changed), moment);

/** A document that was kept; its bytes are nowhere. */
export const paper: KeptPaper = {
  template: '2026-1',
  madeAt: '2025-10-16T01:00:00.000Z',
  fileId: '0123456789abcdef01234567',
  sha256: 'a'.repeat(64),
  bytes: 20_000,
};

export const drafting =
  (
    wanted: Deposit = deposit,
    routeWarningAcknowledged = false,
    { listed = entry(), validityWarningAcknowledged = false } = {},
  ): Step =>
  (contract, moment) => {
    const acknowledged = { routeWarningAcknowledged, validityWarningAcknowledged };
    return draftContract(contract, { deposit: wanted, ...acknowledged, entry: listed, document: paper }, moment);
  };

export const signing =
  (party: Party, reservedAttempt?: number, catalogEntry: CatalogEntry = entry(), member?: string): Step =>
  (contract, moment) => {
    const reserved = reservedAttempt !== undefined && { reservedAttempt };
    const signer = { party, ...(member !== undefined && { member }) };
    return signContract(contract, { ...signer, entry: catalogEntry, ...reserved }, moment);
  };

interface Plan {
  readonly need?: Partial<Need>;
  readonly type?: InstitutionFacts['type'];
  readonly on?: string;
  readonly contractId?: string;
}

/** A planned contract of the buyer's institution: on the first day of the story, 2025-09-29, unless said otherwise. */
export function planned({
  need: changed = {},
  type = 'STATE',
  on = '2025-09-29',
  contractId = '018f6f2a-0000-7000-8000-000000000004',
}: Plan = {}): ContractSpecification {
  const institution = { code: '1000001', name: '수요기관 1', type };
  return specification(contractType, on)
    .by(personas.buyer)
    .given((_, moment) => planContract({ contractId, institution, need: { ...need, ...changed } }, moment));
}

/** What a story has that differs from the sample: the listing, what is offered and agreed, the deposit. */
export interface Deviations {
  readonly listed?: CatalogEntry;
  /** Offered as listed, and agreed as offered. */
  readonly lines?: readonly LineInput[];
  readonly terms?: Partial<TermsInput>;
  readonly deposit?: Deposit;
  /** Who performs it together with the supplier: each signs. */
  readonly consortium?: ConsortiumInput;
}

/** On the side of the supplier: each member of a consortium for itself. */
const signersOf = ({ consortium }: Deviations): readonly (string | undefined)[] =>
  consortium === undefined
    ? [undefined]
    : [personas.supplier.org, ...consortium.members.map(({ businessNumber }) => businessNumber)];

type Act = (contract: ContractSpecification, deviations: Deviations) => ContractSpecification;

const STORY: readonly (readonly [stage: Stage, act: Act])[] = [
  [
    'quoting',
    (contract, { listed = entry() }) => contract.on('2025-09-30').by(personas.buyer).given(askingQuotes(listed)),
  ],
  [
    'quoted',
    (contract, { listed = entry(), lines = [line()], consortium }) =>
      contract
        .on('2025-10-10')
        .by(personas.supplier)
        .given(quoting({ entry: listed, lines, ...(consortium !== undefined && { consortium }) })),
  ],
  [
    'chosen',
    (contract, { listed = entry() }) =>
      contract
        .on('2025-10-13')
        .by(personas.buyer)
        .given(choosing({ entry: listed })),
  ],
  [
    'agreed',
    (contract, { lines, terms: changed }) => {
      const agreed = { ...(lines !== undefined && { lines }), ...changed };
      return contract
        .on('2025-10-15')
        .given(stating('INSTITUTION', agreed))
        .by(personas.supplier)
        .given(stating('SUPPLIER', agreed))
        .by(personas.buyer);
    },
  ],
  [
    'drafted',
    (contract, { listed, deposit: named }) =>
      contract.on('2025-10-16').given(drafting(named, false, { listed: listed ?? entry() })),
  ],
  ['ordered', (contract, { listed }) => contract.on('2025-10-17').given(signing('INSTITUTION', undefined, listed))],
  [
    'signed',
    (contract, deviations) =>
      contract
        .by(personas.supplier)
        .given(...signersOf(deviations).map((member) => signing('SUPPLIER', 1, deviations.listed, member)))
        .by(personas.buyer),
  ],
];
export type Stage = 'quoting' | 'quoted' | 'chosen' | 'agreed' | 'drafted' | 'ordered' | 'signed';

/** The negotiated contract of the story, up to one of its stages and on its day. */
export function negotiated(
  upTo: Stage,
  from: ContractSpecification = planned(),
  deviations: Deviations = {},
): ContractSpecification {
  const last = STORY.findIndex(([stage]) => stage === upTo);
  return STORY.slice(0, last + 1).reduce((contract, [, act]) => act(contract, deviations), from);
}
