import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { BUDGET_PATH, budgetKeyOf } from '../budget.path.js';
import { BudgetView, budgetView } from '../budget.view.js';
import { budgetIdOf } from '../domain/budgeting.js';
import { SetBudgetRequest } from './set-budget.request.js';
import { SetBudget } from './set-budget.usecase.js';

@Controller()
export class SetBudgetHttp {
  constructor(private readonly useCase: SetBudget) {}

  @Operation({
    id: 'setBudget',
    method: 'PUT',
    path: BUDGET_PATH,
    summary:
      'Sets the budget of a fiscal year and funding source, never below what is reserved and committed; with If-Match once it is there',
    answers: BudgetView,
    refuses: ['BUDGET_BELOW_COMMITTED', 'IF_MATCH_REQUIRED'],
  })
  async handle(
    @Param('code') code: string,
    @Param('fiscalYear') year: string,
    @Param('fundingSource') source: string,
    @Body() { amount }: SetBudgetRequest,
    @Meta() meta: CommandMeta,
  ): Promise<BudgetView> {
    const key = budgetKeyOf(code, year, source);
    const { expectedVersion: onVersion } = meta;
    const data = { ...key, amount, ...(onVersion !== undefined && { onVersion }) };
    return budgetView(await this.useCase.execute({ ...meta, id: budgetIdOf(key), data }));
  }
}
