import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { HistoryView, historyView } from '#common/http/history.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { VaultDocuments } from '../vault-documents.repository.js';

@Controller()
export class GetDocumentHistoryHttp {
  constructor(private readonly vault: VaultDocuments) {}

  @Operation({
    id: 'getDocumentHistory',
    method: 'GET',
    path: '/v1/documents/:id/history',
    summary: 'Who stored, replaced and erased a document of the vault, when',
    accesses: { what: 'HISTORY' },
    answers: HistoryView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<HistoryView> {
    return historyView(await this.vault.history(id, asking));
  }
}
