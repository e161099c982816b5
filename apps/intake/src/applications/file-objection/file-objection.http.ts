import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { Applications } from '../applications.repository.js';
import { fileObjection } from '../domain/objecting.js';
import { LiveApplications } from '../live-applications.js';
import { FileObjectionRequest } from './file-objection.request.js';

@Controller()
export class FileObjectionHttp {
  constructor(
    private readonly applications: Applications,
    private readonly live: LiveApplications,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'fileObjection',
    method: 'POST',
    path: '/v1/applications/:id/objections',
    summary: 'The applicant objects to a refusal (이의신청)',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['APPLICATION_NOT_REFUSED', 'OBJECTION_FILED', 'OBJECTION_OVERDUE', 'APPLICATION_DUPLICATE'],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: FileObjectionRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const filed = await this.live.naming(id, () =>
      this.applications.change({ ...meta, id }, (application, moment) => fileObjection(application, body, moment)),
    );
    return this.views.of(filed, meta.actor);
  }
}
