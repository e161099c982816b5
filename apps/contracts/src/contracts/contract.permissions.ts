import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import { hasRole, type Person, type Reader } from '#common/kernel/actor.js';
import { supplierNumbersOf } from './domain/consortium.rules.js';
import { isConcluded, supplierOf } from './domain/contract.rules.js';
import type { ContractState } from './domain/contract.state.js';
import { isDisclosed } from './domain/disclosing.js';

const ours = relation<ContractState>(
  'own institution',
  ({ institution }, { org }) => institution.code === org,
  ({ org }) => (org === undefined ? undefined : { 'state.institution.code': org }),
);
const asked = relation<ContractState>(
  'asked for an offer',
  ({ invitedSuppliers }, { org }) => org !== undefined && invitedSuppliers.includes(org),
);
/** Asked, or in the consortium of the chosen offer: each such supplier has a version of its own. */
const known = relation<ContractState>(
  'asked for an offer, or in the chosen consortium',
  ({ versions }, { org }) => versions.suppliers.some(({ businessNumber }) => businessNumber === org),
  ({ org }) => (org === undefined ? undefined : { 'state.versions.suppliers.businessNumber': org }),
);
const chosen = relation<ContractState>(
  'chosen supplier',
  (contract, { org }) => org !== undefined && supplierOf(contract) === org,
);
const performing = relation<ContractState>(
  'chosen supplier, or in its consortium',
  (contract, { org }) => org !== undefined && supplierNumbersOf(contract).includes(org),
);
const concluded = relation<ContractState>('concluded', isConcluded, () => ({
  'state.concluded.listingId': { exists: true },
}));

/** What the law has local governments make known (S4 Art. 31). */
const disclosed = relation<ContractState>('disclosed', isDisclosed, () => ({
  'state.concluded.institution.type': 'LOCAL',
  'state.concluded.method': 'NEGOTIATED',
}));

const readers = { INSTITUTION: ours, SUPPLIER: known, AUDITOR: any, PUBLIC: concluded };

export const contractPermissions = permissionsOn<ContractState>({
  resource: 'contract',
  seenThrough: 'getContract',
  operations: {
    planContract: { INSTITUTION: ours },
    getContract: readers,
    listContracts: readers,
    getContractHistory: { INSTITUTION: ours, AUDITOR: any },
    requestQuotes: { INSTITUTION: ours },
    requestProposals: { INSTITUTION: ours },
    submitQuote: { SUPPLIER: asked },
    submitProposal: { SUPPLIER: asked },
    declineQuote: { SUPPLIER: asked },
    chooseSupplier: { INSTITUTION: ours },
    evaluateProposals: { INSTITUTION: ours },
    recordPreConsultation: { INSTITUTION: ours },
    agreeTerms: { INSTITUTION: ours, SUPPLIER: chosen },
    draftContract: { INSTITUTION: ours },
    downloadContractDocument: { INSTITUTION: ours, SUPPLIER: performing, AUDITOR: any },
    readContractDocument: { INSTITUTION: ours, SUPPLIER: performing, AUDITOR: any },
    downloadSignature: { INSTITUTION: ours, SUPPLIER: performing, AUDITOR: any },
    exportContractDocument: { INSTITUTION: ours, SUPPLIER: performing, AUDITOR: any },
    signContract: { INSTITUTION: ours, SUPPLIER: performing },
    cancelContract: { INSTITUTION: ours, SUPPLIER: chosen },
    openContractYear: { INSTITUTION: ours },
    registerUsage: { INSTITUTION: ours },
    correctUsage: { INSTITUTION: ours },
    issueUsageCertificate: { INSTITUTION: ours, SUPPLIER: chosen },
    downloadUsageCertificate: { INSTITUTION: ours, SUPPLIER: performing, AUDITOR: any },
    // Its rows are concluded contracts, which are public, and a fact about each that is for those who oversee.
    listUnregisteredContracts: { NIA_OPERATOR: any, MINISTRY: any, AUDITOR: any },
    listLocalNegotiatedContracts: { PUBLIC: disclosed },
    amendContract: { INSTITUTION: ours, SUPPLIER: chosen },
    signAmendment: { INSTITUTION: ours, SUPPLIER: performing },
    declineAmendment: { INSTITUTION: ours, SUPPLIER: chosen },
    giveEndNotice: { SUPPLIER: chosen },
    confirmDataReturn: { INSTITUTION: ours },
    confirmDataDestruction: { SUPPLIER: chosen },
    completeContract: { INSTITUTION: ours },
    terminateContract: { INSTITUTION: ours, SUPPLIER: chosen },
    keepContract: { INSTITUTION: ours },
    rescindContract: { INSTITUTION: ours },
    placeOrder: { INSTITUTION: ours },
    settleTermination: { INSTITUTION: ours },
    reportBreach: { INSTITUTION: ours, SUPPLIER: chosen },
    answerBreach: { INSTITUTION: ours, SUPPLIER: chosen },
    decideBreach: { INSTITUTION: ours, SUPPLIER: chosen },
    confirmCorrection: { INSTITUTION: ours, SUPPLIER: chosen },
    submitStatement: { SUPPLIER: chosen },
    acceptStatement: { INSTITUTION: ours },
    disputeStatement: { INSTITUTION: ours },
    inspect: { INSTITUTION: ours },
    extendInspection: { INSTITUTION: ours },
    notifyFix: { SUPPLIER: chosen },
    claimPayment: { SUPPLIER: chosen },
    returnClaim: { INSTITUTION: ours },
    correctClaim: { SUPPLIER: chosen },
    recordPayment: { INSTITUTION: ours },
    recordRefund: { INSTITUTION: ours },
    setOffDeposit: { INSTITUTION: ours },
    assessDelayDamages: { INSTITUTION: ours },
    reportIncident: { SUPPLIER: chosen },
  },
});

/** No supplier counts by the version how many were asked, or have answered; nor does the public. */
export function versionFor({ institution, versions }: ContractState, version: number, reader: Reader): number {
  if (reader.kind === 'system' || hasRole(reader, 'AUDITOR')) return version;
  const org = reader.kind === 'person' ? reader.org : undefined;
  if (hasRole(reader, 'INSTITUTION') && org === institution.code) return version;
  const own = hasRole(reader, 'SUPPLIER') ? versions.suppliers.find((one) => one.businessNumber === org) : undefined;
  return own?.version ?? versions.public;
}

/** `If-Match` names another version than the one that this person knows: the contract will refuse what they ask. */
export const isStaleFor = (
  { state, version }: Snapshot<ContractState>,
  { actor, expectedVersion }: Intent & { readonly actor: Person },
): boolean => expectedVersion !== undefined && expectedVersion !== versionFor(state, version, actor);

/** Whether this person's house is the chosen supplier, or one of its consortium. */
export const isOfSupplier = ({ org }: Person, state: ContractState): boolean =>
  org !== undefined && supplierNumbersOf(state).includes(org);

/** A party or the auditor: they read all that is between the parties. */
export const readsAsParty = (reader: Reader, state: ContractState): boolean => {
  if (reader.kind !== 'person') return false;
  if (hasRole(reader, 'AUDITOR')) return true;
  if (hasRole(reader, 'SUPPLIER') && isOfSupplier(reader, state)) return true;
  return hasRole(reader, 'INSTITUTION') && reader.org === state.institution.code;
};
