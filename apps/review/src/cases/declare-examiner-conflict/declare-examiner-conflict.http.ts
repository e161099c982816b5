import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';
import { Exclusions } from '../exclusions.js';
import { declareExaminerConflict } from '../domain/examining.js';
import { DeclareExaminerConflictRequest } from './declare-examiner-conflict.request.js';

@Controller()
export class DeclareExaminerConflictHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly exclusions: Exclusions,
  ) {}

  @Operation({
    id: 'declareExaminerConflict',
    method: 'PUT',
    path: '/v1/cases/:id/declarations/:examinerId',
    summary: 'An examiner declares whether a ground of decree Art. 15-4 applies',
    answers: CaseView,
    refuses: ['DECLARATIONS_CLOSED', 'MEMBER_EXCLUDED'],
  })
  async handle(
    @Param('id') id: string,
    @Param('examinerId') examinerId: string,
    @Body() body: DeclareExaminerConflictRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    const declaration = { ...body, examinerId, by: meta.actor };
    const declared = await this.exclusions.noting(
      meta.actor,
      () => [id],
      () =>
        this.cases.change({ ...meta, id }, (reviewCase, moment) =>
          declareExaminerConflict(reviewCase, declaration, moment),
        ),
    );
    return this.views.of(declared, meta.actor);
  }
}
