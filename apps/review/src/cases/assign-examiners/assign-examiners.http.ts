import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { CaseViews } from '../case.views.js';
import { AssignExaminersRequest } from './assign-examiners.request.js';
import { AssignExaminers } from './assign-examiners.usecase.js';

@Controller()
export class AssignExaminersHttp {
  constructor(
    private readonly assignExaminers: AssignExaminers,
    private readonly views: CaseViews,
  ) {}

  @Operation({
    id: 'assignExaminers',
    method: 'POST',
    path: '/v1/cases/:id/examiners',
    summary: 'The secretary assigns examiners who declared no conflict',
    ifMatch: true,
    answers: CaseView,
  })
  async handle(
    @Param('id') id: string,
    @Body() data: AssignExaminersRequest,
    @Meta() meta: CommandMeta,
  ): Promise<CaseView> {
    return this.views.of(await this.assignExaminers.execute({ ...meta, id, data }), meta.actor);
  }
}
