import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { AcceptApplication } from './accept-application.usecase.js';

@Controller()
export class AcceptApplicationHttp {
  constructor(
    private readonly acceptApplication: AcceptApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'acceptApplication',
    method: 'POST',
    path: '/v1/applications/:id/acceptance',
    summary: 'The papers are in order (접수완료): the application goes to review',
    ifMatch: true,
    answers: ApplicationView,
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ApplicationView> {
    return this.views.of(await this.acceptApplication.execute({ ...meta, id }), meta.actor);
  }
}
