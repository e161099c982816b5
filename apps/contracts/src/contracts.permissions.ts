import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { BudgetState } from './budgets/domain/budget.js';
import { isConcluded } from './contracts/domain/after-conclusion.js';
import { chosenOf } from './contracts/domain/contract.rules.js';
import type { ContractState } from './contracts/domain/contract.state.js';
import type { InstitutionState } from './institutions/domain/institution.js';

const itself = relation<InstitutionState>('own institution', ({ code }, { org }) => code === org);
const ownBudget = relation<BudgetState>('own institution', ({ institutionCode }, { org }) => institutionCode === org);

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

const institutions = permissionsOn<InstitutionState>({
  resource: 'institution',
  seenThrough: 'getInstitution',
  operations: {
    registerInstitution: { INSTITUTION: itself },
    verifyInstitution: { NIA_OPERATOR: any },
    getInstitution: { INSTITUTION: itself, NIA_OPERATOR: any, MINISTRY: any, AUDITOR: any },
  },
});

const budgets = permissionsOn<BudgetState>({
  resource: 'budget',
  seenThrough: 'getBudget',
  operations: {
    setBudget: { INSTITUTION: ownBudget },
    getBudget: { INSTITUTION: ownBudget, AUDITOR: any },
  },
});

const contracts = permissionsOn<ContractState>({
  resource: 'contract',
  seenThrough: 'getContract',
  operations: {
    planContract: { INSTITUTION: ours },
    getContract: { INSTITUTION: ours, SUPPLIER: asked, AUDITOR: any, PUBLIC: concluded },
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

/** Rows are chosen by who asks; each row is what `getContract` would show. */
const lists = permissionsOn<unknown>({
  resource: 'list',
  seenThrough: 'listContracts',
  operations: { listContracts: { PUBLIC: any }, getStatistics: { PUBLIC: any } },
});

export const contractsPermissions = [institutions, budgets, contracts, lists];
