import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { derivedId } from '#common/kernel/ids.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import { ApplicationUploads } from '../../applications/application-uploads.js';
import { eraseDocument } from '../domain/storing.js';
import { VaultDocumentView, vaultDocumentView } from '../vault-document.view.js';
import { VaultDocuments } from '../vault-documents.repository.js';

@Controller()
export class EraseDocumentHttp {
  constructor(
    private readonly vault: VaultDocuments,
    private readonly uploads: ApplicationUploads,
  ) {}

  @Operation({
    id: 'eraseDocument',
    method: 'POST',
    path: '/v1/documents/:id/erasure',
    summary: 'Erases a document with all its versions; applications that refer to it keep theirs',
    ifMatch: true,
    answers: VaultDocumentView,
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<VaultDocumentView> {
    const { state } = await this.vault.change({ ...meta, id }, eraseDocument);
    const { expectedVersion: _was, ...intent } = meta;
    // An act of its own: a crash before it is made good by a repeat.
    const causationId = derivedId('names', meta.causationId);
    const reason: SystemReason = 'ERASED_BY_SUPPLIER';
    await this.vault.erase({ ...intent, causationId, id }, { reason });
    // What fails here is left to the sweep.
    await this.uploads.removeUnnamed(state.versions.map(({ fileId }) => fileId)).catch(() => undefined);
    return vaultDocumentView(await this.vault.get(id, meta));
  }
}
