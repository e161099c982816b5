import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { BUDGET_PATH, budgetKeyOf } from '../budget.path.js';
import { Budgets } from '../budgets.repository.js';
import { budgetIdOf } from '../domain/budgeting.js';

@Controller()
export class GetBudgetHistoryHttp {
  constructor(private readonly budgets: Budgets) {}

  @Operation({
    id: 'getBudgetHistory',
    method: 'GET',
    path: `${BUDGET_PATH}/history`,
    summary: 'Who set a budget, and what was reserved, committed and given back',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(
    @Param('code') code: string,
    @Param('fiscalYear') year: string,
    @Param('fundingSource') source: string,
    @Asker() asking: Asking,
  ): Promise<HistoryView> {
    return historyView(await this.budgets.history(budgetIdOf(budgetKeyOf(code, year, source)), asking));
  }
}
