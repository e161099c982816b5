import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { listQuery, page, pageOf, type Page } from '#common/http/paging.js';
import { Stores } from '#common/aggregates/stores.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { ListCasesRequest } from './list-cases.request.js';

@Controller()
export class ListCasesHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listCases',
    method: 'GET',
    path: '/v1/cases',
    summary: 'The cases the reader may know of',
    answers: pageOf(CaseView),
  })
  async handle(@Query() request: ListCasesRequest, @Asker() asking: Asking): Promise<Page<CaseView>> {
    const where = { 'state.status': request.status, 'state.applicationId': request.applicationId };
    const query = listQuery(request, { where, sorts: { createdAt: '_id', openedAt: 'state.openedAt' } });
    const found = page(await this.cases.list(query), query, (reviewCase) => reviewCase);
    // What is not for the reader leaves the page, not the cursor: a page may be shorter, none is skipped.
    const items = found.items
      .filter(({ state }) => this.stores.holds(asking, state))
      .map((reviewCase) => this.views.of(reviewCase, asking.actor));
    return { ...found, items };
  }
}
