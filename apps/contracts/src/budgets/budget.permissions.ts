import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { BudgetState } from './domain/budget.state.js';

const own = relation<BudgetState>(
  'own institution',
  ({ managedBy }, { org }) => managedBy === org,
  ({ org }) => (org === undefined ? undefined : { 'state.managedBy': org }),
);

const readers = { INSTITUTION: own, AUDITOR: any };

export const budgetPermissions = permissionsOn<BudgetState>({
  resource: 'budget',
  seenThrough: 'getBudget',
  operations: {
    setBudget: { INSTITUTION: own },
    getBudget: readers,
    listBudgets: readers,
    getBudgetHistory: readers,
  },
});
