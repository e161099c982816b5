import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { replaceExaminer } from '../domain/examining.js';
import { ReplaceExaminerRequest } from './replace-examiner.request.js';

@Controller()
export class ReplaceExaminerHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'replaceExaminer',
    method: 'POST',
    path: '/v1/cases/:id/examiners/:examinerId/replacement',
    summary: 'The secretary replaces an examiner while the examination is not complete',
    ifMatch: true,
    answers: CaseView,
    refuses: ['EXAMINATION_CLOSED', 'EXAMINERS_ASSIGNED', 'EXAMINER_NOT_ASSIGNED', 'EXAMINER_NOT_CLEARED'],
  })
  async handle(
    @Param('id') id: string,
    @Param('examinerId') examinerId: string,
    @Body() body: ReplaceExaminerRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const replaced = await this.cases.change({ ...meta, id }, (reviewCase, moment) =>
      replaceExaminer(reviewCase, { ...body, examinerId }, moment),
    );
    return this.views.of(replaced, meta.actor);
  }
}
