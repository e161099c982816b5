import { Body, Controller, Param } from '@nestjs/common';
import { Meta, NumberParam, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ApplicationView } from '../application.view.js';
import { ApplicationViews } from '../application.views.js';
import { ReferToDocumentRequest } from './refer-to-document.request.js';
import { ReferToDocument } from './refer-to-document.usecase.js';

@Controller()
export class ReferToDocumentHttp {
  constructor(
    private readonly useCase: ReferToDocument,
    private readonly views: ApplicationViews,
  ) {}

  @Operation({
    id: 'referToDocument',
    method: 'PUT',
    path: '/v1/applications/:id/documents/:documentType/:n/reference',
    summary: 'Attaches a version of a document that the supplier keeps in its vault',
    answers: ApplicationView,
    refuses: [
      'APPLICATION_NOT_DRAFT',
      'APPLICATION_STORAGE_FULL',
      'DOCUMENT_ERASED',
      'DOCUMENT_NOT_ASKED',
      'DOCUMENT_NUMBER_INVALID',
      'DOCUMENT_TYPE_UNKNOWN',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @NumberParam('n') n: number,
    @Body() body: ReferToDocumentRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ApplicationView> {
    const { documentId, version } = body;
    const data = { documentType, n, documentId, ...(version !== undefined && { version }) };
    return this.views.of(await this.useCase.execute({ ...meta, id, data }), meta.actor);
  }
}
