import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { submitExamination } from '../domain/examining.js';
import { SubmitExaminationRequest } from './submit-examination.request.js';

@Controller()
export class SubmitExaminationHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'submitExamination',
    method: 'PUT',
    path: '/v1/cases/:id/examinations/:examinerId',
    summary: 'An examiner answers every criterion (전문가 검토)',
    answers: CaseView,
    refuses: ['EXAMINATION_CLOSED', 'CRITERION_MISSING', 'CRITERION_TWICE', 'COMMENT_MISSING'],
  })
  async handle(
    @Param('id') id: string,
    @Param('examinerId') examinerId: string,
    @Body() body: SubmitExaminationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const text = { ...body, examinerId, by: meta.actor.sub };
    const submitted = await this.cases.change({ ...meta, id }, (reviewCase, moment) =>
      submitExamination(reviewCase, text, moment),
    );
    return this.views.of(submitted, meta.actor);
  }
}
