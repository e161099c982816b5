import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { AnswerSupplementRequest } from './answer-supplement.request.js';
import { AnswerSupplement } from './answer-supplement.usecase.js';

@Controller()
export class AnswerSupplementHttp {
  constructor(
    private readonly answerSupplement: AnswerSupplement,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'answerSupplement',
    method: 'POST',
    path: '/v1/applications/:id/supplements/:n/answer',
    summary: 'The supplier answers every item of a supplement request',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @NumberParam('n') n: number,
    @Body() body: AnswerSupplementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.answerSupplement.execute({ ...meta, id, data: { ...body, n } }), meta.actor);
  }
}
