import { aggregateMap } from '#common/service/service-map.js';
import { budgetPermissions } from './budget.permissions.js';
import { BudgetTimer } from './budget.timer.js';
import { budgetType } from './budget.type.js';
import { Budgets } from './budgets.repository.js';
import { GetBudgetHttp } from './get-budget/get-budget.http.js';
import { GetBudgetHistoryHttp } from './get-budget-history/get-budget-history.http.js';
import { ListBudgetsHttp } from './list-budgets/list-budgets.http.js';
import { SetBudgetHttp } from './set-budget/set-budget.http.js';
import { SetBudget } from './set-budget/set-budget.usecase.js';
import { SettledTries } from './settled-tries.js';
import { ReservedBudget } from './reserved-budget.js';
import { UnspentBudget } from './unspent-budget.js';

/** Budgets (예산) and the reservations on them. */
export const budgets = aggregateMap({
  type: budgetType,
  repository: Budgets,
  operations: {
    setBudget: [SetBudgetHttp, SetBudget],
    getBudget: [GetBudgetHttp],
    listBudgets: [ListBudgetsHttp],
    getBudgetHistory: [GetBudgetHistoryHttp],
  },
  permissions: budgetPermissions,
  timers: [BudgetTimer],
  providers: [ReservedBudget, SettledTries, UnspentBudget],
});
