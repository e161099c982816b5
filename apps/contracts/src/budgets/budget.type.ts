import { evolution } from '#common/aggregates/evolution.js';
import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import { derivedId } from '#common/kernel/ids.js';
import { evolve, type BudgetEvent, type BudgetState } from './domain/budget.js';

export const budgetId = (institutionCode: string, fiscalYear: number): string =>
  derivedId('budget', institutionCode, String(fiscalYear));

/** When the earliest reservation has to be settled. */
function dueAt(state: BudgetState): Date | undefined {
  const open = state.reservations.filter((one) => one.status === 'RESERVED').map((one) => Date.parse(one.expiresAt));
  return open.length === 0 ? undefined : new Date(Math.min(...open));
}

export const budgetType: AggregateType<BudgetState, BudgetEvent> = {
  name: 'budget',
  collection: 'budgets',
  evolve: evolution<BudgetState, BudgetEvent>()({ BudgetSet: (event, state) => evolve(state, event) }, evolve),
  publishes: [],
  dueAt,
  indexed: ['state.institutionCode'],
};
