import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { notFound, unavailable } from '#common/kernel/errors.js';
import { newFileId } from '#common/store/files.js';
import { versionOf } from '../../vault/domain/storing.js';
import { VaultDocuments } from '../../vault/vault-documents.repository.js';
import { ApplicationUploads, COMMIT_WITHIN_MS } from '../application-uploads.js';
import { Applications } from '../applications.repository.js';
import type { ApplicationState } from '../domain/application.state.js';
import type { Place } from '../domain/document-places.js';
import { attachDocument, ensureAttachable } from '../domain/drafting.js';

type ReferCommand = Command<Place & { readonly documentId: string; readonly version?: number }>;

/**
 * The application stands on the same file as the vault, which keeps no second copy. The reference is held before the
 * document is read once more: from then on no erasure removes the bytes, and an erasure before is seen.
 */
@Injectable()
export class ReferToDocument {
  constructor(
    private readonly applications: Applications,
    private readonly vault: VaultDocuments,
    private readonly uploads: ApplicationUploads,
  ) {}

  async execute({ data, ...command }: ReferCommand): Promise<Snapshot<ApplicationState>> {
    const { documentId, version, ...place } = data;
    const foreseen = await this.applications.foresee(command, (application, moment) =>
      ensureAttachable(application, { ...place, bytes: 0 }, moment),
    );
    if (foreseen === undefined) return this.applications.change(command, () => []);
    const { state, moment } = foreseen;
    const account = state.supplier.businessNumber;
    const { fileId: refersTo } = await this.versionOf(documentId, version, account);
    const held = { account, day: moment.today, fileId: newFileId(), subject: command.id, bytes: 0, refersTo };
    await this.uploads.hold(held, { dayBytesMax: Infinity, subjectBytesLeft: Infinity });
    const heldAt = Date.now();
    try {
      const { n, storedAt: _at, ...file } = await this.versionOf(documentId, version, account);
      if (file.fileId !== refersTo) throw unavailable('CONTENTION', 'The document has a newer version now: try again.');
      return await this.applications.change(command, (application, now) => {
        if (Date.now() - heldAt > COMMIT_WITHIN_MS)
          throw unavailable('CONTENTION', 'The reference took too long and was given up: try again.');
        return attachDocument(application, { ...place, document: { ...file, reference: { documentId, n } } }, now);
      });
    } finally {
      // What fails here lapses.
      await this.uploads.kept(held, 0).catch(() => undefined);
    }
  }

  /** @throws Refusal 404 for a document of another supplier, too; 410 for an erased one */
  private async versionOf(documentId: string, version: number | undefined, account: string) {
    const document = await this.vault.find(documentId);
    if (document === undefined || document.state.businessNumber !== account) throw notFound('document', documentId);
    return versionOf(document.state, version);
  }
}
