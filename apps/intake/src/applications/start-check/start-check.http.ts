import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { StartCheckRequest } from './start-check.request.js';
import { StartCheck } from './start-check.usecase.js';

@Controller()
export class StartCheckHttp {
  constructor(
    private readonly startCheck: StartCheck,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'startCheck',
    method: 'POST',
    path: '/v1/applications/:id/check',
    summary: 'An officer takes on the completeness check',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: StartCheckRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.startCheck.execute({ ...meta, id, data: body }), meta.actor);
  }
}
