import { Injectable } from '@nestjs/common';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { withDocument, type CommandMeta, type IncomingDocument } from '#common/http/meta.js';
import { Refusal } from '#common/kernel/errors.js';
import { freeDraftNo } from '../../applications/domain/drafting.js';
import { Suppliers } from '../../suppliers/suppliers.repository.js';
import { ensureMayStore, storeDocument, vaultFull } from '../domain/storing.js';
import type { StoredFile } from '../domain/vault-document.events.js';
import type { VaultDocumentState } from '../domain/vault-document.state.js';
import type { SupplierState } from '../../suppliers/domain/supplier.state.js';
import { VAULT_NO_TAKEN } from '../vault-document.type.js';
import { VaultDocuments } from '../vault-documents.repository.js';
import { VaultUploads } from '../vault-uploads.js';

/** More than any quota: the list is read whole. */
const READ_MAX = 1_000;

type StoreCommand = Omit<Command<{ readonly document: IncomingDocument }>, 'id'> & CommandMeta;

/** A verified supplier stores a document. What can be refused is refused before its body is read. */
@Injectable()
export class StoreDocument {
  constructor(
    private readonly vault: VaultDocuments,
    private readonly suppliers: Suppliers,
    private readonly uploads: VaultUploads,
    private readonly stores: Stores,
  ) {}

  async execute({ data: { document }, ...command }: StoreCommand): Promise<Snapshot<VaultDocumentState>> {
    const supplier = await this.suppliers.registeredOf(command.actor);
    const { businessNumber } = supplier.facts;
    ensureMayStore(supplier);
    const documentId = createdBy('document', command.causationId);
    // Before the body is read: its creation would be refused as well.
    this.stores.checkAccess(command, documentId, { businessNumber });
    const moment = this.stores.moment();
    const most = moment.policy['intake.vaultDocumentsMax'];
    const isRepeat = (await this.vault.find(documentId)) !== undefined;
    if (!isRepeat && (await this.takenBy(businessNumber)).size >= most) throw vaultFull(most);
    const bytesLeft = moment.policy['intake.applicationBytesMax'];
    return this.uploads.keep({ businessNumber, documentId, document, bytesLeft, moment }, (file) =>
      this.store({ ...withDocument(command, file), id: documentId }, supplier, file),
    );
  }

  /** As with drafts: each try rules out a number, so the tries end with a document or with the refusal. */
  private async store(intent: CommandMeta & { readonly id: string }, supplier: SupplierState, file: StoredFile) {
    const lost = new Set<number>();
    for (;;) {
      const taken = new Set([...lost, ...(await this.takenBy(supplier.facts.businessNumber))]);
      let no = 0;
      try {
        return await this.vault.create(intent, (moment) => {
          no = freeDraftNo(taken, moment.policy['intake.vaultDocumentsMax'], Math.random());
          return storeDocument({ documentId: intent.id, supplier, no, file }, moment);
        });
      } catch (error) {
        if (!(error instanceof Refusal && error.code === VAULT_NO_TAKEN)) throw error;
        lost.add(no);
      }
    }
  }

  private async takenBy(businessNumber: string): Promise<ReadonlySet<number>> {
    const kept = await this.vault.list({
      where: { 'state.businessNumber': businessNumber, 'state.erasedAt': { exists: false } },
      sortBy: '_id',
      descending: false,
      limit: READ_MAX,
    });
    return new Set(kept.map(({ state }) => state.no));
  }
}
