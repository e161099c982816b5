import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { RemoveDocument } from './remove-document.usecase.js';

@Controller()
export class RemoveDocumentHttp {
  constructor(
    private readonly useCase: RemoveDocument,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'removeDocument',
    method: 'POST',
    path: '/v1/applications/:id/documents/:documentType/:n/removal',
    summary: 'Takes a file off a draft; the files of its type behind it move up by one',
    ifMatch: true,
    answers: ApplicationView,
    refuses: ['APPLICATION_NOT_DRAFT', 'DOCUMENT_MISSING'],
  })
  async handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @NumberParam('n') n: number,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const removed = await this.useCase.execute({ ...meta, id, data: { documentType, n } });
    return this.views.of(removed, meta.actor);
  }
}
