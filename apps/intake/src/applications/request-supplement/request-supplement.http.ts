import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { RequestSupplementRequest } from './request-supplement.request.js';
import { RequestSupplement } from './request-supplement.usecase.js';

@Controller()
export class RequestSupplementHttp {
  constructor(
    private readonly requestSupplement: RequestSupplement,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'requestSupplement',
    method: 'POST',
    path: '/v1/applications/:id/supplements',
    summary: 'The officer asks for a supplement (보완 요구)',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: RequestSupplementRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.requestSupplement.execute({ ...meta, id, data: body }), meta.actor);
  }
}
