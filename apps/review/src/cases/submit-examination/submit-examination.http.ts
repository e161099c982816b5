import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { Exclusions } from '../exclusions.js';
import { submitExamination } from '../domain/examining.js';
import { SubmitExaminationRequest } from './submit-examination.request.js';

@Controller()
export class SubmitExaminationHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly exclusions: Exclusions,
  ) {}

  @Operation({
    id: 'submitExamination',
    method: 'PUT',
    path: '/v1/cases/:id/examinations/:examinerId',
    summary: 'An examiner answers every criterion (전문가 검토)',
    answers: CaseView,
    refuses: [
      'EXAMINATION_CLOSED',
      'EXAMINER_REPLACED',
      'CRITERION_MISSING',
      'CRITERION_TWICE',
      'COMMENT_MISSING',
      'REASON_CODE_UNKNOWN',
      'REASON_CODE_MISSING',
      'MEMBER_EXCLUDED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Param('examinerId') examinerId: string,
    @Body() body: SubmitExaminationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const text = { ...body, examinerId, by: meta.actor };
    const submitted = await this.exclusions.noting(
      meta.actor,
      () => [id],
      () => this.cases.change({ ...meta, id }, (reviewCase, moment) => submitExamination(reviewCase, text, moment)),
    );
    return this.views.of(submitted, meta.actor);
  }
}
