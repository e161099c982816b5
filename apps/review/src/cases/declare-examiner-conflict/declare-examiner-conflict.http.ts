import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { DeclareExaminerConflictRequest } from './declare-examiner-conflict.request.js';
import { DeclareExaminerConflict } from './declare-examiner-conflict.usecase.js';

@Controller()
export class DeclareExaminerConflictHttp {
  constructor(
    private readonly declareExaminerConflict: DeclareExaminerConflict,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'declareExaminerConflict',
    method: 'PUT',
    path: '/v1/cases/:id/declarations/:examinerId',
    summary: 'An examiner declares whether a ground of decree Art. 15-4 applies',
    answers: CaseView,
  })
  async handle(
    @Param('id') id: string,
    @Param('examinerId') examinerId: string,
    @Body() data: DeclareExaminerConflictRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    return this.views.of(
      await this.declareExaminerConflict.execute({ ...meta, id, data: { ...data, examinerId } }),
      meta.actor,
    );
  }
}
