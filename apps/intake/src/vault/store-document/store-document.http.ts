import { Controller } from '@nestjs/common';
import { Meta, Upload, type CommandMeta, type IncomingDocument } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { VaultDocumentView, vaultDocumentView } from '../vault-document.view.js';
import { StoreDocument } from './store-document.usecase.js';

@Controller()
export class StoreDocumentHttp {
  constructor(private readonly useCase: StoreDocument) {}

  @Operation({
    id: 'storeDocument',
    method: 'POST',
    path: '/v1/documents',
    summary: 'A supplier stores a document for its applications; the raw body is the document',
    status: 201,
    body: 'raw',
    answers: VaultDocumentView,
    refuses: [
      'SUPPLIER_NOT_REGISTERED',
      'SUPPLIER_NOT_VERIFIED',
      'UPLOADS_EXHAUSTED',
      'UPLOAD_LAPSED',
      'VAULT_FULL',
      'VAULT_STORAGE_FULL',
    ],
  })
  async handle(@Upload() document: IncomingDocument, @Meta() meta: CommandMeta): Promise<VaultDocumentView> {
    return vaultDocumentView(await this.useCase.execute({ ...meta, data: { document } }));
  }
}
