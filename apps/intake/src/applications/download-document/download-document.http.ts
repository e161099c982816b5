import { Controller, Param, Query, type StreamableFile } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { DocumentVersionRequest } from '../document-version.request.js';
import { DownloadDocument } from './download-document.usecase.js';

@Controller()
export class DownloadDocumentHttp {
  constructor(private readonly useCase: DownloadDocument) {}

  @Operation({
    id: 'downloadDocument',
    method: 'GET',
    path: '/v1/applications/:id/documents/:documentType',
    summary: 'A document as it was attached',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    refuses: ['DOCUMENT_ERASED'],
  })
  handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @Query() { version }: DocumentVersionRequest,
    @Asker() asking: Asking,
  ): Promise<StreamableFile> {
    return this.useCase.execute({ id, documentType, ...(version !== undefined && { version }) }, asking);
  }
}
