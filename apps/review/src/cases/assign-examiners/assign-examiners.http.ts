import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { assignExaminers } from '../domain/examining.js';
import { AssignExaminersRequest } from './assign-examiners.request.js';

@Controller()
export class AssignExaminersHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'assignExaminers',
    method: 'POST',
    path: '/v1/cases/:id/examiners',
    summary: 'The secretary assigns examiners who declared no conflict',
    ifMatch: true,
    answers: CaseView,
    refuses: ['EXAMINERS_ASSIGNED', 'EXAMINER_NOT_CLEARED', 'EXAMINERS_TOO_FEW'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: AssignExaminersRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const assigned = await this.cases.change({ ...meta, id }, (reviewCase, moment) =>
      assignExaminers(reviewCase, body, moment),
    );
    return this.views.of(assigned, meta.actor);
  }
}
