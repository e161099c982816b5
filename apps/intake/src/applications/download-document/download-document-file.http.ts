import { Controller, Param, Query, type StreamableFile } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { DocumentVersionRequest } from '../document-version.request.js';
import { DownloadDocument } from './download-document.usecase.js';

@Controller()
export class DownloadDocumentFileHttp {
  constructor(private readonly useCase: DownloadDocument) {}

  @Operation({
    id: 'downloadDocumentFile',
    method: 'GET',
    path: '/v1/applications/:id/documents/:documentType/:n',
    summary: 'One of several files of a document, as it was attached',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    refuses: ['DOCUMENT_ERASED'],
  })
  handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @NumberParam('n') n: number,
    @Query() { version }: DocumentVersionRequest,
    @Asker() asking: Asking,
  ): Promise<StreamableFile> {
    return this.useCase.execute({ id, documentType, n, ...(version !== undefined && { version }) }, asking);
  }
}
