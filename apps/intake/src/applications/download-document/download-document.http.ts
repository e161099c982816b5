import { Controller, Param, StreamableFile } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { dayOf } from '#common/kernel/day.js';
import { gone, notFound } from '#common/kernel/errors.js';
import { own } from '#common/kernel/own.js';
import { ApplicationDocuments } from '../application-documents.js';
import { Applications } from '../applications.repository.js';

@Controller()
export class DownloadDocumentHttp {
  constructor(
    private readonly applications: Applications,
    private readonly documents: ApplicationDocuments,
  ) {}

  @Operation({
    id: 'downloadDocument',
    method: 'GET',
    path: '/v1/applications/:id/documents/:documentType',
    summary: 'A document as it was attached',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    refuses: ['DOCUMENT_ERASED'],
  })
  async handle(
    @Param('id') id: string,
    @Param('documentType') documentType: string,
    @Asker() asking: Asking,
  ): Promise<StreamableFile> {
    const { state } = await this.applications.get(id, asking);
    const attached = own(state.documents, documentType);
    if (attached === undefined) throw notFound('document', documentType);
    if (attached.erased !== undefined) {
      throw gone('DOCUMENT_ERASED', `${documentType} was erased on ${dayOf(new Date(attached.erased.at))}.`);
    }
    const { stream } = await this.documents.open(attached.fileId, attached);
    const disposition = `attachment; filename="${documentType}"`;
    return new StreamableFile(stream, { type: attached.contentType, length: attached.bytes, disposition });
  }
}
