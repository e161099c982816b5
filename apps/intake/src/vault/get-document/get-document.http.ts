import { Controller, Param } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { VaultDocumentView, vaultDocumentView } from '../vault-document.view.js';
import { VaultDocuments } from '../vault-documents.repository.js';

@Controller()
export class GetDocumentHttp {
  constructor(private readonly vault: VaultDocuments) {}

  @Operation({
    id: 'getDocument',
    method: 'GET',
    path: '/v1/documents/:id',
    summary: 'A document that the supplier keeps, and its versions',
    answers: VaultDocumentView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<VaultDocumentView> {
    return vaultDocumentView(await this.vault.get(id, asking));
  }
}
