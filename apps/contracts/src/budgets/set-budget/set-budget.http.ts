import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { budgetId } from '../budget.type.js';
import { BudgetView, budgetView } from '../budget.view.js';
import { fiscalYearOf } from '../fiscal-year.js';
import { SetBudgetRequest } from './set-budget.request.js';
import { SetBudget } from './set-budget.usecase.js';

@Controller()
export class SetBudgetHttp {
  constructor(private readonly useCase: SetBudget) {}

  @Operation({
    id: 'setBudget',
    method: 'PUT',
    path: '/v1/institutions/:code/budgets/:fiscalYear',
    summary: 'Sets the budget of a fiscal year, never below what is reserved and committed',
    answers: BudgetView,
    refuses: ['BUDGET_BELOW_COMMITTED'],
  })
  async set(
    @Param('code') institutionCode: string,
    @Param('fiscalYear') year: string,
    @Body() { amount, fundingSource }: SetBudgetRequest,
    @Meta() meta: CommandMeta,
  ): Promise<BudgetView> {
    const fiscalYear = fiscalYearOf(year);
    const data = { institutionCode, fiscalYear, amount, fundingSource };
    return budgetView(await this.useCase.execute({ id: budgetId(institutionCode, fiscalYear), data, ...meta }));
  }
}
