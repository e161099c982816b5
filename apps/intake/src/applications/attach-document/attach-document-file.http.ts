import { Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, Upload, type CommandMeta, type IncomingDocument } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { AttachDocument } from './attach-document.usecase.js';

@Controller()
export class AttachDocumentFileHttp {
  constructor(
    private readonly useCase: AttachDocument,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'attachDocumentFile',
    method: 'PUT',
    path: '/v1/applications/:id/documents/:documentType/:n',
    summary: 'Attaches one of several files of a document, or replaces it; the first is number 1',
    body: 'raw',
    answers: ApplicationView,
    refuses: [
      'APPLICATION_NOT_DRAFT',
      'APPLICATION_STORAGE_FULL',
      'DOCUMENT_NOT_ASKED',
      'DOCUMENT_NUMBER_INVALID',
      'DOCUMENT_TYPE_UNKNOWN',
      'UPLOADS_EXHAUSTED',
      'UPLOAD_LAPSED',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @NumberParam('n') n: number,
    @Upload() document: IncomingDocument,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    return this.views.of(await this.useCase.execute({ ...meta, id, data: { documentType, n, document } }), meta.actor);
  }
}
