import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { withDocument, type CommandMeta, type IncomingDocument } from '#common/http/meta.js';
import { ensureRoom, keptBytes, storeVersion } from '../domain/storing.js';
import type { VaultDocumentState } from '../domain/vault-document.state.js';
import { VaultDocuments } from '../vault-documents.repository.js';
import { VaultUploads } from '../vault-uploads.js';

type StoreVersionCommand = Command<{ readonly document: IncomingDocument }> & CommandMeta;

/** A new version of a stored document; applications go on referring to the one they name. */
@Injectable()
export class StoreDocumentVersion {
  constructor(
    private readonly vault: VaultDocuments,
    private readonly uploads: VaultUploads,
    private readonly stores: Stores,
  ) {}

  async execute({ data: { document }, ...command }: StoreVersionCommand): Promise<Snapshot<VaultDocumentState>> {
    const foreseen = await this.vault.foresee(command, (kept, moment) => ensureRoom(kept, document.bytes ?? 0, moment));
    const { state, moment } = foreseen ?? {
      state: (await this.vault.get(command.id, command)).state,
      moment: this.stores.moment(),
    };
    const bytesLeft = moment.policy['intake.applicationBytesMax'] - keptBytes(state);
    const { businessNumber, id: documentId } = state;
    return this.uploads.keep({ businessNumber, documentId, document, bytesLeft, moment }, (file) =>
      this.vault.change(withDocument(command, file), (kept, now) => storeVersion(kept, { file }, now)),
    );
  }
}
