import type { AggregateType } from '#common/aggregates/aggregate-type.js';
import type { BudgetEvent } from './domain/budget.events.js';
import { budgetMachine, evolve } from './domain/budget.evolve.js';
import { settlementDueAt } from './domain/budget.rules.js';
import type { BudgetState } from './domain/budget.state.js';

export const budgetType: AggregateType<BudgetState, BudgetEvent> = {
  name: 'budget',
  collection: 'budgets',
  evolve,
  machines: [budgetMachine],
  publishes: [],
  dueAt: settlementDueAt,
  indexed: ['state.institutionCode', 'state.managedBy', 'state.fiscalYear'],
};
