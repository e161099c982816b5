import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, PageRequest, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { VaultDocumentView, vaultDocumentView } from '../vault-document.view.js';
import { VaultDocuments } from '../vault-documents.repository.js';

@Controller()
export class ListDocumentsHttp {
  constructor(private readonly vault: VaultDocuments) {}

  @Operation({
    id: 'listDocuments',
    method: 'GET',
    path: '/v1/documents',
    summary: 'The documents that the supplier keeps; erased ones as what is known of them',
    answers: pageOf(VaultDocumentView),
  })
  async handle(@Query() request: PageRequest, @Asker() asking: Asking): Promise<Page<VaultDocumentView>> {
    return pageFor(this.vault, asking, {
      request,
      listing: { where: {} },
      view: vaultDocumentView,
    });
  }
}
