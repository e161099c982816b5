import { Controller, Param, Query, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { ApplicationDocuments } from '../../applications/application-documents.js';
import { DocumentVersionRequest } from '../../applications/document-version.request.js';
import { versionOf } from '../domain/storing.js';
import { VaultDocuments } from '../vault-documents.repository.js';

@Controller()
export class DownloadStoredDocumentHttp {
  constructor(
    private readonly vault: VaultDocuments,
    private readonly documents: ApplicationDocuments,
  ) {}

  @Operation({
    id: 'downloadStoredDocument',
    method: 'GET',
    path: '/v1/documents/:id/content',
    summary: 'A document as it was stored',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    refuses: ['DOCUMENT_ERASED'],
  })
  async handle(
    @Param('id') id: string,
    @Query() { version }: DocumentVersionRequest,
    @Asker() asking: Asking,
  ): Promise<StreamableFile> {
    const file = versionOf((await this.vault.get(id, asking)).state, version);
    const { stream } = await this.documents.open(file.fileId, file);
    const { contentType: type, bytes: length } = file;
    return new StreamableFile(stream, { type, length, disposition: disposition(file, 'document', type) });
  }
}
