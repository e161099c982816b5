import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { ReturnApplicationRequest } from './return-application.request.js';
import { ReturnApplication } from './return-application.usecase.js';

@Controller()
export class ReturnApplicationHttp {
  constructor(
    private readonly returnApplication: ReturnApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'returnApplication',
    method: 'POST',
    path: '/v1/applications/:id/return',
    summary: 'Returns an application with the reason (반려)',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ReturnApplicationRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.returnApplication.execute({ ...meta, id, data: body }), meta.actor);
  }
}
