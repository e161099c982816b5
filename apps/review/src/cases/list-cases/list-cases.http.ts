import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { ensure, forbidden } from '#common/kernel/errors.js';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import { CaseView } from '../case.view.js';
import { Standing } from '../../committee/standing.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { CASE_SORTS, ListCasesRequest } from './list-cases.request.js';

@Controller()
export class ListCasesHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly standing: Standing,
  ) {}

  @Operation({
    id: 'listCases',
    method: 'GET',
    path: '/v1/cases',
    summary: 'The cases the reader may know of',
    answers: pageOf(CaseView),
  })
  async handle(@Query() request: ListCasesRequest, @Asker() asking: Asking): Promise<Page<CaseView>> {
    const known = await this.standing.of(asking);
    ensure(request.supplier === undefined || !this.views.hidesFrom(known.actor), () =>
      forbidden('Applicants are anonymous to examiners (A-09): list cases without the filter `supplier`.'),
    );
    const where = {
      'state.status': request.status,
      'state.applicationId': request.applicationId,
      'state.submission.supplier.businessNumber': request.supplier,
      'state.agenda.sessionNo': request.sessionNo,
      'state.decision.outcome': request.outcome,
    };
    return pageFor(this.cases, known, {
      request,
      listing: { where, sorts: CASE_SORTS },
      view: await this.views.for(known.actor),
    });
  }
}
