import { Body, Controller } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationFormRequest } from '../application-form.request.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { DraftApplication } from './draft-application.usecase.js';

@Controller()
export class DraftApplicationHttp {
  constructor(
    private readonly draftApplication: DraftApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'draftApplication',
    method: 'POST',
    path: '/v1/applications',
    summary: 'A supplier begins an application',
    status: 201,
    answers: ApplicationView,
  })
  async handle(@Body() data: ApplicationFormRequest, @Meta() meta: CommandMeta): Promise<ApplicationView> {
    return this.views.of(await this.draftApplication.execute({ ...meta, data }), meta.actor);
  }
}
