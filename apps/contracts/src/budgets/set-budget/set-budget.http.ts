import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { BudgetView, budgetView } from '../budget.view.js';
import { Budgets } from '../budgets.repository.js';
import { budgetIdOf, setBudget } from '../domain/budgeting.js';
import { fiscalYearOf } from '../fiscal-year.js';
import { SetBudgetRequest } from './set-budget.request.js';

@Controller()
export class SetBudgetHttp {
  constructor(private readonly budgets: Budgets) {}

  @Operation({
    id: 'setBudget',
    method: 'PUT',
    path: '/v1/institutions/:code/budgets/:fiscalYear',
    summary: 'Sets the budget of a fiscal year, never below what is reserved and committed',
    answers: BudgetView,
    refuses: ['BUDGET_BELOW_COMMITTED'],
  })
  async handle(
    @Param('code') institutionCode: string,
    @Param('fiscalYear') year: string,
    @Body() { amount, fundingSource }: SetBudgetRequest,
    @Meta() meta: CommandMeta,
  ): Promise<BudgetView> {
    const fiscalYear = fiscalYearOf(year);
    const frame = { institutionCode, fiscalYear, amount, fundingSource };
    const intent = { ...meta, id: budgetIdOf(institutionCode, fiscalYear) };
    return budgetView(await this.budgets.save(intent, (budget) => setBudget(budget, frame)));
  }
}
