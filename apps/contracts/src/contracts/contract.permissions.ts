import type { FieldFilter } from '#common/aggregates/documents.js';
import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import { hasRole, type Asking } from '#common/kernel/actor.js';
import { chosenOf, isConcluded } from './domain/contract.rules.js';
import { CONTRACT_STATUSES, type ContractState } from './domain/contract.state.js';

const ours = relation<ContractState>('own institution', ({ institution }, { org }) => institution.code === org);
const asked = relation<ContractState>(
  'asked for an offer',
  ({ invitedSuppliers }, { org }) => org !== undefined && invitedSuppliers.includes(org),
);
const chosen = relation<ContractState>(
  'chosen supplier',
  (contract, { org }) => org !== undefined && chosenOf(contract)?.supplier.businessNumber === org,
);
const concluded = relation<ContractState>('concluded', isConcluded);

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
    agreeTerms: { INSTITUTION: ours, SUPPLIER: chosen },
    draftContract: { INSTITUTION: ours },
    signContract: { INSTITUTION: ours, SUPPLIER: chosen },
    cancelContract: { INSTITUTION: ours, SUPPLIER: chosen },
    registerUsage: { INSTITUTION: ours },
  },
});

const PUBLIC_STATUSES = CONTRACT_STATUSES.slice(CONTRACT_STATUSES.indexOf('CONCLUDED')).filter(
  (status) => status !== 'CANCELLED',
);

/** What a list may hold for this caller, cut down in the store already, so that pages fill. */
export function ownOnly({ actor }: Asking): Record<string, FieldFilter> {
  if (hasRole(actor, 'AUDITOR')) return {};
  const org = actor.kind === 'person' ? (actor.org ?? '') : '';
  if (hasRole(actor, 'INSTITUTION')) return { 'state.institution.code': org };
  if (hasRole(actor, 'SUPPLIER')) return { 'state.invitedSuppliers': org };
  return { 'state.status': { in: PUBLIC_STATUSES } };
}
