import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { BUDGET_PATH, budgetKeyOf } from '../budget.path.js';
import { BudgetView, budgetView } from '../budget.view.js';
import { Budgets } from '../budgets.repository.js';
import { budgetIdOf } from '../domain/budgeting.js';

@Controller()
export class GetBudgetHttp {
  constructor(private readonly budgets: Budgets) {}

  @Operation({
    id: 'getBudget',
    method: 'GET',
    path: BUDGET_PATH,
    summary: 'The budget of a fiscal year and funding source with what is reserved and committed',
    answers: BudgetView,
  })
  async handle(
    @Param('code') code: string,
    @Param('fiscalYear') year: string,
    @Param('fundingSource') source: string,
    @Asker() asking: Asking,
  ): Promise<BudgetView> {
    return budgetView(await this.budgets.get(budgetIdOf(budgetKeyOf(code, year, source)), asking));
  }
}
