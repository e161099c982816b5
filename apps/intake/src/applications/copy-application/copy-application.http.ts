import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { CopyApplication } from './copy-application.usecase.js';

@Controller()
export class CopyApplicationHttp {
  constructor(
    private readonly useCase: CopyApplication,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'copyApplication',
    method: 'POST',
    path: '/v1/applications/:id/copy',
    summary: 'A new draft with the form and documents of a returned, withdrawn or refused application',
    status: 201,
    answers: ApplicationView,
    refuses: [
      'APPLICATION_NOT_COPIED',
      'SUPPLIER_NOT_REGISTERED',
      'SUPPLIER_NOT_VERIFIED',
      'APPLICATION_EXISTS',
      'DRAFTS_TOO_MANY',
    ],
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ApplicationView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: undefined }), meta.actor);
  }
}
