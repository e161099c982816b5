import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { BudgetState } from './domain/budget.state.js';

const own = relation<BudgetState>('own institution', ({ institutionCode }, { org }) => institutionCode === org);

export const budgetPermissions = permissionsOn<BudgetState>({
  resource: 'budget',
  seenThrough: 'getBudget',
  operations: {
    setBudget: { INSTITUTION: own },
    getBudget: { INSTITUTION: own, AUDITOR: any },
  },
});
