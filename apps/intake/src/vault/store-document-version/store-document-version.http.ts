import { Controller, Param } from '@nestjs/common';
import { Meta, Upload, type CommandMeta, type IncomingDocument } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { VaultDocumentView, vaultDocumentView } from '../vault-document.view.js';
import { StoreDocumentVersion } from './store-document-version.usecase.js';

@Controller()
export class StoreDocumentVersionHttp {
  constructor(private readonly useCase: StoreDocumentVersion) {}

  @Operation({
    id: 'storeDocumentVersion',
    method: 'PUT',
    path: '/v1/documents/:id/content',
    summary: 'Stores a new version of a document; the earlier ones stay readable',
    body: 'raw',
    answers: VaultDocumentView,
    refuses: ['DOCUMENT_ERASED', 'UPLOADS_EXHAUSTED', 'UPLOAD_LAPSED', 'VAULT_STORAGE_FULL'],
  })
  async handle(
    @Param('id') id: string,
    @Upload() document: IncomingDocument,
    @Meta() meta: CommandMeta,
  ): Promise<VaultDocumentView> {
    return vaultDocumentView(await this.useCase.execute({ ...meta, id, data: { document } }));
  }
}
