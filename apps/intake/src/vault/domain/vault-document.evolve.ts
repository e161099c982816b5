import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { VaultDocumentEvent } from './vault-document.events.js';
import type { VaultDocumentState } from './vault-document.state.js';

export const evolve = evolution<VaultDocumentState, VaultDocumentEvent>()(
  {
    DocumentStored: ({ data: { documentId, businessNumber, no, file }, at }) => ({
      id: documentId,
      businessNumber,
      no,
      versions: [{ ...file, n: 1, storedAt: at.toISOString() }],
    }),
  },
  (state, event) => {
    const at = event.at.toISOString();
    switch (event.type) {
      case 'DocumentVersionStored':
        return {
          ...state,
          versions: [...state.versions, { ...event.data.file, n: state.versions.length + 1, storedAt: at }],
        };
      case 'VaultDocumentErased':
        return { ...state, erasedAt: at };
    }
  },
);

export const vaultDocumentMachine: StatusMachine<VaultDocumentState> = {
  name: 'document',
  statusesOf: ({ erasedAt }) => ({ '': erasedAt === undefined ? 'KEPT' : 'ERASED' }),
  edges: {
    DocumentStored: { NEW: 'KEPT' },
    VaultDocumentErased: { KEPT: 'ERASED' },
  },
};
