import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationFormRequest } from '../application-form.request.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { ReviseApplication } from './revise-application.usecase.js';

@Controller()
export class ReviseApplicationHttp {
  constructor(
    private readonly reviseApplication: ReviseApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'reviseApplication',
    method: 'PUT',
    path: '/v1/applications/:id',
    summary: 'Replaces the form of a draft',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(
    @Param('id') id: string,
    @Body() body: ApplicationFormRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.reviseApplication.execute({ ...meta, id, data: body }), meta.actor);
  }
}
