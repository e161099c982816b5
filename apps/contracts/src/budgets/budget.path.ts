import { notFound } from '#common/kernel/errors.js';
import type { BudgetKey } from './domain/budget.state.js';
import { FUNDING_SOURCES } from './domain/budget.state.js';

/** The path of a budget, below its institution; the parts of a path name are text. */
export const BUDGET_PATH = '/v1/institutions/:code/budgets/:fiscalYear/:fundingSource';

/** Which budget a path names. @throws Refusal 404 for a year or a funding source that there is none of */
export function budgetKeyOf(institutionCode: string, year: string, source: string): BudgetKey {
  const fundingSource = FUNDING_SOURCES.find((one) => one === source);
  if (!/^20\d{2}$/.test(year)) throw notFound('fiscal year', year);
  if (fundingSource === undefined) throw notFound('funding source', source);
  return { institutionCode, fiscalYear: Number(year), fundingSource };
}
