import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { ListedBudgetView, listedBudgetView } from '../budget.view.js';
import { Budgets } from '../budgets.repository.js';
import { BUDGET_SORTS, ListBudgetsRequest } from './list-budgets.request.js';

@Controller()
export class ListBudgetsHttp {
  constructor(private readonly budgets: Budgets) {}

  @Operation({
    id: 'listBudgets',
    method: 'GET',
    path: '/v1/budgets',
    summary:
      'The budgets of the own institution by fiscal year and funding source, with what is reserved and committed',
    answers: pageOf(ListedBudgetView),
  })
  handle(@Query() request: ListBudgetsRequest, @Asker() asking: Asking): Promise<Page<ListedBudgetView>> {
    const { institutionCode, fiscalYear, fundingSource } = request;
    const where = {
      'state.institutionCode': institutionCode,
      'state.fiscalYear': fiscalYear,
      'state.fundingSource': fundingSource,
    };
    return pageFor(this.budgets, asking, {
      request,
      listing: { where, sorts: BUDGET_SORTS },
      view: listedBudgetView,
    });
  }
}
