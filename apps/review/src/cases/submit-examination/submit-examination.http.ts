import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { SubmitExaminationRequest } from './submit-examination.request.js';
import { SubmitExamination } from './submit-examination.usecase.js';

@Controller()
export class SubmitExaminationHttp {
  constructor(
    private readonly submitExamination: SubmitExamination,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'submitExamination',
    method: 'PUT',
    path: '/v1/cases/:id/examinations/:examinerId',
    summary: 'An examiner answers every criterion (전문가 검토)',
    answers: CaseView,
  })
  async handle(
    @Param('id') id: string,
    @Param('examinerId') examinerId: string,
    @Body() data: SubmitExaminationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    return this.views.of(
      await this.submitExamination.execute({ ...meta, id, data: { ...data, examinerId } }),
      meta.actor,
    );
  }
}
