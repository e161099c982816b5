import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { BudgetView, budgetView } from '../budget.view.js';
import { Budgets } from '../budgets.repository.js';
import { budgetIdOf } from '../domain/budgeting.js';
import { fiscalYearOf } from '../fiscal-year.js';

@Controller()
export class GetBudgetHttp {
  constructor(private readonly budgets: Budgets) {}

  @Operation({
    id: 'getBudget',
    method: 'GET',
    path: '/v1/institutions/:code/budgets/:fiscalYear',
    summary: 'The budget of a fiscal year with what is reserved and committed',
    answers: BudgetView,
  })
  async handle(
    @Param('code') code: string,
    @Param('fiscalYear') year: string,
    @Asker() asking: Asking,
  ): Promise<BudgetView> {
    return budgetView(await this.budgets.get(budgetIdOf(code, fiscalYearOf(year)), asking));
  }
}
