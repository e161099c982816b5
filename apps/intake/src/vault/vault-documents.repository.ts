import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { VaultDocumentEvent } from './domain/vault-document.events.js';
import type { VaultDocumentState } from './domain/vault-document.state.js';
import { vaultDocumentType } from './vault-document.type.js';

@Injectable()
export class VaultDocuments extends AggregateStore<VaultDocumentState, VaultDocumentEvent> {
  constructor(stores: Stores) {
    super(vaultDocumentType, stores);
  }
}
