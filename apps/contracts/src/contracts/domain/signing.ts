import type { ContractFacts, InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensureSignedFor, ensureSignedIf, type CmsSignature } from '#common/kernel/cms-signature.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { isAmendedOn, openAmendment } from './amendment.rules.js';
import { agreementInForce, ensureContractable, ensureOfferedBy, type CatalogEntry } from './catalog-entry.js';
import { isLastToSign, jointFacts } from './consortium.rules.js';
import type { ContractEvent } from './contract.events.js';
import {
  chosenOf,
  ensureNotBegun,
  ensureNotSigned,
  ensureStatus,
  hasSigned,
  registrationDue,
  signatureDue,
  supplierOf,
  vatOf,
} from './contract.rules.js';
import type { ContractState, Party, SignatureAct, Signer, Terms } from './contract.state.js';
import { nextYear } from './opening-years.js';
import { mostByYear, type YearAmount } from './year.rules.js';

export interface SignatureInput extends Signer {
  /** The listing as the catalog has it now: its copy has been proven fresh. */
  readonly entry: CatalogEntry;
  /** Checked against the trust anchors; absent where the party attests. */
  readonly cms?: CmsSignature;
  /** One was sent that could not be checked: the contract had no document to sign when it was read. */
  readonly isUnchecked?: boolean;
  /** The institution under the facts of today, which the concluded contract names; those of the need where absent. */
  readonly institution?: InstitutionFacts;
  /** The try whose money is reserved; needed for the signature that concludes. */
  readonly reservedAttempt?: number;
}

/**
 * What a conclusion takes from the budget of each fiscal year: by use, up to its part of the cap. Of a multi-year
 * contract the first year alone is concluded.
 */
export const amountsToReserve = ({ terms }: ContractState): readonly YearAmount[] =>
  terms === undefined ? [] : mostByYear(terms).slice(0, terms.multiYear === undefined ? undefined : 1);

/** Whether this signature is the one that concludes: the last one that is missing. */
export const concludes = (state: ContractState, signer: Signer): boolean =>
  state.status === 'SIGNING' && isLastToSign(state, state, signer);

/** Refuses a signature that could not be given, before any money is set aside for it. */
export function ensureMaySign(state: ContractState, input: SignatureInput, moment: Moment): void {
  const { party, entry, isUnchecked = false } = input;
  ensureStatus(state, 'CONTRACT_NOT_SIGNING', 'SIGNING');
  ensureNotSigned(state, input);
  const isOrdered = hasSigned(state, { party: 'INSTITUTION' });
  ensure(state.need.method === 'NEGOTIATED' || party === 'INSTITUTION' || isOrdered, () =>
    wrongState('DELIVERY_ORDER_MISSING', 'By catalog the institution orders first; then the supplier confirms.'),
  );
  ensureNotBegun(state, moment);
  ensureContractable(entry, state.need.method, moment);
  ensureOfferedBy(entry, supplierOf(state));
  // An electronic signature is never taken for an attestation: what was sent is on record, or nothing is.
  ensure(!isUnchecked, () =>
    wrongState('CONTRACT_NOT_SIGNING', 'The contract changed while the signature was checked: read it and sign again.'),
  );
  ensureElectronic(state, input, moment);
}

/** over the document of this draft, by a certificate of the organisation that signs. */
export function ensureElectronic(
  state: ContractState,
  { party, member = supplierOf(state), cms }: Pick<SignatureInput, 'party' | 'member' | 'cms'>,
  moment: Moment,
): void {
  ensureSignedIf('contracts.signature', cms, moment);
  const { document, institution } = state;
  const organisation = party === 'INSTITUTION' ? institution.code : member;
  if (cms === undefined || document === undefined || organisation === undefined) return;
  ensureSignedFor(cms, { ...document, organisation }, moment);
}

/** A signature (서명), of each signer once. The last one concludes the contract, on money reserved for this very try. */
export function signContract(state: ContractState, input: SignatureInput, moment: Moment): readonly ContractEvent[] {
  ensureMaySign(state, input, moment);
  const { party, member, reservedAttempt, cms } = input;
  const signer = { party, ...(member !== undefined && { member }) };
  const given = { ...signer, act: actOf(state, party), ...(cms !== undefined && { cms }) };
  if (!concludes(state, signer)) return [{ type: 'SignatureGiven', data: { ...given, step: signatureDue(moment) } }];
  // The reservation of a lapsed try may be released at any time: concluding on it could spend money twice.
  ensure(reservedAttempt === state.attempt, () =>
    wrongState('SIGNING_LAPSED', 'Concluding took too long and the budget was released: sign again.'),
  );
  const facts = conclusionOf(state, input, moment);
  const registration = registrationDue(moment.today, moment);
  return [
    { type: 'SignatureGiven', data: given },
    { type: 'ContractSigned', data: facts, details: { attempt: state.attempt, registration } },
  ];
}

function actOf(state: ContractState, party: Party): SignatureAct {
  if (state.need.method === 'NEGOTIATED') return 'SIGNATURE';
  return party === 'INSTITUTION' ? 'DELIVERY_ORDER' : 'CONFIRMATION';
}

/** `NC-2025-…` negotiated, `CC-2025-…` by catalog. The tail comes from the contract's id, so no counter is shared. */
const contractNoOf = ({ need, contractId }: ContractState, { today }: Moment): string =>
  `${need.method === 'CATALOG' ? 'CC' : 'NC'}-${today.slice(0, 4)}-${contractId.replaceAll('-', '').slice(0, 12).toUpperCase()}`;

function conclusionOf(
  state: ContractState,
  { entry, institution = state.institution }: SignatureInput,
  moment: Moment,
): ContractFacts {
  const chosen = chosenOf(state);
  const { terms, legalBasis } = state;
  if (chosen?.offer === undefined || terms === undefined || legalBasis === undefined) {
    throw wrongState('TERMS_MISSING', 'No terms have been agreed.');
  }
  const { listing } = chosen.offer;
  const { method, route, successorOf } = state.need;
  const agreementNo = method === 'CATALOG' ? agreementInForce(entry, moment.today)?.number : undefined;
  return {
    contractId: state.contractId,
    contractNo: contractNoOf(state, moment),
    method,
    route,
    legalBasis,
    ...(agreementNo !== undefined && { agreementNo }),
    institution,
    supplier: chosen.supplier,
    ...jointFacts(state, terms),
    listingId: listing.listingId,
    listingVersion: listing.version,
    kind: listing.kind,
    subtype: listing.subtype,
    technologies: [...listing.technologies],
    lines: [...terms.lines],
    amount: terms.amount,
    ...firstYearOf(terms),
    vat: vatOf(terms.lines),
    ...(terms.priceForm !== undefined && terms.priceForm !== 'TOTAL' && { priceForm: terms.priceForm }),
    period: terms.period,
    neededOn: state.neededOn,
    concludedOn: moment.today,
    startsOn: terms.period.from,
    leadTimeBusinessDays: moment.calendar.between(state.neededOn, moment.today),
    origin: 'NATIVE',
    ...(successorOf !== undefined && { successorOf }),
  };
}

function firstYearOf({ multiYear, years: [first] }: Terms): Pick<ContractFacts, 'firstYear'> {
  if (multiYear === undefined || first === undefined) return {};
  return { firstYear: { fiscalYear: first.fiscalYear, amount: first.amount } };
}

/**
 * Fences a try at concluding whose reservation has expired. The version rises with it, so a second signature that is
 * still in flight fails by version; only then may the money be released.
 */
export function lapseSigning(
  state: ContractState,
  { attempt }: { readonly attempt: number },
): readonly ContractEvent[] {
  const signs = state.status === 'SIGNING' || openAmendment(state) !== undefined || nextYear(state) !== undefined;
  if (!signs || state.attempt !== attempt) return [];
  return [{ type: 'SigningLapsed', data: { attempt } }];
}

/** Whether the contract, a year or an amendment of it came about on this try: its reservation on that year is spent. */
export function isSpent(state: ContractState, attempt: number, fiscalYear: number): boolean {
  const { yearContracts } = state;
  if (yearContracts === undefined) return state.concludedAttempt === attempt || isAmendedOn(state, attempt);
  const year = yearContracts.find((one) => one.fiscalYear === fiscalYear);
  // An amendment sets money aside for years that were open already: its try has a higher number than theirs.
  return year !== undefined && (year.attempt === attempt || (year.attempt < attempt && isAmendedOn(state, attempt)));
}
