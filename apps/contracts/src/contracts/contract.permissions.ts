import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import { hasRole, type Person, type Reader } from '#common/kernel/actor.js';
import { isConcluded, supplierOf } from './domain/contract.rules.js';
import type { ContractState } from './domain/contract.state.js';

const ours = relation<ContractState>(
  'own institution',
  ({ institution }, { org }) => institution.code === org,
  ({ org }) => (org === undefined ? undefined : { 'state.institution.code': org }),
);
const asked = relation<ContractState>(
  'asked for an offer',
  ({ invitedSuppliers }, { org }) => org !== undefined && invitedSuppliers.includes(org),
  ({ org }) => (org === undefined ? undefined : { 'state.invitedSuppliers': org }),
);
const chosen = relation<ContractState>(
  'chosen supplier',
  (contract, { org }) => org !== undefined && supplierOf(contract) === org,
);
const concluded = relation<ContractState>('concluded', isConcluded, () => ({
  'state.concluded.listingId': { exists: true },
}));

const isOverdue = ({ registration }: ContractState): boolean => registration?.status === 'OVERDUE';
const overdue = relation<ContractState>('registration overdue', isOverdue, () => ({
  'state.registration.status': 'OVERDUE',
}));

const readers = { INSTITUTION: ours, SUPPLIER: asked, AUDITOR: any, PUBLIC: concluded };

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
    downloadContractDocument: { INSTITUTION: ours, SUPPLIER: chosen, AUDITOR: any },
    readContractDocument: { INSTITUTION: ours, SUPPLIER: chosen, AUDITOR: any },
    downloadSignature: { INSTITUTION: ours, SUPPLIER: chosen, AUDITOR: any },
    exportContractDocument: { INSTITUTION: ours, SUPPLIER: chosen, AUDITOR: any },
    signContract: { INSTITUTION: ours, SUPPLIER: chosen },
    cancelContract: { INSTITUTION: ours, SUPPLIER: chosen },
    openContractYear: { INSTITUTION: ours },
    registerUsage: { INSTITUTION: ours },
    correctUsage: { INSTITUTION: ours },
    issueUsageCertificate: { INSTITUTION: ours, SUPPLIER: chosen },
    downloadUsageCertificate: { INSTITUTION: ours, SUPPLIER: chosen, AUDITOR: any },
    listOverdueRegistrations: { NIA_OPERATOR: overdue, MINISTRY: overdue, AUDITOR: overdue },
    amendContract: { INSTITUTION: ours, SUPPLIER: chosen },
    signAmendment: { INSTITUTION: ours, SUPPLIER: chosen },
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

/** A supplier that was asked cannot count by the version how many were asked, or have answered; nor can the public. */
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

/** A party or the auditor: they read all that is between the parties. */
export const readsAsParty = (reader: Reader, state: ContractState): boolean => {
  if (reader.kind !== 'person') return false;
  if (hasRole(reader, 'AUDITOR')) return true;
  if (hasRole(reader, 'SUPPLIER') && reader.org === supplierOf(state)) return true;
  return hasRole(reader, 'INSTITUTION') && reader.org === state.institution.code;
};
